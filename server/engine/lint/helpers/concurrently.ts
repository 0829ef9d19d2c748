import type { Entry } from '../../catalog/catalog'
import { isPartitioned } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import type { Span } from '../../text/source'
import type { RuleContext } from '../rule'

/** A CONCURRENTLY that PostgreSQL refuses inside a transaction block. */
export interface Concurrently {
  readonly what:
    | 'CREATE INDEX CONCURRENTLY'
    | 'DROP INDEX CONCURRENTLY'
    | 'REINDEX CONCURRENTLY'
    | 'DETACH PARTITION CONCURRENTLY'
  /** The word itself. */
  readonly at: Span
}

export function concurrently(statement: Statement): Concurrently | undefined {
  const what = form(statement)
  return what && { what, at: spanOfWords(statement, ['concurrently']) ?? statement.span }
}

function form(statement: Statement): Concurrently['what'] | undefined {
  if (is(statement, 'IndexStmt') && statement.node.concurrent) return 'CREATE INDEX CONCURRENTLY'
  if (is(statement, 'DropStmt') && statement.node.concurrent) return 'DROP INDEX CONCURRENTLY'
  if (is(statement, 'ReindexStmt') && reindexesConcurrently(statement.node)) return 'REINDEX CONCURRENTLY'
  if (is(statement, 'AlterTableStmt') && statement.node.cmds?.some(detachesConcurrently))
    return 'DETACH PARTITION CONCURRENTLY'
  return undefined
}

export function reindexesConcurrently(node: Node<'ReindexStmt'>): boolean {
  return (node.params ?? []).some((param) => {
    const { defname, arg } = (param as { DefElem: Node<'DefElem'> }).DefElem
    const text = (arg as { String?: { sval?: string } } | undefined)?.String?.sval
    return defname === 'concurrently' && !(text && /^(false|off|0)$/i.test(text))
  })
}

function detachesConcurrently(item: unknown): boolean {
  const command = (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd
  const partition = (command.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd
  return command.subtype === 'AT_DetachPartition' && partition?.concurrent === true
}

export const onPartitioned = (context: RuleContext, index: Entry<'index'>): boolean =>
  index.parent !== undefined && isPartitioned(context.before, index.parent) === true
