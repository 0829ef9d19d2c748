import type { Hover, Position } from 'vscode-languageserver'
import { sizeText, writesText } from '../../engine/lint/helpers/sizes'
import { heldFromBefore, type LockReport, printed } from '../../engine/lint/locks'
import type { Statistics } from '../../engine/lint/statistics'
import { registry } from '../../engine/workspace/workspace'
import { defineFeature, inside, type Snapshot } from '../feature'

/** On a finding why it is one; on every statement what it locks, safe ones too. */
export default defineFeature({
  capabilities: { hoverProvider: true },
  register({ document }) {
    document<{ textDocument: { uri: string }; position: Position }, Hover | null>(
      'textDocument/hover',
      null,
      (snapshot, { position }) => hover(snapshot, position),
    )
  },
})

export function hover(snapshot: Snapshot, position: Position): Hover | null {
  const parts: string[] = []
  for (const { code, span } of snapshot.diagnostics) {
    const rule = registry[code]
    if (rule && inside(snapshot.range(span), position))
      parts.push(`**${code}**\n\n${rule.docs.why}\n\n${rule.docs.instead}`)
  }
  const report = snapshot.workspace
    .locks(snapshot.path)
    .find(({ statement }) => inside(snapshot.range(statement.span), position))
  if (report) {
    const sizes = sizesText(report, snapshot.workspace.statistics, new Date())
    parts.push([locksText(report, snapshot.workspace.postgres), sizes].filter(Boolean).join('\n\n'))
  }
  return parts.length > 0 && report
    ? { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: snapshot.range(report.statement.span) }
    : null
}

const code = (name: string): string => `\`${name}\``

function locksText(report: LockReport, postgres: number): string {
  const { locks, rewrites, scans, held, transactional, unknown = [] } = printed(report)
  const lines: string[] = []
  if (locks.length === 0 && unknown.length === 0) lines.push('Locks no relation that exists before it.')
  for (const { relation, mode, why } of locks) lines.push(`- ${code(mode)} on ${code(relation)}: ${why}`)
  if (rewrites.length > 0) lines.push(`- rewrites ${rewrites.map(code).join(', ')}`)
  if (scans.length > 0) lines.push(`- scans ${scans.map(code).join(', ')}`)
  if (!transactional) lines.push('- cannot run in a transaction block')
  for (const reason of unknown) lines.push(`- unknown: ${reason}`)
  const older = heldFromBefore({ held, locks })
  if (report.inTransaction && older.length > 0)
    lines.push(
      `- held until COMMIT from before: ${older.map(({ relation, mode }) => `${code(mode)} on ${code(relation)}`).join(', ')}`,
    )
  return `**Locks on PostgreSQL ${postgres}**\n\n${lines.join('\n')}`
}

const day = 24 * 60 * 60 * 1000

/** The numbers findings about these tables are graded with, and how old they are. */
function sizesText(report: LockReport, statistics: Statistics | undefined, now: Date): string {
  if (!statistics) return ''
  const { locks, rewrites, scans } = printed(report)
  const names = new Set([...locks.map(({ relation }) => relation), ...rewrites, ...scans])
  const lines = [...names].flatMap((name) => {
    const table = statistics.tables[name]
    if (!table) return []
    const writes = table.writesPerDay === undefined ? '' : `, ${writesText(table.writesPerDay)}`
    return [`- ${code(name)}: ${sizeText(table)}${writes}`]
  })
  if (lines.length === 0) return ''
  const days = Math.floor((now.getTime() - Date.parse(statistics.takenAt)) / day)
  const age = days <= 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`
  return `**Sizes measured ${age}** (${statistics.takenAt.slice(0, 10)})\n\n${lines.join('\n')}`
}
