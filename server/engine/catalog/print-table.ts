import { quoteIdentifier, quoteName } from '../db/quote'
import type { Catalog, Entry } from './catalog'
import { columnText } from './column-text'
import { constraintText } from './constraint-text'
import { printedOptions } from './options'
import { columnsOf, constraintsOf } from './read'

/** CREATE TABLE with its columns and constraints; foreign keys and what isn't validated follow as ALTER TABLE. */
export function tableText(entry: Entry<'table'>, catalog: Catalog): string {
  const { id, object } = entry
  const name = quoteName(id.path)
  const constraints = constraintsOf(catalog, id).filter((constraint) => constraint.object.local)
  const late = constraints.filter(
    ({ object: { form, validated, enforced } }) => form === 'foreign key' || (!validated && enforced),
  )
  const early = constraints.filter((constraint) => !late.includes(constraint) && constraint.object.form !== 'not null')
  const columns = columnsOf(catalog, id).filter((column) => column.object.local && !object.ofType)
  const items = [
    ...columns.map((column) => columnText(column.id.path[2]!, column.object)),
    ...early.map(
      (constraint) => `CONSTRAINT ${quoteIdentifier(constraint.id.path[2]!)} ${constraintText(constraint.object)}`,
    ),
  ]
  const kind = { permanent: '', unlogged: 'UNLOGGED ', temporary: 'TEMPORARY ' }[object.persistence]
  const body = items.length > 0 ? ` (\n  ${items.join(',\n  ')}\n)` : ' ()'
  const head = object.partitionOf
    ? `CREATE ${kind}TABLE ${name} PARTITION OF ${quoteName(object.partitionOf)} ${object.bound}`
    : `CREATE ${object.server ? 'FOREIGN ' : kind}TABLE ${name}${object.ofType ? ` OF ${quoteName(object.ofType)}` : body}`
  const inherits = object.inherits.length > 0 ? ` INHERITS (${object.inherits.map(quoteName).join(', ')})` : ''
  const keys = object.partitioned?.key.map(({ column, expression }) =>
    column ? quoteIdentifier(column) : `(${expression?.text ?? ''})`,
  )
  const partition = object.partitioned
    ? ` PARTITION BY ${object.partitioned.strategy.toUpperCase()} (${keys!.join(', ')})`
    : ''
  const server = object.server ? ` SERVER ${quoteIdentifier(object.server)}` : ''
  const statements = [`${head}${inherits}${partition}${server}${printedOptions(object.options)};`]
  for (const constraint of late) {
    statements.push(
      `ALTER TABLE ${name} ADD CONSTRAINT ${quoteIdentifier(constraint.id.path[2]!)} ${constraintText(constraint.object)};`,
    )
  }
  if (object.rowSecurity) statements.push(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`)
  if (object.forcedRowSecurity) statements.push(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`)
  return statements.join('\n')
}
