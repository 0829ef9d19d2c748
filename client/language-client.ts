import { type CancellationToken, type LogOutputChannel, workspace } from 'vscode'
import {
  InlayHintRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node'
import type { ClientRequests, InitializationOptions, Notifications } from '../server/protocol'
import { documentSelector } from './languages'

const hintsWanted = (): boolean => workspace.getConfiguration('lockstep').get('inlayHints', true)

type News = Exclude<keyof Notifications, 'lockstep/trustChanged'>

/** What the client does when the server speaks first. */
export type Receivers = {
  readonly [M in keyof ClientRequests]: (params: ClientRequests[M]['params']) => Promise<ClientRequests[M]['result']>
} & { readonly [N in News]: (params: Notifications[N]) => void }

export interface Connection {
  request<T>(method: string, params: object, cancel?: CancellationToken): Promise<T>
  trust(): Promise<void>
  stop(): Promise<void>
}

/** Starts the server in a Node process of its own, over IPC. Rejects when it does not come up. */
export async function connect(module: string, log: LogOutputChannel, receivers: Receivers): Promise<Connection> {
  const run = { module, transport: TransportKind.ipc }
  const options: LanguageClientOptions = {
    documentSelector: [...documentSelector],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: (): InitializationOptions => ({ trusted: workspace.isTrusted }),
    initializationFailedHandler: () => false,
    middleware: {
      provideInlayHints: (document, range, cancel, next) => (hintsWanted() ? next(document, range, cancel) : []),
    },
  }
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } }
  const client = new LanguageClient('lockstep', 'Lockstep', { run, debug }, options)
  const { 'lockstep/secret': secret, ...news } = receivers
  client.onRequest('lockstep/secret', secret)
  for (const [name, receive] of Object.entries(news)) client.onNotification(name, receive)
  const settings = workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration('lockstep.inlayHints')) return
    const hints = client.getFeature(InlayHintRequest.method)
    for (const document of workspace.textDocuments) hints.getProvider(document)?.onDidChangeInlayHints.fire()
  })
  await client.start()
  return {
    // An undefined third argument would go out as a second parameter.
    request: (method, params, cancel) =>
      cancel ? client.sendRequest(method, params, cancel) : client.sendRequest(method, params),
    trust: () => client.sendNotification('lockstep/trustChanged', { trusted: true }),
    stop: () => {
      settings.dispose()
      return client.dispose()
    },
  }
}
