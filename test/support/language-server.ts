import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import type { Answer, Requests } from '../../server/protocol'

export interface Client {
  request<R>(method: string, params: unknown): Promise<R>
  custom<M extends keyof Requests>(method: M, params: Requests[M]['params']): Promise<Answer<Requests[M]['result']>>
  notify(method: string, params: unknown): Promise<void>
  open(uri: string, text: string): Promise<void>
  change(uri: string, version: number, text: string): Promise<void>
  /** The next notification of that name that fits. */
  next<P>(method: string, fits?: (params: P) => boolean): Promise<P>
}

export interface ClientOptions {
  readonly folders?: readonly string[]
  readonly trusted?: boolean
  readonly capabilities?: object
}

/** The built language server over standard input and output, as any editor starts it. */
export async function withServer<T>(options: ClientOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [resolve('dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.listen()
  const folders = (options.folders ?? []).map((path) => ({ uri: `file://${path}`, name: path }))
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folders[0]?.uri ?? null,
    workspaceFolders: folders,
    initializationOptions: { trusted: options.trusted ?? true },
    capabilities: options.capabilities ?? {
      textDocument: { diagnostic: {} },
      workspace: { workspaceFolders: true, workspaceEdit: { resourceOperations: ['create'] } },
    },
  })
  await connection.sendNotification('initialized', {})
  const client: Client = {
    request: (method, params) => connection.sendRequest(method, params),
    custom: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => connection.sendNotification(method, params),
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text },
      }),
    next: <P>(method: string, fits: (params: P) => boolean = () => true) =>
      new Promise<P>((done) => {
        const listener = connection.onNotification(method, (params: P) => {
          if (!fits(params)) return
          listener.dispose()
          done(params)
        })
      }),
    change: (uri, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
  }
  try {
    return await work(client)
  } finally {
    await connection.sendRequest('shutdown').catch(() => undefined)
    connection.dispose()
    child.kill()
  }
}
