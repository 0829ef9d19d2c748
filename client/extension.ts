import { commands, type Disposable, type ExtensionContext, window, workspace } from 'vscode'
import { begun } from './begun'
import { createBlockers } from './blockers'
import { keepChosenKeys } from './chosen-keys'
import { commands as definitions } from './commands'
import { type Command, type Ctx, commandId } from './commands/command'
import { createDocuments } from './documents'
import { keepFresh } from './freshness'
import { createMissing } from './missing'
import { createProblems } from './problems'
import { watchProjects } from './projects'
import { provideSecret } from './secrets'
import { createServer, type Server } from './server'
import { showStatus } from './status'
import { createTargets } from './targets'
import { showBug, showDeadServer } from './trouble'
import { views as viewDefinitions } from './views'
import type { OpenView } from './views/view'

/** What tests see of the running extension. */
export interface Api {
  /** From the first line of the bundle to the end of `activate`, in milliseconds. */
  readonly activationMs: number
  readonly server: Server
  readonly views: { readonly [name: string]: OpenView }
}

let server: Server | undefined

export function activate(extension: ExtensionContext): Api {
  const log = window.createOutputChannel('Lockstep', { log: true })
  server = createServer(
    log,
    (params) => provideSecret(extension.secrets, params),
    // The protocol library is half of the bundle: it is loaded after the editor went on.
    async (receivers) => {
      const { connect } = await import('./language-client')
      return connect(extension.asAbsolutePath('dist/server.js'), log, receivers)
    },
  )
  const documents = createDocuments()
  const problems = createProblems()
  const projects = watchProjects(server, (error) => showDeadServer(log, error))
  const targets = createTargets(extension.workspaceState)
  const missing = createMissing(extension.workspaceState)
  const blockers = createBlockers()
  const ctx: Ctx = { extension, log, server, projects, documents, problems, targets, missing, blockers }
  extension.subscriptions.push(
    log,
    documents,
    problems,
    projects,
    targets,
    missing,
    showStatus(server, missing),
    keepFresh(ctx),
    keepChosenKeys(projects, targets),
  )
  const views = Object.fromEntries(Object.entries(viewDefinitions).map(([file, view]) => [file, view.create(ctx)]))
  extension.subscriptions.push(...Object.values(views))
  for (const [file, command] of Object.entries(definitions)) extension.subscriptions.push(register(ctx, file, command))
  const activationMs = performance.now() - begun
  log.info(`Activated in ${Math.round(activationMs)} ms`)
  return { activationMs, server, views }
}

export const deactivate = (): Promise<void> | undefined => server?.stop()

function register(ctx: Ctx, file: string, command: Command): Disposable {
  return commands.registerCommand(commandId(file), async (...args: readonly unknown[]) => {
    if (command.trusted && !workspace.isTrusted) return refuse(command.title)
    try {
      return await command.run(ctx, ...args)
    } catch (error) {
      await showBug(ctx.log, `Lockstep: ${command.title}`, error)
    }
  })
}

/** A keybinding or another extension can call what the palette hides. */
async function refuse(title: string): Promise<void> {
  const manage = 'Manage Workspace Trust'
  const why = `Lockstep: ${title} reaches a database, which Restricted Mode forbids.`
  const chosen = await window.showWarningMessage(why, manage)
  if (chosen === manage) await commands.executeCommand('workbench.trust.manage')
}
