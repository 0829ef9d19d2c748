import type { Node } from '../../syntax/statement'
import type { ObjectId } from '../catalog'
import { strings } from '../expression'
import { triggersOf } from '../read'
import columns from './alter-columns'
import constraints from './alter-constraints'
import { Alteration, type Handlers, type Subcommand } from './alteration'
import { typedTables } from './closure'
import { indexOptionLock, tableOptionLock } from './options'
import { partitionSubcommands } from './partitions'
import { inner, type Relation, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'
const simple = (words: string, mode: Subcommand['mode'] = strong): Subcommand => ({ words, mode })

const indexNamed = (alteration: Alteration, name: string | undefined): ObjectId | undefined =>
  alteration.world.indexes(alteration.table).find(({ id }) => id.path[1] === name)?.id

const triggers = (words: string, ofKeys = false): Subcommand => ({
  words,
  mode: 'SHARE ROW EXCLUSIVE',
  effect: (command, { world, table, mode, only }) => {
    if (only) return
    const named = command.name !== undefined && command.name !== ''
    const own = triggersOf(world.catalog, table).some(
      ({ id, object }) => object.level === 'row' && (!named || id.path[2] === command.name),
    )
    // Since 15 the triggers of foreign keys are on partitioned tables too.
    const keys = ofKeys && world.major >= 15 ? [...world.foreignKeys(table), ...world.foreignKeysTo(table)] : []
    if (!own && keys.length === 0) return
    for (const partition of world.partitions(table))
      world.lock(partition, mode, `${words}: it has the trigger from its parent`)
  },
})

/** SET LOGGED and SET UNLOGGED write a new file, unless that is what the table is already. */
const persistence = (words: string, wanted: 'permanent' | 'unlogged'): Subcommand => ({
  words,
  mode: strong,
  effect: (_, alteration) => {
    const { world, table } = alteration
    const entry = world.table(table.path)
    if (!entry || entry.object.persistence === wanted) return
    alteration.rewrite([table])
    if (world.major < 15) return
    for (const sequence of world.ownedSequences(table))
      world.lock(sequence, strong, 'the sequences the table owns change with it')
  },
})

const subcommands: { readonly [subtype: string]: Subcommand } = {
  ...columns,
  ...constraints,
  ...partitionSubcommands,
  AT_ChangeOwner: {
    words: 'OWNER TO',
    mode: strong,
    effect: (command, { world, table }) => {
      if (
        command.newowner?.roletype === 'ROLESPEC_CURRENT_USER' ||
        command.newowner?.roletype === 'ROLESPEC_SESSION_USER'
      )
        return
      // Who owns a table is not in the catalog; what this role owns, it mostly made itself.
      if (command.newowner?.rolename === 'postgres') {
        world.account.unknown('If postgres does not own it yet, its indexes and sequences are locked too.')
        return
      }
      for (const index of world.indexes(table)) {
        world.lock(index.id, strong, 'the indexes change owner with the table')
      }
      for (const sequence of world.ownedSequences(table))
        world.lock(sequence, strong, 'the sequences the table owns change owner with it')
    },
  },
  AT_ClusterOn: {
    words: 'CLUSTER ON',
    mode: 'SHARE UPDATE EXCLUSIVE',
    effect: (command, alteration) => {
      const index = indexNamed(alteration, command.name)
      if (index) alteration.world.lock(index, alteration.mode, 'the index is marked')
    },
  },
  AT_DropCluster: simple('SET WITHOUT CLUSTER', 'SHARE UPDATE EXCLUSIVE'),
  AT_SetLogged: persistence('SET LOGGED', 'permanent'),
  AT_SetUnLogged: persistence('SET UNLOGGED', 'unlogged'),
  AT_DropOids: simple('SET WITHOUT OIDS'),
  AT_SetAccessMethod: {
    words: 'SET ACCESS METHOD',
    mode: strong,
    effect: (command, alteration) => {
      const { world, table } = alteration
      const entry = world.table(table.path)
      if (entry && (command.name || 'heap') !== (entry.object.accessMethod ?? 'heap')) alteration.rewrite([table])
    },
  },
  AT_SetTableSpace: {
    words: 'SET TABLESPACE',
    mode: strong,
    effect: (command, { world, table }) => {
      const index = world.catalog.get<'index'>({ kind: 'index', path: table.path })
      const stored = !world.isPartitioned(table) && !index?.object.partitioned
      if (command.name !== 'pg_default' && stored) world.account.rewrite(table)
    },
  },
  AT_SetRelOptions: { words: 'SET (…)', mode: (command, alteration) => optionLock(command, alteration) },
  AT_ResetRelOptions: { words: 'RESET (…)', mode: (command, alteration) => optionLock(command, alteration) },
  AT_EnableTrig: triggers('ENABLE TRIGGER'),
  AT_EnableAlwaysTrig: triggers('ENABLE ALWAYS TRIGGER'),
  AT_EnableReplicaTrig: triggers('ENABLE REPLICA TRIGGER'),
  AT_DisableTrig: triggers('DISABLE TRIGGER'),
  AT_EnableTrigAll: triggers('ENABLE TRIGGER ALL', true),
  AT_DisableTrigAll: triggers('DISABLE TRIGGER ALL', true),
  AT_EnableTrigUser: triggers('ENABLE TRIGGER USER'),
  AT_DisableTrigUser: triggers('DISABLE TRIGGER USER'),
  AT_EnableRule: simple('ENABLE RULE'),
  AT_EnableAlwaysRule: simple('ENABLE ALWAYS RULE'),
  AT_EnableReplicaRule: simple('ENABLE REPLICA RULE'),
  AT_DisableRule: simple('DISABLE RULE'),
  AT_EnableRowSecurity: simple('ENABLE ROW LEVEL SECURITY'),
  AT_DisableRowSecurity: simple('DISABLE ROW LEVEL SECURITY'),
  AT_ForceRowSecurity: simple('FORCE ROW LEVEL SECURITY'),
  AT_NoForceRowSecurity: simple('NO FORCE ROW LEVEL SECURITY'),
  AT_GenericOptions: simple('OPTIONS (…)'),
  AT_AddInherit: {
    words: 'INHERIT',
    mode: strong,
    effect: (command, { world }) => {
      const parent = world.relation(inner(command.def, 'RangeVar'))
      if (parent) world.lock(parent.id, 'SHARE UPDATE EXCLUSIVE', 'it becomes the parent')
    },
  },
  AT_DropInherit: {
    words: 'NO INHERIT',
    mode: strong,
    effect: (command, { world }) => {
      const parent = world.relation(inner(command.def, 'RangeVar'))
      if (parent) world.lock(parent.id, 'ACCESS SHARE', 'it stops being the parent')
    },
  },
  AT_AddOf: {
    words: 'OF',
    mode: strong,
    effect: (command, { world }) => {
      const type = world.named(strings(inner(command.def, 'TypeName')?.names), ['type'])
      if (type) world.lock(type.id, 'ACCESS SHARE', 'the table takes its form')
    },
  },
  AT_DropOf: simple('NOT OF'),
  AT_ReplicaIdentity: {
    words: 'REPLICA IDENTITY',
    mode: strong,
    effect: (command, alteration) => {
      const index = indexNamed(alteration, inner(command.def, 'ReplicaIdentityStmt')?.name)
      if (index) alteration.world.lock(index, 'SHARE', 'it identifies the rows for replication')
    },
  },
}

const optionLock = (command: Node<'AlterTableCmd'>, { world, table }: Alteration) => {
  const list = inner(command.def, 'List')?.items
  const index = world.catalog.get<'index'>({ kind: 'index', path: table.path })
  if (index) return indexOptionLock(list, index.object.method)
  return table.kind === 'view' ? strong : tableOptionLock(list)
}

const forms: { readonly [objtype: string]: string } = {
  OBJECT_INDEX: 'ALTER INDEX',
  OBJECT_VIEW: 'ALTER VIEW',
  OBJECT_MATVIEW: 'ALTER MATERIALIZED VIEW',
  OBJECT_SEQUENCE: 'ALTER SEQUENCE',
  OBJECT_FOREIGN_TABLE: 'ALTER FOREIGN TABLE',
  OBJECT_TYPE: 'ALTER TYPE',
}

export function alter(
  world: World,
  relation: Relation,
  commands: readonly Node<'AlterTableCmd'>[],
  only: boolean,
  form: string,
): void {
  const words = commands.map(({ subtype }) => subcommands[subtype ?? '']?.words ?? '').filter((text) => text !== '')
  const title = `${form} … ${[...new Set(words)].join(', ')}`
  const alteration = new Alteration(world, relation.id, relation.entry, commands, only, title)
  const known = commands.flatMap((command) => {
    const subcommand = subcommands[command.subtype ?? '']
    if (!subcommand) world.account.unknown(`The locks of ${command.subtype ?? 'this subcommand'} are not known.`)
    return subcommand ? [{ command, subcommand }] : []
  })
  for (const { command, subcommand } of known) {
    alteration.raise(typeof subcommand.mode === 'function' ? subcommand.mode(command, alteration) : subcommand.mode)
  }
  alteration.visit([relation.id])
  for (const { command, subcommand } of known) {
    const recurses =
      typeof subcommand.recurses === 'function' ? subcommand.recurses(command, alteration) : subcommand.recurses
    if (recurses) alteration.visit(alteration.family)
    subcommand.effect?.(command, alteration)
  }
  alteration.finish()
}

const alterTable: Handlers = {
  AlterTableStmt: (node, world) => {
    const relation = world.relation(node.relation, node.missing_ok)
    if (!relation) return
    const commands = (node.cmds ?? []).flatMap((item) => inner(item, 'AlterTableCmd') ?? [])
    alter(world, relation, commands, node.relation?.inh !== true, forms[node.objtype ?? ''] ?? 'ALTER TABLE')
    if (node.objtype === 'OBJECT_TYPE' && commands.some(({ behavior }) => behavior === 'DROP_CASCADE')) {
      for (const table of typedTables(world, relation.id)) {
        alter(world, { id: table, entry: world.catalog.get(table) }, commands, false, 'ALTER TYPE … CASCADE')
      }
    }
  },
}

export default alterTable
