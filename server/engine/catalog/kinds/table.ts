import { quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Change, defineKind, type Entry, type FoldContext, type ObjectId, put } from '../catalog'
import { needs } from '../depends'
import { relationId } from '../elements'
import { type Expression, renamedIn, strings } from '../expression'
import { movedColumns, movedPath } from '../moving'
import { type Options, parsedOptions, withOptions } from '../options'
import { partitionBound, partitionKey, sameBound } from '../partitions'
import { replicaIdentity, tableText } from '../print-table'
import { columnsOf, find, nameOf, samePath } from '../read'
import { asTable, hidesColumns } from '../table-as'

export interface PartitionKeyPart {
  readonly column?: string
  readonly expression?: Expression
  readonly collation?: string
  readonly opclass?: string
}

export interface Table {
  readonly persistence: 'permanent' | 'unlogged' | 'temporary'
  /** Present: a partitioned table. */
  readonly partitioned?: { readonly strategy: 'range' | 'list' | 'hash'; readonly key: readonly PartitionKeyPart[] }
  /** Schema and name of the table this one is a partition of. */
  readonly partitionOf?: readonly string[]
  /** `FOR VALUES …` or `DEFAULT`, of a partition. */
  readonly bound?: string
  /** Tables it inherits from, partitioning aside. */
  readonly inherits: readonly (readonly string[])[]
  /** The composite type of a typed table. */
  readonly ofType?: readonly string[]
  readonly options: Options
  readonly rowSecurity: boolean
  readonly forcedRowSecurity: boolean
  /** 'default', 'full', 'nothing', or the path of an index. */
  readonly replicaIdentity: 'default' | 'full' | 'nothing' | { readonly index: string }
  /** Absent: heap, or whatever default_table_access_method says. */
  readonly accessMethod?: string
  /** The server of a foreign table. */
  readonly server?: string
  readonly onCommit?: 'delete' | 'drop'
  /** After DISABLE TRIGGER ALL, which keeps foreign keys from being checked too. */
  readonly unchecked?: boolean
}
declare module '../catalog' {
  interface Objects {
    table: Table
  }
}

const persistences: { readonly [letter: string]: Table['persistence'] } = { u: 'unlogged', t: 'temporary' }
const identities: { readonly [letter: string]: Table['replicaIdentity'] } = { d: 'default', f: 'full', n: 'nothing' }

const parentsOf = (node: Node<'CreateStmt'>) =>
  (node.inhRelations ?? []).map((item) => (item as { RangeVar: Node<'RangeVar'> }).RangeVar)

function altered(entry: Entry<'table'>, node: Node<'AlterTableCmd'>): Table | undefined {
  const { object } = entry
  const list = (node.def as { List?: { items?: never[] } } | undefined)?.List?.items
  const flags: { readonly [subtype: string]: () => Table } = {
    AT_DisableTrigAll: () => ({ ...object, unchecked: true }),
    AT_EnableTrigAll: () => ({ ...object, unchecked: false }),
    AT_EnableRowSecurity: () => ({ ...object, rowSecurity: true }),
    AT_DisableRowSecurity: () => ({ ...object, rowSecurity: false }),
    AT_ForceRowSecurity: () => ({ ...object, forcedRowSecurity: true }),
    AT_NoForceRowSecurity: () => ({ ...object, forcedRowSecurity: false }),
    AT_SetLogged: () => ({ ...object, persistence: 'permanent' }),
    AT_SetUnLogged: () => ({ ...object, persistence: 'unlogged' }),
    AT_SetRelOptions: () => ({ ...object, options: withOptions(object.options, list) }),
    AT_ResetRelOptions: () => ({ ...object, options: withOptions(object.options, list, true) }),
    AT_SetAccessMethod: () => {
      const { accessMethod: _, ...rest } = object
      return node.name && node.name !== 'heap' ? { ...rest, accessMethod: node.name } : rest
    },
    AT_ReplicaIdentity: () => {
      const identity = (node.def as { ReplicaIdentityStmt?: Node<'ReplicaIdentityStmt'> } | undefined)
        ?.ReplicaIdentityStmt
      const replicaIdentity = identity?.name ? { index: identity.name } : identities[identity?.identity_type ?? 'd']
      return { ...object, replicaIdentity: replicaIdentity ?? 'default' }
    },
    AT_DropOf: () => {
      const { ofType: _, ...rest } = object
      return rest
    },
  }
  return flags[node.subtype ?? '']?.()
}

