import { commands, type LogOutputChannel, window } from 'vscode'
import type { RpcError } from '../server/protocol'

/** VS Code makes links, also ones that run commands, of `[text](target)` in messages: text from a database must not. */
export const unlinked = (text: string): string => text.replaceAll('](', '] (')

/** A `Failure` of the server: shown as it is, never with a stack. Cancelling needs no message. */
export async function showFailure(log: LogOutputChannel, { code, message, hint }: RpcError): Promise<void> {
  if (code === 'cancelled') return
  log.warn(`${code}: ${message}${hint ? ` (${hint})` : ''}`)
  const show = 'Show Log'
  const chosen = await window.showErrorMessage(unlinked(hint ? `${message} ${hint}` : message), show)
  if (chosen === show) log.show()
}

/** Anything else that is thrown is a bug of ours: the stack goes to the log, one sentence to the user. */
export async function showBug(log: LogOutputChannel, what: string, error: unknown): Promise<void> {
  log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const show = 'Show Log'
  const chosen = await window.showErrorMessage(`${what} broke off because of a bug in Lockstep.`, show)
  if (chosen === show) log.show()
}

export async function showDeadServer(log: LogOutputChannel, error: unknown): Promise<void> {
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const [restart, show] = ['Restart', 'Show Log']
  const chosen = await window.showErrorMessage('The Lockstep language server is not running.', restart, show)
  if (chosen === restart) await commands.executeCommand('lockstep.restart')
  if (chosen === show) log.show()
}
