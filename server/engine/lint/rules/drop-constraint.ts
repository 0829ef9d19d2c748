import { strings } from '../../catalog/expression'
import { constraintOf, samePath } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { addedConstraint, alteredRelation, commandsOf, liveTable } from '../helpers/alter-table'
import { isUnique, notNull, provenNotNull } from '../helpers/constraints'
import { looksLikeForeignKey } from '../helpers/foreign-keys'
import { all } from '../helpers/nodes'
import { later } from '../helpers/targets'
import { wordsWithin } from '../helpers/words'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'drop-constraint' },
    { tool: 'atlas', name: 'CD102' },
  ],
  docs: {
    summary: 'A rule that the database kept is gone, and with a unique constraint its index.',
    why: [
      '`DROP CONSTRAINT` takes `ACCESS EXCLUSIVE` for a moment. From then on nothing keeps out the rows it forbade, so that it may not be',
      'possible to add it again; a unique or exclusion constraint takes its index along, and `ON CONFLICT` on its columns fails. PostgreSQL',
      '14 to 18. A constraint that the same migration adds again, a unique one where a primary key or unique index keeps its columns unique, and a helper `CHECK (… IS NOT NULL)` of a column that is `NOT NULL` by now,',
      'are let pass.',
    ].join('\n'),
    instead: 'Deploy the code that no longer leans on it first; add the constraint that takes its place before.',
    wrong: [
      {
        before: 'create table users (email text constraint users_email_key unique);',
        sql: 'alter table users drop constraint users_email_key;',
      },
      'alter table orders drop constraint orders_total_check;',
    ],
    right: [
      'alter table orders drop constraint orders_total_check;\nalter table orders add constraint orders_total_check check (total > 0) not valid;',
      {
        before: 'create table users (email text not null, constraint email_set check (email is not null));',
        sql: 'alter table users drop constraint email_set;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_DropConstraint' || !command.name) return
      const table = liveTable(context)
      if (!table || isOthers(command.name, table, context) || isReplaced(command.name, table, context)) return
      const known = constraintOf(context.before, table.id, command.name)?.object
      if (
        !known &&
        table.exists === 'yes' &&
        context.before.knows({ kind: 'constraint', path: [...table.id.path, command.name] } as never)
      )
        return
      const what = known ? `${titles[known.form] ?? 'constraint'} ${command.name}` : command.name
      const index = known?.form === 'unique' || known?.form === 'exclusion' ? ', and drops its index' : ''
      context.report({
        at: wordsWithin(context.statement, context.clause, ['drop', 'constraint']) ?? context.clause,
        message: `Dropping ${what} lets in rows of ${table.shown} that it kept out${index}.`,
        help: 'Deploy code that no longer leans on it first, and add what takes its place before.',
      })
    },
  }),
})

const titles: { readonly [form: string]: string } = {
  check: 'check constraint',
  unique: 'unique constraint',
  exclusion: 'exclusion constraint',
}

/** Foreign keys, primary keys and NOT NULL have rules of their own; a proof that has done its work is none. */
function isOthers(name: string, table: TableFacts, { before, statements }: RuleContext): boolean {
  const known = constraintOf(before, table.id, name)?.object
  if (!known) return looksLikeForeignKey(name) || /_pkey$/.test(name) || (isHelperName(name) && setsNotNull(statements))
  if (known.form === 'foreign key' || known.form === 'primary key' || known.form === 'not null') return true
  const proven = provenNotNull(known.expression?.node)
  return proven.length > 0 && proven.every((column) => notNull(before, table.id, column) === 'yes')
}

const isHelperName = (name: string): boolean => /null|present|required|set|check/i.test(name)
const setsNotNull = (statements: RuleContext['statements']): boolean =>
  statements.some((statement) => commandsOf(statement).some(({ subtype }) => subtype === 'AT_SetNotNull'))

/** Added again, under the same name or over the same columns, in this migration. */
function isReplaced(name: string, table: TableFacts, context: RuleContext): boolean {
  const known = constraintOf(context.before, table.id, name)?.object
  if (known?.form === 'unique' && isUniqueStill(known.columns, name, table, context)) return true
  return context.statements.some((statement) => {
    const relation = alteredRelation({ statement })
    if (!relation || !samePath(context.table(relation).id.path, table.id.path)) return false
    return commandsOf(statement).some((command) => {
      const constraint = addedConstraint(command)
      if (!constraint) return false
      if (constraint.conname === name) return true
      const forms: { readonly [contype: string]: string } = {
        CONSTR_CHECK: 'check',
        CONSTR_UNIQUE: 'unique',
        CONSTR_EXCLUSION: 'exclusion',
      }
      if (!known || forms[constraint.contype ?? ''] !== known.form) return false
      const added = constraint.conname && constraintOf(context.after, table.id, constraint.conname)
      return known.form === 'check' || (added ? samePath(added.object.columns, known.columns) : true)
    })
  })
}

/** A primary key, or a unique index over all rows, of these columns or fewer of them: there already, or made by a later statement. */
function isUniqueStill(columns: readonly string[], name: string, table: TableFacts, context: RuleContext): boolean {
  const fewer = (keys: readonly (string | undefined)[]): boolean =>
    keys.length > 0 && keys.every((key) => key !== undefined && columns.includes(key))
  return (
    isUnique(context.after, table.id, columns, name) ||
    later(context).some((next) => {
      if (is(next, 'IndexStmt'))
        return (
          next.node.unique === true &&
          !next.node.whereClause &&
          samePath(context.table(next.node.relation).id.path, table.id.path) &&
          fewer(all(next.node.indexParams, 'IndexElem').map((key) => key.name))
        )
      const relation = alteredRelation({ statement: next })
      return (
        relation !== undefined &&
        samePath(context.table(relation).id.path, table.id.path) &&
        commandsOf(next).some((command) => {
          const constraint = addedConstraint(command)
          return constraint?.contype === 'CONSTR_PRIMARY' && fewer(strings(constraint.keys))
        })
      )
    })
  )
}
