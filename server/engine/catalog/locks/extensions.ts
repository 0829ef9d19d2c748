import type { AnyNode } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { type Expression, strings, walk } from '../expression'
import type { Closure } from './closure'
import { tableOfChild, type World } from './world'

interface Members {
  readonly types?: string
  readonly classes?: string
  /** An index of this method on a column of a built-in scalar type can only be by the extension's class. */
  readonly method?: string
  readonly functions?: string
}

/** What columns, indexes and expressions use of the extensions PostgreSQL comes with (their scripts in contrib/). */
const members: { readonly [extension: string]: Members } = {
  btree_gin: { method: 'gin' },
  btree_gist: { method: 'gist' },
  citext: { types: 'citext' },
  cube: { types: 'cube' },
  earthdistance: { types: 'earth', functions: 'earth_box earth_distance ll_to_earth latitude longitude' },
  fuzzystrmatch: { functions: 'daitch_mokotoff difference dmetaphone dmetaphone_alt levenshtein metaphone soundex' },
  hstore: { types: 'hstore', functions: 'akeys avals hstore hstore_to_json hstore_to_jsonb skeys svals' },
  intarray: {
    types: 'query_int',
    classes: 'gin__int_ops gist__int_ops gist__intbig_ops',
    functions: 'icount idx sort uniq',
  },
  isn: { types: 'ean13 isbn isbn13 ismn ismn13 issn issn13 upc' },
  lo: { types: 'lo' },
  ltree: { types: 'lquery ltree ltxtquery', functions: 'index lca nlevel subltree subpath text2ltree' },
  pg_trgm: {
    classes: 'gin_trgm_ops gist_trgm_ops',
    functions: 'show_trgm similarity strict_word_similarity word_similarity',
  },
  pgcrypto: {
    functions: 'armor crypt decrypt digest encrypt gen_random_bytes gen_salt hmac pgp_sym_decrypt pgp_sym_encrypt',
  },
  seg: { types: 'seg' },
  unaccent: { functions: 'unaccent' },
  'uuid-ossp': {
    functions:
      'uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_url',
  },
}

/** DROP EXTENSION … CASCADE: columns, indexes and expressions go that use its types, operator classes or functions; false: we don't know it. */
export function dropMembers(world: World, extension: string, closure: Closure): boolean {
  const known = members[extension]
  if (!known) return false
  if (!world.catalog.knows({ kind: 'table', path: ['public', ''] }))
    world.account.unknown(`The history does not create everything that may use the extension ${extension}.`)
  const types = new Set(known.types?.split(' '))
  const classes = new Set(known.classes?.split(' '))
  const functions = new Set(known.functions?.split(' '))
  const calls = (expression: Expression | undefined): boolean =>
    functions.size > 0 && expression !== undefined && callsOne(expression.node, functions)
  for (const column of world.catalog.ofKind('column')) {
    const { typeId, default: given, generated } = column.object
    const table = tableOfChild(column as unknown as Entry)
    const foreign = typeId !== undefined && !world.catalog.get(typeId) && types.has(typeId.path.at(-1)!)
    if (foreign || (generated && calls(given))) closure.drop(column as unknown as Entry)
    else if (calls(given)) closure.table(table, `the default of its column ${column.id.path[2]} goes`)
  }
  for (const constraint of world.catalog.ofKind('constraint'))
    if (calls(constraint.object.expression)) closure.drop(constraint as unknown as Entry)
  for (const index of world.catalog.ofKind('index')) {
    const { keys, where, method } = index.object
    const own = keys.some(({ column, opclass, expression }) =>
      opclass === undefined
        ? calls(expression) ||
          (method === known.method && column !== undefined && isScalar(world, index.object.table, column))
        : classes.has(opclass.split('.').at(-1)!),
    )
    if (own || calls(where)) closure.drop(index as unknown as Entry)
  }
  for (const kind of ['view', 'materialized_view'] as const)
    for (const view of world.catalog.ofKind(kind)) if (calls(view.object.query)) closure.drop(view as unknown as Entry)
  return true
}

function callsOne(node: AnyNode | undefined, functions: ReadonlySet<string>): boolean {
  let found = false
  walk(node, (tag, inside) => {
    if (tag === 'FuncCall' && functions.has(strings(inside.funcname).at(-1) ?? '')) found = true
  })
  return found
}

const composed = /range$|\[\]$|^(?:jsonb|tsvector|tsquery|point|box|circle|polygon|inet)$/

function isScalar(world: World, table: readonly string[], name: string): boolean {
  const column = world.column({ kind: 'table', path: table } as ObjectId, name)
  return column !== undefined && column.object.typeId === undefined && !composed.test(column.object.type)
}
