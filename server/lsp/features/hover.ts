import type { Hover, Position } from 'vscode-languageserver'
import type { LockReport } from '../../engine/lint/locks'
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

const name = (path: readonly string[]): string => path.join('.')

export function locksText({ locks, held, inTransaction }: LockReport, postgres: number): string {
  const lines: string[] = []
  if (locks.locks.length === 0 && locks.unknown.length === 0) lines.push('Locks no relation that exists before it.')
  for (const { relation, mode, why } of locks.locks) lines.push(`- \`${mode}\` on \`${name(relation.path)}\`: ${why}`)
  if (locks.rewrites.length > 0)
    lines.push(`- rewrites ${locks.rewrites.map(({ path }) => `\`${name(path)}\``).join(', ')}`)
  if (locks.scans.length > 0) lines.push(`- scans ${locks.scans.map(({ path }) => `\`${name(path)}\``).join(', ')}`)
  if (!locks.transactional) lines.push('- cannot run in a transaction block')
  for (const reason of locks.unknown) lines.push(`- unknown: ${reason}`)
  const older = held.filter(
    ({ relation, mode }) =>
      !locks.locks.some((lock) => lock.mode === mode && name(lock.relation.path) === name(relation.path)),
  )
  if (inTransaction && older.length > 0)
    lines.push(
      `- held until COMMIT from before: ${older.map(({ relation, mode }) => `\`${mode}\` on \`${name(relation.path)}\``).join(', ')}`,
    )
  return `**Locks on PostgreSQL ${postgres}**\n\n${lines.join('\n')}`
}
