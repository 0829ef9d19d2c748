import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { Api } from '../../client/extension'
import type { ProjectItem, Requests } from '../../server/protocol'

export async function extension(): Promise<Api> {
  const found = vscode.extensions.getExtension<Api>('lockstep.lockstep')
  assert.ok(found, 'the extension is not installed')
  return found.activate()
}

export async function ask<M extends keyof Requests>(
  method: M,
  params: Requests[M]['params'],
): Promise<Requests[M]['result']> {
  const answer = await (await extension()).server.ask(method, params)
  if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.ok
}

export async function theProject(): Promise<ProjectItem> {
  const [project, ...others] = await ask('lockstep/projects', {})
  assert.ok(project && others.length === 0, 'the sample workspace is one project')
  return project
}

export const sqlFile = (folder: vscode.Uri, name: string, text: string): Thenable<vscode.Uri> => {
  const uri = vscode.Uri.joinPath(folder, name)
  return vscode.workspace.fs.writeFile(uri, Buffer.from(text)).then(() => uri)
}

/** The file's findings as soon as they are as wanted; Mocha's timeout ends a wait in vain. */
export function diagnostics(
  uri: vscode.Uri,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = vscode.languages.getDiagnostics(uri)
      if (!wanted(found)) return
      listening.dispose()
      resolve(found)
    }
    const listening = vscode.languages.onDidChangeDiagnostics(look)
    look()
  })
}

/** As soon as it holds, looked at again after each of the server's news. */
export async function once(holds: () => Promise<boolean>): Promise<void> {
  const { server } = await extension()
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      holds().then((held) => {
        if (!held) return
        for (const each of listening) each.dispose()
        resolve()
      }, reject)
    }
    const listening = [server.onStatus(look), server.onProjects(look)]
    look()
  })
}

export const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code)

export const has = (code: string) => (found: readonly vscode.Diagnostic[]) =>
  found.some((each) => codeOf(each) === code)

export interface Shown {
  readonly kind: 'information' | 'warning' | 'error'
  readonly message: string
  readonly options: readonly unknown[]
}

/**
 * Stands in for the user during `work`: every message box is answered with the first of `answers` it offers, every list with the line
 * that `picks` names. The suites lie below
 * the extension's folder, so that VS Code gives both the same `vscode` object.
 */
export async function withUser<T>(
  answers: readonly string[],
  work: () => Thenable<T>,
  picks: readonly string[] = [],
): Promise<readonly Shown[]> {
  const shown: Shown[] = []
  const window = vscode.window as unknown as Record<string, unknown>
  const names = {
    information: 'showInformationMessage',
    warning: 'showWarningMessage',
    error: 'showErrorMessage',
  } as const
  const saved = Object.values(names).map((name) => [name, window[name]] as const)
  for (const [kind, name] of Object.entries(names))
    window[name] = async (message: string, ...options: unknown[]) => {
      shown.push({ kind: kind as Shown['kind'], message, options })
      return answers.find((answer) => options.includes(answer))
    }
  const pick = window.showQuickPick
  window.showQuickPick = async (items: readonly vscode.QuickPickItem[]) =>
    items.find(({ label }) => picks.includes(label))
  try {
    await work()
  } finally {
    window.showQuickPick = pick
    for (const [name, original] of saved) window[name] = original
  }
  return shown
}

export const run =
  (command: string, ...args: unknown[]) =>
  () =>
    vscode.commands.executeCommand(`lockstep.${command}`, ...args)

export const exists = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )

export async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri))
}

/** A configuration whose default database is the one the harness listens for. */
export const trapped = JSON.stringify({ environments: { local: { tier: 'local', database: 'env:LOCKSTEP_TRAP_URL' } } })