/** Children of a partitioned table or of an inheritance parent change by commands on either side. */
function related(
  node: Node<'AlterTableCmd'>,
  entry: Entry<'table'>,
  other: (relation: Node<'RangeVar'>) => ObjectId,
): Change[] {
  const relation = (node.def as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
  if (!relation) return []
  const parent = other(relation)
  const { inherits } = entry.object
  if (node.subtype === 'AT_AddInherit') {
    const object = { ...entry.object, inherits: [...inherits, parent.path] }
    return [put({ ...entry, object, dependsOn: [...entry.dependsOn, parent] })]
  }
  if (node.subtype !== 'AT_DropInherit') return []
  const object = { ...entry.object, inherits: inherits.filter((path) => !samePath(path, parent.path)) }
  return [put({ ...entry, object, dependsOn: entry.dependsOn.filter((id) => !samePath(id.path, parent.path)) })]
}

function attached(entry: Entry<'table'> | undefined, parent: ObjectId, bound: string): Change[] {
  if (!entry) return []
  const object = { ...entry.object, partitionOf: parent.path, bound }
  return [put({ ...entry, object, parent, dependsOn: [...entry.dependsOn, parent] })]
}

function detached(entry: Entry<'table'> | undefined, parent: ObjectId): Change[] {
  if (!entry) return []
  const { partitionOf: _, bound: __, ...object } = entry.object
  const { parent: ___, ...rest } = entry
  return [put({ ...rest, object, dependsOn: entry.dependsOn.filter((id) => !samePath(id.path, parent.path)) })]
}

function createdAs(
  query: AnyNode | undefined,
  into: Node<'IntoClause'> | undefined,
  ifNotExists: boolean,
  context: FoldContext,
): Change[] {
  const id = asTable(into, ifNotExists, context)
  if (!id) return []
  const { accessMethod } = into ?? {}
  const object: Table = {
    persistence: persistences[into?.rel?.relpersistence ?? ''] ?? 'permanent',
    inherits: [],
    options: withOptions({}, into?.options),
    rowSecurity: false,
    forcedRowSecurity: false,
    replicaIdentity: 'default',
    ...(accessMethod && accessMethod !== 'heap' && { accessMethod }),
  }
  const created = put({ id: { kind: 'table', path: id.path }, object, dependsOn: [] })
  return hidesColumns(query, context) ? [created, { type: 'unknown', below: id }] : [created]
}

export default defineKind({
  kind: 'table',
  title: 'Table',
  objectTypes: ['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE'],
  namespace: 'relation',
  depth: 2,
  length: 2,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as name, c.relpersistence as persistence, c.relkind as form,
        p.partstrat as strategy, pg_get_partkeydef(c.oid) as key, pg_get_expr(c.relpartbound, c.oid) as bound, c.relispartition as partition,
        (select json_agg(json_build_array(pn.nspname, pc.relname) order by i.inhseqno) from pg_inherits i join pg_class pc on pc.oid = i.inhparent
           join pg_namespace pn on pn.oid = pc.relnamespace where i.inhrelid = c.oid) as parents,
        (select json_build_array(tn.nspname, t.typname) from pg_type t join pg_namespace tn on tn.oid = t.typnamespace where t.oid = c.reloftype) as "ofType",
        to_json(c.reloptions) as options, c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forcedRowSecurity", c.relreplident as identity,
        (select ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid and i.indisreplident) as "identityIndex",
        (select am.amname from pg_am am where am.oid = c.relam and am.amname <> 'heap') as "accessMethod",
        (select s.srvname from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid) as server
      from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_partitioned_table p on p.partrelid = c.oid
      where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by c.oid`,
    entry: (row) => {
      const parents = (row.parents ?? []) as string[][]
      const ids = parents.map((path): ObjectId => ({ kind: 'table', path }))
      const partitioned = row.strategy ? partitionKey(row.key) : undefined
      const object: Table = {
        persistence: persistences[row.persistence] ?? 'permanent',
        ...(partitioned && { partitioned }),
        ...(row.partition && { partitionOf: parents[0]!, bound: row.bound }),
        inherits: row.partition ? [] : parents,
        ...(row.ofType && { ofType: row.ofType }),
        options: parsedOptions(row.options),
        rowSecurity: row.rowSecurity,
        forcedRowSecurity: row.forcedRowSecurity,
        replicaIdentity:
          row.identity === 'i' && row.identityIndex
            ? { index: row.identityIndex }
            : // A foreign table has none to set.
              row.form === 'f'
              ? 'default'
              : (identities[row.identity] ?? 'default'),
        ...(row.accessMethod && { accessMethod: row.accessMethod }),
        ...(row.server && { server: row.server }),
      }
      const type: ObjectId[] = row.ofType ? [{ kind: 'type', path: row.ofType }] : []
      const parent = row.partition ? ids[0] : undefined
      return {
        id: { kind: 'table', path: [row.schema, row.name] },
        object,
        dependsOn: [...ids, ...type],
        ...(parent && { parent }),
      }
    },
  },
  fold: {
    CreateStmt: (node, { before, searchPath, target }) => {
      const parents = parentsOf(node).map((relation) => relationId(relation, before, searchPath))
      const partition = node.partbound !== undefined
      const ofType = node.ofTypename && find(before, ['type'], strings(node.ofTypename.names), searchPath).id
      const object: Table = {
        persistence: persistences[node.relation?.relpersistence ?? ''] ?? 'permanent',
        ...(node.partspec && { partitioned: partitionKey(node.partspec) }),
        ...(partition && { partitionOf: parents[0]!.path, bound: partitionBound(node.partbound!) }),
        inherits: partition ? [] : parents.map(({ path }) => path),
        ...(ofType && { ofType: ofType.path }),
        options: withOptions({}, node.options),
        rowSecurity: false,
        forcedRowSecurity: false,
        replicaIdentity: 'default',
        ...(node.accessMethod && node.accessMethod !== 'heap' && { accessMethod: node.accessMethod }),
        ...(node.oncommit === 'ONCOMMIT_DROP' && { onCommit: 'drop' as const }),
        ...(node.oncommit === 'ONCOMMIT_DELETE_ROWS' && { onCommit: 'delete' as const }),
      }
      const id = target!.id as ObjectId<'table'>
      const dependsOn: ObjectId[] = [
        ...parents,
        ...(ofType ? [ofType] : []),
        ...needs(node.partspec, before, searchPath),
      ]
      return [put({ id, object, dependsOn, ...(partition && { parent: parents[0]! }) })]
    },
    CreateTableAsStmt: (node, context) =>
      node.objtype === 'OBJECT_TABLE' ? createdAs(node.query, node.into, node.if_not_exists === true, context) : [],
    SelectStmt: (node, context) =>
      node.intoClause ? createdAs({ SelectStmt: node }, node.intoClause, false, context) : [],
    CreateForeignTableStmt: (node, { before, searchPath }) => {
      const { entry } = find(before, ['table'], nameOf(node.base?.relation), searchPath)
      return entry && node.servername ? [put({ ...entry, object: { ...entry.object, server: node.servername } })] : []
    },
    AlterTableCmd: (node, { before, searchPath, target }) => {
      if (target?.id.kind !== 'table') return []
      const id = target.id as ObjectId<'table'>
      const partition = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd
      if (partition?.name) {
        const child = before.get(relationId(partition.name, before, searchPath) as ObjectId<'table'>)
        if (node.subtype === 'AT_AttachPartition')
          return attached(child, id, partition.bound ? partitionBound(partition.bound) : '')
        if (node.subtype === 'AT_DetachPartition') return detached(child, id)
        return []
      }
      const entry = before.get(id)
      if (!entry) return []
      const object = altered(entry, node)
      return object
        ? [put({ ...entry, object })]
        : related(node, entry, (relation) => relationId(relation, before, searchPath))
    },
  },
  renamed(object, from, to) {
    const { partitioned } = object
    const key = partitioned?.key.map((part) => ({
      ...part,
      ...(part.column !== undefined && { column: movedColumns([part.column], from, to)[0]! }),
      ...(part.expression && { expression: renamedIn(part.expression, from, to) }),
    }))
    return {
      ...object,
      inherits: object.inherits.map((path) => movedPath(path, from, to)),
      ...(object.partitionOf && { partitionOf: movedPath(object.partitionOf, from, to) }),
      ...(object.ofType && { ofType: movedPath(object.ofType, from, to) }),
      ...(partitioned && key && { partitioned: { ...partitioned, key } }),
    }
  },
  uncompared: ['onCommit', 'unchecked'],
  same: (attribute, a, b) => attribute === 'bound' && sameBound(a.object.bound, b.object.bound),
  describe: (entry, catalog) => {
    const columns = columnsOf(catalog, entry.id).map(({ id, object }) => {
      const rest = `${object.nullable ? '' : ' not null'}${object.default ? ` default ${object.default.text}` : ''}`
      return `  ${id.path[2]} ${object.type}${rest}`
    })
    const kind = entry.object.partitioned ? 'partitioned table' : entry.object.server ? 'foreign table' : 'table'
    return `**${kind}** \`${quoteName(entry.id.path)}\`\n\`\`\`sql\n${columns.join(',\n')}\n\`\`\``
  },
  ddl: tableText,
  ddlAfter: replicaIdentity,
})
