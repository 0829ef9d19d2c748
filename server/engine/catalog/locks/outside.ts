import type { ObjectId } from '../catalog'
import type { Handlers } from './alteration'
import { inner, nameParts, type Relation, type relationKinds, type World } from './world'

/** Extensions whose scripts make no table, view or sequence: dropping one locks no relation of its own. */
const withoutRelations = new Set(
  `amcheck bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw fuzzystrmatch hstore intarray isn lo ltree
  pageinspect pg_freespacemap pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple plpgsql postgres_fdw seg sslinfo tablefunc
  tcn tsm_system_rows tsm_system_time unaccent uuid-ossp vector xml2`.split(/\s+/),
)

/** Kinds of objects the catalog doesn't hold, or not with all that depends on them. */
const unfollowed = new Set(
  `ACCESS_METHOD CAST COLLATION CONVERSION EXTENSION FDW LANGUAGE OPCLASS OPERATOR OPFAMILY TRANSFORM TSCONFIGURATION
  TSDICTIONARY TSPARSER TSTEMPLATE`.split(/\s+/),
)

/** DROP of an object that no relation is, but relations may belong to or depend on. */
export function dropUnfollowed(world: World, objectType: string, title: string, name: string, cascades: boolean): void {
  if (!unfollowed.has(objectType.slice('OBJECT_'.length))) return
  if (cascades) world.account.unknown(`${title} … CASCADE: what goes with it is not followed.`)
  else if (objectType === 'OBJECT_EXTENSION' && !withoutRelations.has(name))
    world.account.unknown(
      `Which tables, views and sequences the extension ${name} holds is not known: they go with it.`,
    )
}

const kinds: { readonly [objectType: string]: readonly (typeof relationKinds)[number][] } = {
  OBJECT_TABLE: ['table'],
  OBJECT_FOREIGN_TABLE: ['table'],
  OBJECT_VIEW: ['view'],
  OBJECT_MATVIEW: ['materialized_view'],
  OBJECT_SEQUENCE: ['sequence'],
}

/** Relations that a statement names as an object: get_object_address() locks them. */
function address(world: World, objectType: string | undefined, object: Parameters<typeof nameParts>[0], why: string) {
  const path = nameParts(object)
  const column = objectType === 'OBJECT_COLUMN'
  const wanted = column ? undefined : kinds[objectType ?? '']
  if (!column && !wanted) return
  const found: Relation | undefined = world.named(column ? path.slice(0, -1) : path, wanted)
  if (found) world.lock(found.id, 'SHARE UPDATE EXCLUSIVE', why)
}

const outside: Handlers = {
  AlterTableMoveAllStmt: (_, world) => world.account.unknown('Which relations lie in the tablespace is not known.'),
  ImportForeignSchemaStmt: (_, world) =>
    world.account.unknown('Which foreign tables it makes, and how, is decided at the other end.'),
  AlterExtensionStmt: (node, world) => {
    if (node.extname !== 'plpgsql')
      world.account.unknown(`What the update script of the extension ${node.extname ?? ''} does is not known.`)
  },
  AlterExtensionContentsStmt: (node, world) =>
    address(world, node.objtype, node.object, 'it joins or leaves the extension'),
  SecLabelStmt: (node, world) => address(world, node.objtype, node.object, 'SECURITY LABEL marks it'),
  DropOwnedStmt: (node, world) => {
    world.account.unknown('What the role owns is not known.')
    const roles = (node.roles ?? []).map((item) => inner(item, 'RoleSpec')?.rolename ?? '')
    for (const { id, object } of world.catalog.ofKind('policy')) {
      if (object.roles.some((role) => roles.includes(role)))
        world.lock(
          { kind: 'table', path: id.path.slice(0, 2) },
          'ACCESS EXCLUSIVE',
          `its policy ${id.path[2]} loses a role`,
        )
    }
  },
  ReassignOwnedStmt: (_, world) => world.account.unknown('What the role owns is not known.'),
  ExecuteStmt: (node, world) =>
    world.account.unknown(`What the prepared statement ${node.name ?? ''} does is not followed.`),
}

/** Whether a function that the history doesn't create may be there all the same. */
export const mayExist = ({ catalog }: World, name: readonly string[]): boolean =>
  [...(name.length > 1 ? [name[0]!] : catalog.searchPath)].some(
    (schema) => !catalog.knows({ kind: 'function', path: [schema, name.at(-1)!] } as ObjectId),
  )

export default outside
