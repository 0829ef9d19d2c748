import type { Entry } from '../../catalog/catalog'
import { columnsIn } from '../../catalog/expression'
import { columnsOf } from '../../catalog/read'
import { alteredRelation, changedType, commandsOf } from '../helpers/alter-table'
import { castFails } from '../helpers/casts'
import { policiesNaming, rulesNaming, triggersNaming, viewsReading } from '../helpers/dependents'
import { type ColumnTypeChange, columnTypeChange } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  aliases: [{ tool: 'migrationpilot', name: 'MP052' }],
  docs: {
    summary: 'PostgreSQL refuses to change a type that a view, policy, trigger, generated column or default needs.',
    why: [
      '`ALTER COLUMN … TYPE` fails while a view or rule reads the column, a policy or a trigger (`UPDATE OF`, `WHEN`) mentions it, a',
      'generated column is computed from it, or it is in the partition key; without `USING` also where no assignment cast leads from the old type to the new one, and even',
      "with it where the column's default cannot be cast. PostgreSQL 14 to 18.",
    ].join('\n'),
    instead:
      'Drop what depends on the column before it and make it again after it, in one transaction; `DROP DEFAULT` first; add `USING`.',
    wrong: [
      {
        before: 'create table users (name varchar(50)); create view names as select name from users;',
        sql: 'alter table users alter column name type text;',
      },
      { before: 'create table users (age text);', sql: 'alter table users alter column age type int;' },
    ],
    right: [
      {
        before: 'create table users (name varchar(50)); create view names as select name from users;',
        sql: 'drop view names;\nalter table users alter column name type text;\ncreate view names as select name from users;',
      },
      { before: 'create table users (age text);', sql: 'alter table users alter column age type int using age::int;' },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const relation = changedType(command) && alteredRelation(context)
      if (!relation) return
      const table = context.table(relation)
      const changed = columnTypeChange(command, table, context)
      if (!changed || (changed.entry && changed.from === changed.to)) return
      const reason = blocked(changed, table, context) ?? (changed.entry && uncastable(changed, context))
      if (!reason) return
      context.report({
        at: wordsWithin(context.statement, context.clause, ['type']) ?? context.clause,
        message: `PostgreSQL refuses to change the type of ${table.shown}.${changed.column}: ${reason.why}.`,
        help: reason.help,
      })
    },
  }),
})

interface Reason {
  readonly why: string
  readonly help: string
}

const titles: { readonly [kind: string]: string } = {
  view: 'view',
  materialized_view: 'materialized view',
  policy: 'policy',
  trigger: 'trigger',
  rule: 'rule',
}

function blocked({ entry, column }: ColumnTypeChange, table: TableFacts, context: RuleContext): Reason | undefined {
  const { before } = context
  const key = before.get<'table'>({ kind: 'table', path: table.id.path })?.object.partitioned?.key
  if (key?.some((part) => part.column === column || columnsIn(part.expression?.node).includes(column)))
    return {
      why: 'it is in the partition key',
      help: 'Move the rows to a table that is partitioned by a column of the new type.',
    }
  const dependents: readonly Pick<Entry, 'id'>[] = [
    ...(entry
      ? before.dependentsOf(entry.id)
      : [
          ...viewsReading(context, table.id, column),
          ...policiesNaming(before, table.id, column),
          ...triggersNaming(before, table.id, column),
        ]),
    ...rulesNaming(before, table.id, column),
  ]
  for (const dependent of dependents) {
    const title = titles[dependent.id.kind]
    if (!title) continue
    const name = `${title} ${dependent.id.path.at(-1)}`
    return { why: `${name} uses it`, help: `Drop ${name} before it and create it again after it.` }
  }
  const generated = columnsOf(before, table.id).find(
    ({ object }: Entry<'column'>) =>
      object.generated && object.expression && columnsIn(object.expression.node).includes(column),
  )
  if (!generated) return undefined
  const name = generated.id.path.at(-1)
  return {
    why: `the generated column ${name} is computed from it`,
    help: `Drop ${name} before it and add it again after it.`,
  }
}

function uncastable(
  { from, to, definition, entry, column }: ColumnTypeChange,
  { before, statement }: RuleContext,
): Reason | undefined {
  if (!from || !castFails(from, to, before)) return undefined
  if (!definition.raw_default)
    return { why: `${from} does not become ${to} by itself`, help: `Say how: USING ${column}::${to}.` }
  const dropped = commandsOf(statement).some(
    ({ subtype, name, def }) => subtype === 'AT_ColumnDefault' && name === column && !def,
  )
  if (!entry!.object.default || dropped || entry!.object.generated) return undefined
  return {
    why: `its default ${entry!.object.default.text} does not become ${to} by itself`,
    help: 'DROP DEFAULT before it, and SET DEFAULT after it.',
  }
}
