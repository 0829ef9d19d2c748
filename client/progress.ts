import { type CancellationToken, ProgressLocation, window } from 'vscode'
import type { ProgressToken, Requests } from '../server/protocol'
import type { Ctx } from './commands/command'
import { showFailure, unlinked } from './trouble'

let last = 0

type Tracked = {
  [M in keyof Requests]: Requests[M]['params'] extends { readonly token: ProgressToken } ? M : never
}[keyof Requests]

/** Asks the server for something that takes a while. Undefined when it failed or was cancelled; the user was told why. */
export async function tracked<M extends Tracked>(
  ctx: Pick<Ctx, 'server' | 'log' | 'blockers'>,
  title: string,
  method: M,
  params: Omit<Requests[M]['params'], 'token'>,
): Promise<Requests[M]['result'] | undefined> {
  const answer = await withProgress(ctx, title, (token, cancel) =>
    ctx.server.ask(method, { ...params, token } as Requests[M]['params'], cancel),
  )
  if ('ok' in answer) return answer.ok
  await showFailure(ctx.log, answer.error)
  return undefined
}

/**
 * Shows what the server reports under a token of its own, with a button that cancels the request. Who is in the way stands there, with a
 * link that copies it: both go when the wait is over.
 */
export function withProgress<T>(
  { server, blockers }: Pick<Ctx, 'server' | 'blockers'>,
  title: string,
  work: (token: ProgressToken, cancel: CancellationToken) => Promise<T>,
): Promise<T> {
  const token = `${title}-${++last}`
  return Promise.resolve(
    window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (bar, cancel) => {
      let percent = 0
      const listening = server.onProgress((news) => {
        if (news.token !== token) return
        const now = Math.max(percent, news.percent ?? percent)
        const inTheWay = news.blockers ?? []
        blockers.of(token, inTheWay)
        const message = unlinked(news.message)
        bar.report({ message: inTheWay.length > 0 ? `${message} ${copy}` : message, increment: now - percent })
        percent = now
      })
      try {
        return await work(token, cancel)
      } finally {
        listening.dispose()
        blockers.of(token, [])
      }
    }),
  )
}

const copy = '[Copy Who Blocks](command:lockstep.copyBlockers)'
