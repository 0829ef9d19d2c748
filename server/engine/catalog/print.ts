import type { Catalog, Entry, ObjectId } from './catalog'
import { comparePaths } from './compare-values'
import { Expression } from './expression'
import { kinds } from './kinds/index'
import { aboutOf, definitionOf, keyOf, placeOf } from './place'
import { samePath } from './read'

/** An object as the command line prints it: kind, path, then its attributes by name. */
export interface PrintedObject {
  readonly kind: string
  readonly path: readonly string[]
  readonly [attribute: string]: unknown
}

const ranks = new Map<string, number>()
const rank = (kind: string): number => {
  if (ranks.size === 0) Object.keys(kinds).forEach((name, i) => void ranks.set(name, i))
  return ranks.get(kind) ?? 0
}

/** Every object but temporary ones, by kind and path; columns in table order. */
export function objectsOf(catalog: Catalog): readonly PrintedObject[] {
  return [...catalog.all()]
    .filter(({ id }) => id.path[0] !== 'pg_temp' && id.path[1] !== 'pg_temp')
    .sort(inOrder)
    .map(({ id, object }) => {
      const attributes = plain(object) as { readonly [name: string]: unknown }
      const sorted = Object.keys(attributes)
        .sort()
        .map((name) => [name, attributes[name]])
      return { kind: id.kind, path: id.path, ...Object.fromEntries(sorted) }
    })
}

function inOrder(a: Entry, b: Entry): number {
  const position = (entry: Entry) => (entry.object as { position?: number }).position ?? 0
  return (
    rank(a.id.kind) - rank(b.id.kind) ||
    comparePaths(a.id.path.slice(0, 2), b.id.path.slice(0, 2)) ||
    position(a) - position(b) ||
    comparePaths(a.id.path, b.id.path)
  )
}

/** JSON without classes. */
function plain(value: unknown): unknown {
  if (value instanceof Expression) return value.text
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name, inner]) => inner !== undefined && name !== 'typeId')
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)]))
}

/** Kinds in the order a schema is built where nothing else decides. */
const order = ['schema', 'extension', 'type', 'sequence', 'function', 'table', 'view', 'materialized_view', 'index']
const stage = (kind: string): number => {
  const at = order.indexOf(kind)
  return at < 0 ? order.length : at
}

/** DDL that builds the whole schema in an empty database: what an object needs comes before it. */
export function ddlOf(catalog: Catalog): string {
  const entries = [...catalog.all()].filter(
    ({ id }) => id.path[0] !== 'pg_temp' && id.path[1] !== 'pg_temp' && !isBuiltIn(id),
  )
  const sorted = entries.sort((a, b) => stage(a.id.kind) - stage(b.id.kind) || inOrder(a, b))
  // Bodies may name what comes later.
  const statements: string[] = entries.some(({ id }) => id.kind === 'function')
    ? ['SET check_function_bodies = off;']
    : []
  const later: string[] = []
  for (const entry of byNeed(sorted, catalog)) {
    const definition = definitionOf(entry.id.kind)
    const text = definition.ddl(entry, catalog)
    if (text !== '') statements.push(text)
    const after = definition.ddlAfter?.(entry, catalog)
    if (after) later.push(after)
  }
  return [...statements, ...later].map((text) => `${text}\n`).join('\n')
}

const isBuiltIn = (id: ObjectId): boolean => id.kind === 'schema' && id.path[0] === 'public'

/** Depth first over what each entry needs; a cycle is cut where it closes. */
function byNeed(entries: readonly Entry[], catalog: Catalog): Entry[] {
  const done = new Set<string>()
  const result: Entry[] = []
  const visit = (entry: Entry): void => {
    const key = keyOf(entry.id)
    if (done.has(key)) return
    done.add(key)
    for (const need of needsOf(entry, catalog)) visit(need)
    result.push(entry)
  }
  for (const entry of entries) visit(entry)
  return result
}

/** The objects with DDL of their own that must be there first: a table is created with its columns, so it needs what they need. */
function* needsOf(entry: Entry, catalog: Catalog): Iterable<Entry> {
  const about = definitionOf(entry.id.kind).namespace === 'about' ? [aboutOf(entry.id)] : []
  const index = entry.id.kind === 'index'
  if (index) yield* parts(entry, catalog)
  const dependsOn = index ? entry.dependsOn.filter(({ kind }) => kind !== 'index') : entry.dependsOn
  const own = [...about, ...(entry.parent && entry.id.kind !== 'sequence' ? [entry.parent] : []), ...dependsOn]
  for (const id of own) yield* heads(id, catalog)
  if (entry.id.kind !== 'table') return
  for (const child of catalog.childrenOf(entry.id)) {
    const { form } = child.object as { form?: string }
    if (child.id.kind === 'column' || (child.id.kind === 'constraint' && form !== 'foreign key')) {
      for (const id of child.dependsOn) yield* heads(id, catalog)
    }
  }
}

/** Indexes of partitions come before the partitioned index, which then takes them over. */
function* parts(entry: Entry, catalog: Catalog): Iterable<Entry> {
  for (const part of catalog.dependentsOf(entry.id, 'index')) {
    if (samePath((part.object as { partitionOf?: readonly string[] }).partitionOf, entry.id.path)) yield part
  }
}

/** The object itself and, for a part of a relation, the relation. */
function* heads(id: ObjectId, catalog: Catalog): Iterable<Entry> {
  const { child, schema, name, namespace } = placeOf(id)
  const entry = catalog.get(id)
  if (entry) yield entry
  if ((child !== undefined && namespace === 'relation') || (namespace === 'type' && !entry)) {
    const head = catalog.resolve(['table', 'view', 'materialized_view'], [schema, name])
    if (head) yield head as unknown as Entry
  }
}
