import { spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure, unwritable } from '../engine/failure'

/** What the process in the background says once: where it serves, or why it does not. */
export type Said =
  | { readonly port: number; readonly url: string }
  | { readonly message: string; readonly hint?: string }

/**
 * Runs this very program again with `--foreground`, on its own, and waits until it serves. Its output goes to a log beside the data.
 * Fails as it failed.
 */
export async function serveInBackground(
  args: readonly string[],
  cwd: string,
  folder: string,
): Promise<{ readonly pid: number; readonly port: number; readonly url: string }> {
  const log = join(dirname(folder), 'database.log')
  const output = opened(log)
  const child = spawn(process.execPath, [process.argv[1]!, 'database', 'start', '--foreground', ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    windowsHide: true,
  })
  const said = await new Promise<Said>((done) => {
    child.once('message', (message) => done(message as Said))
    child.once('error', (error) => done({ message: error.message }))
    child.once('exit', () => done({ message: readFileSync(log, 'utf8').trim() || 'It ended at once.' }))
  })
  if ('message' in said)
    throw new Failure('no-connection', `The embedded database is not served: ${said.message}`, {
      hint: said.hint ?? `See ${log}.`,
    })
  child.disconnect()
  child.unref()
  return { pid: child.pid!, ...said }
}

/** To whoever started this process, when somebody waits for it. */
export function tellStarter(said: Said): Promise<void> {
  return new Promise((done) => (process.send ? process.send(said, () => done()) : done()))
}

function opened(log: string): number {
  try {
    mkdirSync(dirname(log), { recursive: true })
    return openSync(log, 'w', 0o600)
  } catch (error) {
    throw unwritable(log, error)
  }
}
