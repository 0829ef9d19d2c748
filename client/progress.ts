import { type CancellationToken, env, ProgressLocation, window } from 'vscode'
import type { Blocker, ProgressToken, Requests } from '../server/protocol'
import type { Ctx } from './commands/command'
import { blockersText } from './render'
import type { Server } from './server'
import { showFailure } from './trouble'

let last = 0

type Tracked = {
  [M in keyof Requests]: Requests[M]['params'] extends { readonly token: ProgressToken } ? M : never
}[keyof Requests]

/** Asks the server for something that takes a while. Undefined when it failed or was cancelled; the user was told why. */
export async function tracked<M extends Tracked>(
  { server, log }: Pick<Ctx, 'server' | 'log'>,
  title: string,
  method: M,
  params: Omit<Requests[M]['params'], 'token'>,
): Promise<Requests[M]['result'] | undefined> {
  const answer = await withProgress(server, title, (token, cancel) =>
    server.ask(method, { ...params, token } as Requests[M]['params'], cancel),
  )
  if ('ok' in answer) return answer.ok
  await showFailure(log, answer.error)
  return undefined
}

/** Shows what the server reports under a token of its own, with a button that cancels the request. */
export function withProgress<T>(
  server: Server,
  title: string,
  work: (token: ProgressToken, cancel: CancellationToken) => Promise<T>,
): Promise<T> {
  const token = `${title}-${++last}`
  return Promise.resolve(
    window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (bar, cancel) => {
      let percent = 0
      let told = ''
      const listening = server.onProgress((news) => {
        if (news.token !== token) return
        const now = Math.max(percent, news.percent ?? percent)
        bar.report({ message: news.message, increment: now - percent })
        percent = now
        const { blockers = [] } = news
        const who = blockers.map(({ pid }) => pid).join()
        if (blockers.length === 0 || who === told) return
        told = who
        void offerCopy(news.message, blockers)
      })
      try {
        return await work(token, cancel)
      } finally {
        listening.dispose()
      }
    }),
  )
}

/** A progress bar has no button but Cancel: who is in the way stands there, and beside it where it can be copied, once a blocker. */
async function offerCopy(message: string, blockers: readonly Blocker[]): Promise<void> {
  const copy = 'Copy'
  const chosen = await window.showWarningMessage(message, copy)
  if (chosen === copy) await env.clipboard.writeText(blockersText(blockers))
}
