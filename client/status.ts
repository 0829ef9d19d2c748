import { type Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode'
import type { Status, Tier } from '../server/protocol'
import { documentSelector } from './languages'
import type { Server } from './server'

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

/** Which ways of knowing are on, and why the others are not, in the language status of SQL files. */
export function showStatus(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('lockstep.status', [...documentSelector])
  item.name = 'Lockstep'
  item.text = 'Lockstep: starting'
  item.busy = true
  item.command = { command: 'lockstep.showLog', title: 'Show Log' }
  const show = (status: Status): void => {
    item.text = `Lockstep: ${summary(status)}`
    item.detail = workspace.isTrusted ? explanation(status) : `Restricted Mode. ${explanation(status)}`
    item.busy = status.busy
    item.severity = severities[status.health]
  }
  const listening = server.onStatus(show)
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
      listening.dispose()
      item.dispose()
    },
  }
}
