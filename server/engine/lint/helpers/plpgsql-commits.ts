import { isParserError, parseBody } from '../../syntax/parser'
import type { Statement } from '../../syntax/statement'
import { identifier, isWord, tokensIn } from '../../syntax/tokens'
import { type Span, spanOf } from '../../text/source'

/** A COMMIT or ROLLBACK of a PL/pgSQL body. */
export interface Commit {
  readonly span: Span
  readonly word: 'COMMIT' | 'ROLLBACK'
  /** Inside a block that has an EXCEPTION part: PostgreSQL refuses it there (manual, 41.8). */
  readonly underHandler: boolean
}

/** The transaction commands of a DO block or a CREATE FUNCTION or PROCEDURE in PL/pgSQL, in order. */
export function commitsOf(statement: Statement): readonly Commit[] {
  const { text } = statement
  if (!/\b(commit|rollback)\b/i.test(text)) return []
  const quoted = statement.tokens.find((token) => token.kind === 'string' && token.text.startsWith('$'))
  if (!quoted) return []
  const tree = parseBody(text)
  if (isParserError(tree)) return []
  const handled: boolean[] = []
  walk(tree, false, handled)
  if (handled.length === 0) return []
  const tag = quoted.text.indexOf('$', 1) + 1
  const tokens = tokensIn(statement.source.text, spanOf(quoted.span.start + tag, quoted.span.end - tag)).filter(
    ({ kind }) => kind !== 'comment',
  )
  const found: Commit[] = []
  tokens.forEach((token, i) => {
    const word = isWord(token, 'commit') ? 'COMMIT' : isWord(token, 'rollback') ? 'ROLLBACK' : undefined
    const next = tokens[i + 1]
    const starts = i === 0 || tokens[i - 1]!.text === ';' || opening.has(identifier(tokens[i - 1]) ?? '')
    if (!word || !starts || !(next?.text === ';' || isWord(next, 'and'))) return
    found.push({ span: token.span, word, underHandler: handled[found.length] ?? false })
  })
  return found
}

/** Words a statement may follow. */
const opening = new Set(['begin', 'then', 'else', 'loop'])

function walk(value: unknown, underHandler: boolean, found: boolean[]): void {
  if (Array.isArray(value)) for (const item of value) walk(item, underHandler, found)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'PLpgSQL_stmt_commit' || key === 'PLpgSQL_stmt_rollback') found.push(underHandler)
      else if (key === 'PLpgSQL_stmt_block') {
        const block = inner as { body?: unknown; exceptions?: unknown }
        walk(block.body, underHandler || block.exceptions !== undefined, found)
        walk(block.exceptions, underHandler, found)
      } else walk(inner, underHandler, found)
    }
}
