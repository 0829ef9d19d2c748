import type { Parsed, Statement } from '../syntax/statement'
import type { Token } from '../syntax/tokens'
import { contains, type Span, spanOf } from '../text/source'
import type { PeerTool } from './rule'

/** One comment that asks for silence. */
export interface Suppression {
  /** `lockstep` names our rules; the others use their own names for the same hazards. */
  readonly tool: 'lockstep' | PeerTool
  /** As written; empty means every rule. */
  readonly names: readonly { readonly name: string; readonly span: Span }[]
  readonly reason?: string
  readonly span: Span
  /** Where findings are silenced; the whole file when absent. */
  readonly reach?: Span
}

interface Form {
  readonly tool: Suppression['tool']
  readonly pattern: RegExp
  readonly file: boolean
}

/** The comment forms, ours and those of tools people come from. Group 1 is the list of names. */
const forms: readonly Form[] = [
  { tool: 'lockstep', file: true, pattern: /^\s*lockstep:\s*allow-file\b(.*)$/is },
  { tool: 'lockstep', file: false, pattern: /^\s*lockstep:\s*allow\b(.*)$/is },
  { tool: 'squawk', file: true, pattern: /^\s*squawk-ignore-file\b(.*)$/is },
  { tool: 'squawk', file: false, pattern: /^\s*squawk-ignore\b(.*)$/is },
  { tool: 'pgfence', file: false, pattern: /^\s*pgfence-ignore\b:?(.*)$/is },
  { tool: 'eugene', file: false, pattern: /^\s*eugene:\s*ignore\b(.*)$/is },
  { tool: 'pgls', file: false, pattern: /^\s*pgt?(?:ls)?-ignore\b(.*)$/is },
  { tool: 'migrationpilot', file: false, pattern: /^\s*migrationpilot-disable\b(?:-next-line)?(.*)$/is },
]

/** Comments above a statement, inside it, or behind it on its last line speak of that statement; `allow-file` of the file. */
export function suppressionsOf(parsed: Parsed): readonly Suppression[] {
  const found: Suppression[] = []
  const { text } = parsed.source
  if (!/allow|ignore|disable/i.test(text)) return found
  const { statements } = parsed
  statements.forEach((statement, i) => {
    for (const comment of statement.comments) {
      const suppression = read(comment)
      if (!suppression) continue
      const previous = statements[i - 1]
      const behind =
        previous !== undefined &&
        comment.span.start < statement.span.start &&
        onSameLine(text, previous.span.end, comment.span.start)
      found.push(suppression.file ? suppression.of : { ...suppression.of, reach: (behind ? previous : statement).span })
    }
  })
  return found
}

const onSameLine = (text: string, from: number, to: number): boolean => !text.slice(from, to).includes('\n')

function read(comment: Token): { readonly of: Suppression; readonly file: boolean } | undefined {
  const block = comment.text.startsWith('/*')
  const inner = block ? comment.text.slice(2, comment.text.endsWith('*/') ? -2 : undefined) : comment.text.slice(2)
  for (const { tool, file, pattern } of forms) {
    const match = pattern.exec(inner)
    if (!match) continue
    const rest = match[1]!
    const colon = tool === 'lockstep' ? rest.indexOf(':') : -1
    const list = colon < 0 ? rest : rest.slice(0, colon)
    const reason = colon < 0 ? undefined : rest.slice(colon + 1).trim() || undefined
    const base = comment.span.start + 2 + inner.length - rest.length
    const names = [...list.matchAll(/[\w./-]+/g)].map((name) => ({
      name: name[0],
      span: spanOf(base + name.index, base + name.index + name[0].length),
    }))
    return { file, of: { tool, names, span: comment.span, ...(reason && { reason }) } }
  }
  return undefined
}

export const reaches = (suppression: Suppression, at: Span): boolean =>
  !suppression.reach || contains(suppression.reach, at)

/** The comment that silences a rule at a statement, as the code action inserts it. */
export function suppressionText(
  source: { readonly text: string },
  statement: Pick<Statement, 'span'>,
  rule: string,
): { readonly at: number; readonly text: string } {
  const lineStart = source.text.lastIndexOf('\n', statement.span.start - 1) + 1
  const before = source.text.slice(lineStart, statement.span.start)
  const indent = /^\s*$/.test(before) ? before : ''
  const newline = source.text.includes('\r\n') ? '\r\n' : '\n'
  return { at: statement.span.start, text: `-- lockstep: allow ${rule}: reason${newline}${indent}` }
}
