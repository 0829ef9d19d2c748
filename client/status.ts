import {
  commands,
  type Disposable,
  LanguageStatusSeverity,
  languages,
  StatusBarAlignment,
  window,
  workspace,
} from 'vscode'
import type { MissingItem, Status, Tier } from '../server/protocol'
import { documentSelector } from './languages'
import type { Missing } from './missing'
import { plural } from './render'
import type { Server } from './server'
import { keys } from './when'

const severities = {
  ok: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const

const titles: Record<Tier['id'], string> = { offline: 'offline', embedded: 'embedded PostgreSQL', server: 'server' }

/** `offline + embedded PostgreSQL`: what answers now, or would when asked. */
export function summary({ tiers, message }: Status): string {
  if (message) return message
  const usable = tiers.filter(({ state }) => state !== 'off' && state !== 'failed')
  return usable.map(({ id }) => titles[id]).join(' + ') || 'off'
}

/** One line a tier: its state and why. */
export const explanation = ({ tiers }: Status): string =>
  tiers.map(({ id, state, why }) => `${titles[id]}: ${state}. ${why}`).join('  \n')

/** After a branch switch: what databases hold beside what lies here. */
export function missingSummary(items: readonly MissingItem[]): string | undefined {
  if (items.length === 0) return undefined
  const count = items.reduce((sum, { names }) => sum + names.length, 0)
  const holder = items.length === 1 ? 'the database holds' : `${items.length} databases hold`
  return `${holder} ${plural(count, 'migration')} this branch lacks`
}

const toLog = { command: 'lockstep.showLog', title: 'Show Log' } as const
const toChoices = { command: 'lockstep.resolveMissingMigrations', title: 'Choose…' } as const

/** Which ways of knowing are on, and why the others are not, in the language status of SQL files. */
export function showStatus(server: Server, missing: Missing): Disposable {
  const item = languages.createLanguageStatusItem('lockstep.status', [...documentSelector])
  item.name = 'Lockstep'
  item.text = 'Lockstep: starting'
  item.busy = true
  item.command = toLog
  const ahead = showAhead()
  let last: Status | undefined
  const show = (status: Status): void => {
    last = status
    const heard = missing.heard(status.missingHere)
    ahead.show(heard)
    void commands.executeCommand('setContext', keys.missing, status.missingHere.length > 0)
    const told = status.message === undefined ? missingSummary(heard) : undefined
    item.text = `Lockstep: ${told ?? summary(status)}`
    // Short, so that the choices beside it are in sight.
    const why = told ? heard.map(({ target }) => target).join(', ') : explanation(status)
    item.detail = workspace.isTrusted ? why : `Restricted Mode. ${why}`
    item.busy = status.busy
    item.severity = told ? LanguageStatusSeverity.Warning : severities[status.health]
    item.command = told ? toChoices : toLog
  }
  const listening = [server.onStatus(show), missing.onChange(() => last && show(last))]
  server.ask('lockstep/status', {}).then(
    (answer) => 'ok' in answer && show(answer.ok),
    () => {
      item.text = 'Lockstep: not running'
      item.busy = false
      item.severity = LanguageStatusSeverity.Error
      item.command = { command: 'lockstep.restart', title: 'Restart' }
    },
  )
  return {
    dispose: () => {
      for (const each of listening) each.dispose()
      item.dispose()
      ahead.dispose()
    },
  }
}

/** The language status is seen beside SQL files only; this one wherever the user is, and only while there is something to say. */
function showAhead() {
  const item = window.createStatusBarItem('lockstep.missing', StatusBarAlignment.Left, -1)
  item.name = 'Lockstep: Missing Migrations'
  item.command = toChoices.command
  return {
    show(items: readonly MissingItem[]): void {
      const summary = missingSummary(items)
      if (summary === undefined) {
        item.hide()
        return
      }
      const count = items.reduce((sum, { names }) => sum + names.length, 0)
      item.text = `$(warning) ${plural(count, 'migration')} not here`
      item.tooltip = `Lockstep: ${summary}.\n${items.map(({ target, names }) => `${target}: ${names.join(', ')}`).join('\n')}`
      item.accessibilityInformation = { label: `Lockstep: ${summary}` }
      item.show()
    },
    dispose: () => item.dispose(),
  }
}
