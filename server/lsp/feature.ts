import type { Connection, ServerCapabilities } from 'vscode-languageserver'
import type { Diagnostic } from '../engine/diagnostic'
import type { Position, Range, SourceText, Span } from '../engine/text/source'
import type { Workspace } from '../engine/workspace/workspace'
import type { ClientRequests, Notifications, Progress, ProgressToken, Requests } from '../protocol'

/** One version of one open file. */
export interface Snapshot {
  readonly uri: string
  readonly path: string
  readonly workspace: Workspace
  readonly source: SourceText
  /** Worked out when asked for. */
  readonly diagnostics: readonly Diagnostic[]
  range(span: Span): Range
}

/** What features may do beside answering. */
export interface Editor {
  readonly connection: Connection
  readonly trusted: boolean
  /** The client asks for diagnostics itself. */
  readonly pulls: boolean
  readonly supports: { readonly createFiles: boolean }
  /** Every workspace met so far, refreshed when files changed. */
  workspaces(): Promise<readonly Workspace[]>
  snapshot(uri: string): Promise<Snapshot | undefined>
  openUris(): readonly string[]
  /** We wrote files ourselves: everything is read anew. */
  changedOnDisk(): void
  /** What databases said changed. */
  changedInBooks(): void
  /** Runs when open texts, files or books changed. */
  onChange(listener: () => void): void
  notify<N extends keyof Notifications>(name: N, params: Notifications[N]): void
  ask<N extends keyof ClientRequests>(
    name: N,
    params: ClientRequests[N]['params'],
  ): Promise<ClientRequests[N]['result']>
  progress(token: ProgressToken, message: string, percent?: Progress['percent'], blockers?: Progress['blockers']): void
  /** Long runs, for the busy mark of the status. */
  busy<T>(what: string, work: () => Promise<T>): Promise<T>
  /** What is busy now. */
  running(): readonly string[]
}

/** The only place that catches, cancels, times and answers with the empty value. */
export interface Serve {
  readonly editor: Editor
  /** A request about one document; `nothing` is the answer when it can't be given. */
  document<P extends { readonly textDocument: { readonly uri: string } }, R>(
    method: string,
    nothing: R,
    run: (snapshot: Snapshot, params: P, signal: AbortSignal) => R | Promise<R>,
  ): void
  /** A request of the protocol file: a Failure becomes its error, anything else a bug in the log. */
  request<M extends keyof Requests>(
    method: M,
    run: (params: Requests[M]['params'], signal: AbortSignal) => Requests[M]['result'] | Promise<Requests[M]['result']>,
  ): void
  /** A standard request about no single document. */
  standard<P, R>(method: string, nothing: R, run: (params: P, signal: AbortSignal) => R | Promise<R>): void
}

export interface Feature {
  readonly capabilities?: ServerCapabilities
  register(serve: Serve): void
}

export const defineFeature = (feature: Feature): Feature => feature

export const inside = (range: Range, at: Position): boolean =>
  (range.start.line < at.line || (range.start.line === at.line && range.start.character <= at.character)) &&
  (at.line < range.end.line || (at.line === range.end.line && at.character <= range.end.character))
