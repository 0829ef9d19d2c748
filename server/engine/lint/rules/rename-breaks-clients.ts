import type { ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnOf } from '../../catalog/read'
import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { behind, cased, insert, newline } from '../helpers/edits'
import { expandColumn } from '../helpers/expand-column'
import { all, as } from '../helpers/nodes'
import { later, madeHere } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'renaming-table' },
    { tool: 'squawk', name: 'renaming-column' },
    { tool: 'pgls', name: 'renamingTable' },
    { tool: 'pgls', name: 'renamingColumn' },
    { tool: 'pgfence', name: 'rename-table' },
    { tool: 'pgfence', name: 'rename-column' },
    { tool: 'pgfence', name: 'rename-schema' },
    { tool: 'strong_migrations', name: 'rename_table' },
    { tool: 'strong_migrations', name: 'rename_column' },
    { tool: 'strong_migrations', name: 'rename_schema' },
    { tool: 'atlas', name: 'BC101' },
    { tool: 'atlas', name: 'BC102' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP028' },
    { tool: 'migrationpilot', name: 'MP010' },
    { tool: 'migrationpilot', name: 'MP071' },
  ],
  docs: {
    summary: 'After a rename, programs that use the old name fail.',
    why: 'The rename itself is a change of the catalog and takes a moment. But programs that run while it is deployed use the old name, and so do functions, whose bodies are only text. Views and foreign keys follow a renamed table or column; a view keeps the old name of its output column.',
    instead:
      'Table: rename it and create a view with the old name in the same transaction; it can be written to like the table. Column: add the new one, keep both in step with a trigger, move the programs, drop the old one. Others: keep a wrapper with the old name.',
    wrong: [
      'ALTER TABLE users RENAME TO accounts;',
      'ALTER TABLE users RENAME COLUMN email TO mail;',
      'ALTER SCHEMA app RENAME TO core;',
      'ALTER FUNCTION total(int) RENAME TO sum_of;',
    ],
    right: [
      'ALTER TABLE users RENAME TO accounts; CREATE VIEW users AS SELECT * FROM accounts;',
      'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u;',
      'ALTER INDEX i RENAME TO j;',
    ],
  },
  create: () => ({
    RenameStmt(node, context) {
      const kind = node.renameType ?? ''
      if (kind === 'OBJECT_COLUMN') column(node, context)
      else if (relations[kind]) relation(node, context)
      else if (others[kind]) other(node, context)
    },
  }),
})

const relations: { readonly [kind: string]: string } = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
}

const others: { readonly [kind: string]: string } = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_ATTRIBUTE: 'attribute',
  OBJECT_ROLE: 'role',
  OBJECT_DATABASE: 'database',
  OBJECT_PUBLICATION: 'publication',
}

/** RENAME … TO new. */
function renaming(statement: Statement) {
  const word = spanOfWords(statement, ['rename'])
  const last = statement.tokens.at(-1)
  return word && last ? spanOf(word.start, last.span.end) : statement.span
}

function column(node: Node<'RenameStmt'>, context: RuleContext): void {
  const table = context.table(node.relation)
  const old = node.subname ?? ''
  if (!table.live || table.createdHere || node.relationType === 'OBJECT_TYPE') return
  if (madeHere(context, columnOf(context.before, table.id, old))) return
  if (later(context).some((next) => addsColumn(next, node.relation, old) || showsAs(next, old, node, context))) return
  const { related, clause } = uses(context, { kind: 'column', path: [...table.id.path, old] })
  context.report({
    at: renaming(context.statement),
    message: `${table.shown}.${old} is called ${node.newname} from now on: programs that use the old name fail.${clause}`,
    help: 'Add the new column, keep both in step with a trigger, move the programs over, then drop the old one.',
    related,
    fixes: node.relationType === 'OBJECT_TABLE' ? expandColumn(node, table, context) : [],
  })
}

/** A view that takes a former name of the table and still has the column under its old name. */
function showsAs(statement: Statement, old: string, node: Node<'RenameStmt'>, context: RuleContext): boolean {
  if (!is(statement, 'ViewStmt')) return false
  const view = statement.node.view?.relname
  const renamed = context.statements.some(
    (one) =>
      is(one, 'RenameStmt') &&
      one.node.renameType === 'OBJECT_TABLE' &&
      one.node.relation?.relname === view &&
      (view === node.relation?.relname || one.node.newname === node.relation?.relname),
  )
  const outputs = all(as(statement.node.query, 'SelectStmt')?.targetList, 'ResTarget')
  return renamed && outputs.some(({ name, val }) => (name ?? strings(as(val, 'ColumnRef')?.fields).at(-1)) === old)
}

