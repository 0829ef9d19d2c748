import type { Hover, Position } from 'vscode-languageserver'
import { heldFromBefore, type LockReport, printed } from '../../engine/lint/locks'
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
  if (report) parts.push(locksText(report, snapshot.workspace.postgres))
  return parts.length > 0 && report
    ? { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: snapshot.range(report.statement.span) }
    : null
}

const code = (name: string): string => `\`${name}\``

export function locksText(report: LockReport, postgres: number): string {
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
