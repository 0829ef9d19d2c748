import { type CancellationToken, ProgressLocation, window } from 'vscode'
import type { ProgressToken } from '../server/protocol'
import type { Server } from './server'

let last = 0

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
      const listening = server.onProgress((news) => {
        if (news.token !== token) return
        const now = Math.max(percent, news.percent ?? percent)
        bar.report({ message: news.message, increment: now - percent })
        percent = now
      })
      try {
        return await work(token, cancel)
      } finally {
        listening.dispose()
      }
    }),
  )
}
