import { quoteIdentifier, quoteName } from '../db/quote'
import type { Catalog, Entry } from './catalog'
import { columnText } from './column-text'
import { constraintText, isLate } from './constraint-text'
import { printedOptions } from './options'
import { columnsOf, constraintsOf, notNullOf, sequencesOf } from './read'
import { sequenceOptions } from './serial'

/** CREATE TABLE with its columns and the constraints that can be said there, then what ALTER TABLE alone can say. */
export function tableText(entry: Entry<'table'>, catalog: Catalog): string {
  const { id, object } = entry
  const name = quoteName(id.path)
  const constraints = constraintsOf(catalog, id).filter(
    ({ object: constraint }) =>
      (constraint.local || object.partitionOf) && !isLate(constraint) && constraint.form !== 'not null',
  )
  const items = [
    ...columnsOf(catalog, id).flatMap((column) => (isOwn(column, entry) ? [columnDefinition(column, catalog)] : [])),
    ...constraints.filter((constraint) => !isRepeated(constraint, constraints)).map((each) => named(each, catalog)),
  ]
  const kind = object.server
    ? 'FOREIGN '
    : { permanent: '', unlogged: 'UNLOGGED ', temporary: 'TEMPORARY ' }[object.persistence]
  const body = items.length > 0 ? ` (\n  ${items.join(',\n  ')}\n)` : object.ofType ? '' : ' ()'
  const head = `${object.ofType ? ` OF ${quoteName(object.ofType)}` : ''}${body}`
  const inherits = object.inherits.length > 0 ? ` INHERITS (${object.inherits.map(quoteName).join(', ')})` : ''
  const method = object.accessMethod ? ` USING ${quoteIdentifier(object.accessMethod)}` : ''
  const server = object.server ? ` SERVER ${quoteIdentifier(object.server)}` : ''
  const create = `CREATE ${kind}TABLE ${name}${head}${inherits}${partitioning(object)}${server}${method}${printedOptions(object.options)};`
  const attach = object.partitionOf
    ? [`ALTER TABLE ${quoteName(object.partitionOf)} ATTACH PARTITION ${name} ${object.bound ?? ''};`]
    : []
  const again = constraints
    .filter((constraint) => isRepeated(constraint, constraints))
    .map((each) => `ADD ${named(each, catalog)}`)
  return [
    create,
    ...again.map((change) => `ALTER TABLE ${name} ${change};`),
    ...later(entry, catalog).map((change) => `ALTER TABLE ${name} ${change};`),
    ...attach,
  ].join('\n')
}

function named({ id, object }: Entry<'constraint'>, catalog: Catalog): string {
  const behind =
    object.index === undefined ? undefined : catalog.get<'index'>({ kind: 'index', path: [id.path[0]!, object.index] })
  return `CONSTRAINT ${quoteIdentifier(id.path[2]!)} ${constraintText(object, behind?.object)}`
}

/** CREATE TABLE makes one key of two over the same columns: the second is added after. */
function isRepeated(constraint: Entry<'constraint'>, all: readonly Entry<'constraint'>[]): boolean {
  if (constraint.object.form !== 'unique') return false
  const columns = constraint.object.columns.join('\u0001')
  const isKey = ({ object: { form } }: Entry<'constraint'>) => form === 'unique' || form === 'primary key'
  const same = all.filter((other) => isKey(other) && other.object.columns.join('\u0001') === columns)
  const first = same.find(({ object: { form } }) => form === 'primary key') ?? same[0]
  return first !== constraint
}

type Table = Entry<'table'>['object']

function partitioning({ partitioned }: Table): string {
  if (!partitioned) return ''
  const keys = partitioned.key.map(({ column, expression, collation, opclass }) => {
    const what = column !== undefined ? quoteIdentifier(column) : `(${expression?.text ?? ''})`
    return `${what}${collation ? ` COLLATE ${quoteIdentifier(collation)}` : ''}${opclass ? ` ${opclass}` : ''}`
  })
  return ` PARTITION BY ${partitioned.strategy.toUpperCase()} (${keys.join(', ')})`
}

/** Columns a parent or a type brings aren't said again; a partition is made as a table of its own and attached, as pg_dump does. */
const isOwn = ({ object }: Entry<'column'>, table: Entry<'table'>): boolean =>
  table.object.ofType === undefined && (object.local || table.object.partitionOf !== undefined)

function columnDefinition(column: Entry<'column'>, catalog: Catalog): string {
  const { id, object, parent } = column
  const sequence = sequencesOf(catalog, id).find((owned) => owned.object.identity)
  const identity = sequence && `SEQUENCE NAME ${quoteName(sequence.id.path)} ${sequenceOptions(sequence.object)}`
  const constraint = notNullOf(catalog, parent!, id.path[2]!)
  const text = columnText(
    id.path[2]!,
    { ...object, nullable: true, identity: sequence ? object.identity : undefined },
    identity,
  )
  if (object.nullable || (constraint && !constraint.object.validated)) return text
  const named = constraint ? ` CONSTRAINT ${quoteIdentifier(constraint.id.path[2]!)}` : ''
  return `${text}${named} NOT NULL${constraint?.object.noInherit ? ' NO INHERIT' : ''}`
}

/** Facts of the table and its columns that CREATE TABLE has no words for on every major. */
function later(entry: Entry<'table'>, catalog: Catalog): string[] {
  const { id, object } = entry
  const changes: string[] = []
  for (const { id: columnId, object: column } of columnsOf(catalog, id)) {
    const alter = (what: string) => changes.push(`ALTER COLUMN ${quoteIdentifier(columnId.path[2]!)} ${what}`)
    const inherited = !isOwn({ object: column } as Entry<'column'>, entry)
    if (inherited && column.default) alter(`SET DEFAULT ${column.default.enclosed}`)
    if (inherited && !column.nullable && object.ofType && notNullOf(catalog, id, columnId.path[2]!))
      alter('SET NOT NULL')
    if (column.storage) alter(`SET STORAGE ${column.storage}`)
    if (column.compression) alter(`SET COMPRESSION ${column.compression}`)
    if (column.statistics !== undefined) alter(`SET STATISTICS ${column.statistics}`)
    const options = Object.entries(column.options).map(([name, value]) => `${name}=${value}`)
    if (options.length > 0) alter(`SET (${options.join(', ')})`)
  }
  if (object.rowSecurity) changes.push('ENABLE ROW LEVEL SECURITY')
  if (object.forcedRowSecurity) changes.push('FORCE ROW LEVEL SECURITY')
  return changes
}

/** REPLICA IDENTITY needs its index. */
export function replicaIdentity({ id, object }: Entry<'table'>): string {
  const { replicaIdentity: identity } = object
  if (identity === 'default') return ''
  const what = typeof identity === 'string' ? identity.toUpperCase() : `USING INDEX ${quoteIdentifier(identity.index)}`
  return `ALTER TABLE ${quoteName(id.path)} REPLICA IDENTITY ${what};`
}
