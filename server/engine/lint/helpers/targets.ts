import type { Entry, ObjectId } from '../../catalog/catalog'
import { type LockMode, strength } from '../../catalog/lock-types'
import { indexOf, samePath } from '../../catalog/read'
import { bodyOf } from '../../syntax/body'
import { spanOfName } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import type { RuleContext, TableFacts } from '../rule'
import { droppedPath } from './drops'

/** The relation of the ALTER TABLE (or ALTER INDEX, ALTER VIEW …) being visited. */
export function altered(context: RuleContext): TableFacts | undefined {
  return is(context.statement, 'AlterTableStmt') ? context.table(context.statement.node.relation) : undefined
}

/** What the visited ALTER is about: `OBJECT_TABLE`, `OBJECT_INDEX`, … */
export function alteredKind(context: RuleContext): string {
  return is(context.statement, 'AlterTableStmt') ? (context.statement.node.objtype ?? '') : ''
}

/** Where the statement names this relation. */
export function spanOfRelation(statement: Statement, relation: Node<'RangeVar'> | undefined): Span {
  return relation?.location === undefined ? statement.span : spanOfName(statement, statement.at(relation.location))
}

/** The first words of the statement, up to and including the given number of tokens. */
export function head(statement: Statement, tokens: number): Span {
  const last = statement.tokens[Math.min(tokens, statement.tokens.length) - 1]
  return last ? spanOf(statement.span.start, last.span.end) : statement.span
}

/** Statements of the section after the visited one, those in DO blocks included. */
export const later = (context: RuleContext): readonly Statement[] =>
  opened(context).filter(({ span }) => span.start > context.statement.span.start)

/** Statements of the section before the visited one, those in DO blocks included. */
export const before = (context: RuleContext): readonly Statement[] =>
  opened(context).filter(({ span }) => span.start < context.statement.span.start)

/** A DO block is followed by what it holds. */
function opened({ statements }: RuleContext): readonly Statement[] {
  if (!statements.some(({ tag }) => tag === 'DoStmt')) return statements
  return statements.flatMap((statement) => [
    statement,
    ...(is(statement, 'DoStmt') ? (bodyOf(statement)?.statements ?? []) : []),
  ])
}

export const nameOfRelation = (relation: Node<'RangeVar'> | undefined): string =>
  relation?.schemaname ? `${relation.schemaname}.${relation.relname}` : (relation?.relname ?? '')

/** The same relation, an absent schema matching any. */
export function sameRelation(a: Node<'RangeVar'> | undefined, b: Node<'RangeVar'> | undefined): boolean {
  if (!a || !b || a.relname !== b.relname) return false
  return !a.schemaname || !b.schemaname || a.schemaname === b.schemaname
}

/** Whether a name written as a path is this relation, an absent schema matching any. */
export function isNamed(relation: Node<'RangeVar'> | undefined, path: readonly string[]): boolean {
  if (!relation || relation.relname !== path.at(-1)) return false
  return path.length < 2 || !relation.schemaname || relation.schemaname === path.at(-2)
}

/** A dropped or otherwise path-named relation as RuleContext.table() takes it. */
export const relationNamed = (path: readonly string[]): Node<'RangeVar'> => ({
  relname: path.at(-1) ?? '',
  ...(path.length > 1 && { schemaname: path.at(-2)! }),
  inh: true,
  relpersistence: 'p',
})

/** An index and the table it is on, as far as the history tells. */
export interface IndexFacts {
  readonly entry?: Entry<'index'>
  readonly table?: TableFacts
  /** Others may be using its table; an index the history does not create counts as one on a table in use. */
  readonly live: boolean
}

export function indexFacts(context: RuleContext, path: readonly string[]): IndexFacts {
  const { entry } = indexOf(context.before, path)
  const table = entry?.parent && context.tableById(entry.parent)
  return { ...(entry && { entry }), ...(table && { table }), live: table?.live ?? true }
}

/** Created by an earlier statement of this file. */
export const madeHere = (
  context: RuleContext,
  entry: { readonly definedAt?: { readonly uri: string } } | undefined,
): boolean => entry?.definedAt?.uri === context.source.uri

/** The transaction holds a lock at least as strong on this relation already: one more makes nobody wait. */
export function held(context: RuleContext, relation: ObjectId, mode: LockMode): boolean {
  const lock = context.transaction.held(relation)
  return lock !== undefined && strength(lock.mode) >= strength(mode)
}

/** A later statement of the migration drops the table: who still uses it fails, locked or not. */
export const dropsLater = (context: RuleContext, table: ObjectId): boolean =>
  later(context).some(
    (next) =>
      is(next, 'DropStmt') &&
      next.node.removeType === 'OBJECT_TABLE' &&
      droppedPath(next).some((path) => samePath(context.table(relationNamed(path)).id.path, table.path)),
  )

/** A later ALTER TABLE of the section on the same table has such a subcommand. */
export function alteredLater(context: RuleContext, fits: (command: Node<'AlterTableCmd'>) => boolean): boolean {
  const { statement } = context
  if (!is(statement, 'AlterTableStmt')) return false
  const { relation } = statement.node
  return later(context).some(
    (next) =>
      is(next, 'AlterTableStmt') &&
      sameRelation(next.node.relation, relation) &&
      (next.node.cmds ?? []).some((item) => fits((item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd)),
  )
}

/** The statement stands in a DO block that no transaction surrounds. */
export const isOwnTransaction = ({ statement, transaction }: RuleContext): boolean =>
  statement.enclosure !== undefined && transaction.begunBy === statement.enclosure.outer
