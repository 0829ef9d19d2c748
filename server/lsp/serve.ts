import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import { Failure } from '../engine/failure'
import type { Answer, Requests } from '../protocol'
import type { Editor, Serve, Snapshot } from './feature'

/** Slower answers are told in the log, by method. */
const slow = 200

export function serveOn(connection: Connection, editor: Editor): Serve {
  const log = (method: string, error: unknown): void =>
    connection.console.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const timed = async <R>(method: string, run: () => R | Promise<R>): Promise<R> => {
    const started = performance.now()
    try {
      return await run()
    } finally {
      const ms = performance.now() - started
      if (ms > slow) connection.console.info(`${method} took ${ms.toFixed(0)} ms`)
    }
  }
  const cancelled = <R>(): ResponseError<R> => new ResponseError<R>(LSPErrorCodes.RequestCancelled, 'cancelled')

  async function empty<R>(
    method: string,
    nothing: R,
    token: CancellationToken,
    run: (signal: AbortSignal) => R | Promise<R>,
  ): Promise<R | ResponseError<R>> {
    const signal = signalOf(token)
    try {
      const answer = await timed(method, () => run(signal))
      return signal.aborted ? cancelled() : answer
    } catch (error) {
      if (signal.aborted) return cancelled()
      log(method, error)
      return nothing
    }
  }

  /** The library's overloads know no method names of ours. */
  const on = connection.onRequest.bind(connection) as unknown as (
    method: string,
    handler: (params: never, token: CancellationToken) => unknown,
  ) => void

  return {
    editor,
    standard: (method, nothing, run) => {
      on(method, (params: never, token) => empty(method, nothing, token, (signal) => run(params, signal)))
    },
    document: (method, nothing, run) => {
      on(method, (params: { textDocument: { uri: string } }, token) =>
        empty(method, nothing, token, async (signal) => {
          const snapshot: Snapshot | undefined = await editor.snapshot(params.textDocument.uri)
          return snapshot && !signal.aborted ? run(snapshot, params as never, signal) : nothing
        }),
      )
    },
    request: <M extends keyof Requests>(
      method: M,
      run: (
        params: Requests[M]['params'],
        signal: AbortSignal,
      ) => Requests[M]['result'] | Promise<Requests[M]['result']>,
    ) => {
      on(method, async (params: Requests[M]['params'], token): Promise<Answer<Requests[M]['result']>> => {
        try {
          return { ok: await timed(method, () => run(params, signalOf(token))) }
        } catch (error) {
          if (error instanceof Failure)
            return { error: { code: error.code, message: error.message, ...(error.hint && { hint: error.hint }) } }
          log(method, error)
          throw error
        }
      })
    },
  }
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController()
  if (token.isCancellationRequested) abort.abort()
  token.onCancellationRequested(() => abort.abort())
  return abort.signal
}