function addsColumn(statement: Statement, relation: Node<'RangeVar'> | undefined, name: string): boolean {
  if (is(statement, 'RenameStmt'))
    return (
      statement.node.renameType === 'OBJECT_COLUMN' &&
      statement.node.newname === name &&
      statement.node.relation?.relname === relation?.relname
    )
  if (!is(statement, 'AlterTableStmt') || statement.node.relation?.relname !== relation?.relname) return false
  return (statement.node.cmds ?? []).some((item) => {
    const { subtype, def } = (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd
    return (
      subtype === 'AT_AddColumn' && (def as { ColumnDef?: Node<'ColumnDef'> } | undefined)?.ColumnDef?.colname === name
    )
  })
}

function relation(node: Node<'RenameStmt'>, context: RuleContext): void {
  const old = node.relation?.relname ?? ''
  const table = context.table(node.relation)
  // ALTER TABLE may be written for an index, which no program names.
  if (!table.live || table.createdHere || madeHere(context, table.entry) || isIndex(node, context)) return
  if (later(context).some((next) => takes(next, old))) return
  const what = relations[node.renameType ?? '']!
  const id: ObjectId = table.entry?.id ?? { kind: 'table', path: table.id.path }
  const { related, clause } = uses(context, id)
  context.report({
    at: renaming(context.statement),
    message: `The ${what} ${table.shown} is called ${node.newname} from now on: programs that use the old name fail.${clause}`,
    help:
      node.renameType === 'OBJECT_SEQUENCE'
        ? 'Rename it when no program names it any more.'
        : 'Create a view with the old name in the same transaction, and drop it when no program uses it any more.',
    related,
    fixes:
      node.renameType === 'OBJECT_SEQUENCE' || node.renameType === 'OBJECT_FOREIGN_TABLE' ? [] : viewFix(node, context),
  })
}

const isIndex = (node: Node<'RenameStmt'>, context: RuleContext): boolean =>
  context.before.resolve(
    ['index'],
    node.relation?.schemaname
      ? [node.relation.schemaname, node.relation.relname ?? '']
      : [node.relation?.relname ?? ''],
  ) !== undefined

/** A later statement gives the old name to something else: a swap, or a view that stands in. */
function takes(statement: Statement, name: string): boolean {
  if (is(statement, 'RenameStmt'))
    return relations[statement.node.renameType ?? ''] !== undefined && statement.node.newname === name
  if (is(statement, 'ViewStmt')) return statement.node.view?.relname === name
  if (is(statement, 'CreateTableAsStmt')) return statement.node.into?.rel?.relname === name
  return is(statement, 'CreateStmt') && statement.node.relation?.relname === name
}

function viewFix(node: Node<'RenameStmt'>, context: RuleContext): readonly Fix[] {
  const { statement } = context
  if (statement.enclosure) return []
  const schema = node.relation?.schemaname ? [node.relation.schemaname] : []
  const word = (keywords: string): string => cased(statement, keywords)
  const invoker = context.postgres >= 15 ? ` ${word('WITH')} (security_invoker = true)` : ''
  const view = `${word('CREATE VIEW')} ${quoteName([...schema, node.relation?.relname ?? ''])}${invoker} ${word('AS SELECT')} * ${word('FROM')} ${quoteName([...schema, node.newname ?? ''])};`
  const { at, missing } = behind(statement)
  return [
    {
      title: `Keep a view called ${quoteIdentifier(node.relation?.relname ?? '')}`,
      safety: 'review',
      edits: [insert(at, `${missing}${newline(statement)}${view}`)],
    },
  ]
}

/** The usual exchange of an enum: the old type makes room, the new one gets its name. */
function isTakenAgain({ renameType, object }: Node<'RenameStmt'>, context: RuleContext): boolean {
  if (renameType !== 'OBJECT_TYPE' && renameType !== 'OBJECT_DOMAIN') return false
  const old = strings((object as { List?: { items?: unknown } } | undefined)?.List?.items).at(-1)
  return later(context).some(
    (next) =>
      (is(next, 'RenameStmt') && next.node.renameType === renameType && next.node.newname === old) ||
      (is(next, 'CreateEnumStmt') && strings(next.node.typeName).at(-1) === old),
  )
}

function other(node: Node<'RenameStmt'>, context: RuleContext): void {
  const { statement } = context
  const what = others[node.renameType ?? '']!
  const word = spanOfWords(statement, ['rename'])
  const first = statement.tokens.findIndex((token) => token.span.start === word?.start)
  const kind = statement.tokens[1]!
  const name = statement.source.text.slice(kind.span.end, statement.tokens[first - 1]?.span.end ?? kind.span.end).trim()
  if (createdAbove(node, context) || isTakenAgain(node, context)) return
  const message =
    node.renameType === 'OBJECT_ATTRIBUTE'
      ? `The attribute ${node.subname} of ${name} is called ${node.newname} from now on: programs that use the old name fail.`
      : `The ${what} ${name} is called ${node.newname} from now on: programs that use the old name fail.`
  context.report({
    at: renaming(statement),
    message,
    help: helps[node.renameType ?? ''] ?? 'Rename it when no program names it any more.',
  })
}

const helps: { readonly [kind: string]: string } = {
  OBJECT_SCHEMA:
    'Create the new schema, move the objects, leave views with the old names, and drop those in a later release.',
  OBJECT_FUNCTION: 'Create the function under its new name and let the old one call it, until no program does.',
  OBJECT_PROCEDURE: 'Create the procedure under its new name and let the old one call it, until no program does.',
}

const kinds: { readonly [kind: string]: string } = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
}

/** What this very file created under the old name, nobody knows yet. */
function createdAbove(node: Node<'RenameStmt'>, context: RuleContext): boolean {
  const kind = kinds[node.renameType ?? '']
  if (kind === undefined) return false
  const path = node.renameType === 'OBJECT_SCHEMA' ? [node.subname ?? ''] : namesOf(node.object)
  const full = kind === 'schema' || path.length > 1 ? path : [context.before.searchPath[0] ?? 'public', ...path]
  const entry = context.before.get({ kind, path: full } as ObjectId)
  if (entry) return madeHere(context, entry)
  for (const overload of kind === 'function'
    ? context.before.childrenOf({ kind, path: full } as unknown as ObjectId)
    : [])
    if (madeHere(context, overload)) return true
  return false
}

function namesOf(object: unknown): readonly string[] {
  const any = object as
    | { List?: Node<'List'>; ObjectWithArgs?: Node<'ObjectWithArgs'>; TypeName?: Node<'TypeName'> }
    | undefined
  const list = any?.List?.items ?? any?.ObjectWithArgs?.objname ?? any?.TypeName?.names ?? []
  return list.map((item) => (item as { String?: { sval?: string } }).String?.sval ?? '')
}
