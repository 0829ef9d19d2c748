import { strings } from '../../catalog/expression'
import type { Node, Statement } from '../../syntax/statement'
import { isWord } from '../../syntax/tokens'
import { type Span, spanOf } from '../../text/source'

/** One object of a DROP statement. */
export interface Dropped {
  /** As written, the schema first when there is one; for a trigger, policy or rule the table's name and then its own. */
  readonly path: readonly string[]
  readonly span: Span
}

/** The objects a DROP names, each with its place: parse nodes of dropped objects carry none. */
export function dropped(statement: Statement<'DropStmt'>): readonly Dropped[] {
  const objects = statement.node.objects ?? []
  const spans = nameSpans(statement)
  return objects.map((object, i) => ({ path: pathOf(object), span: spans[i] ?? statement.span }))
}

export const droppedPath = (statement: Statement<'DropStmt'>): readonly (readonly string[])[] =>
  (statement.node.objects ?? []).map(pathOf)

function pathOf(object: unknown): readonly string[] {
  const any = object as {
    String?: { sval?: string }
    List?: Node<'List'>
    TypeName?: Node<'TypeName'>
    ObjectWithArgs?: Node<'ObjectWithArgs'>
  }
  if (any.String) return [any.String.sval ?? '']
  if (any.List) return strings(any.List.items)
  if (any.TypeName) return strings(any.TypeName.names)
  return strings(any.ObjectWithArgs?.objname)
}

/** Words between DROP and the first name. */
const kindWords = new Set([
  ...[
    'table',
    'index',
    'view',
    'sequence',
    'schema',
    'type',
    'domain',
    'function',
    'procedure',
    'routine',
    'aggregate',
  ],
  ...['extension', 'trigger', 'policy', 'rule', 'publication', 'server', 'statistics', 'collation', 'conversion'],
  ...['materialized', 'foreign', 'event', 'access', 'method', 'text', 'search', 'parser', 'dictionary', 'template'],
  ...[
    'configuration',
    'operator',
    'family',
    'class',
    'language',
    'procedural',
    'data',
    'wrapper',
    'concurrently',
    'if',
  ],
  ...['exists', 'cast', 'transform', 'subscription', 'role', 'user', 'group', 'database', 'tablespace'],
])

function nameSpans(statement: Statement): readonly Span[] {
  const { tokens } = statement
  let i = 1
  while (tokens[i]?.kind === 'word' && kindWords.has(tokens[i]!.text.toLowerCase()) && !followedByEnd(statement, i)) i++
  const spans: Span[] = []
  let depth = 0
  let from = i
  let to = i - 1
  const close = (): void => {
    if (to >= from) spans.push(spanOf(tokens[from]!.span.start, tokens[to]!.span.end))
  }
  for (; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (depth === 0 && token.text === ',') {
      close()
      from = i + 1
      to = i
    } else if (
      depth === 0 &&
      i > from &&
      (isWord(token, 'cascade') || isWord(token, 'restrict') || isWord(token, 'on'))
    )
      break
    else to = i
  }
  close()
  return spans
}

/** A table may be called after a kind: in DROP TABLE rule the last word is the name. */
function followedByEnd(statement: Statement, i: number): boolean {
  const next = statement.tokens[i + 1]
  return (
    next === undefined || next.text === ',' || next.text === '.' || isWord(next, 'cascade') || isWord(next, 'restrict')
  )
}
