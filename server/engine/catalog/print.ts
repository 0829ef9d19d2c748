import type { Catalog, Entry, KindDefinition } from './catalog'
import { comparePaths } from './compare'
import { kinds } from './kinds/index'

export interface PrintedObject {
  readonly kind: string
  readonly path: readonly string[]
  readonly [attribute: string]: unknown
}

/** Every object with its attributes, sorted by kind and path: what `lockstep catalog` prints. */
export function objectsOf(catalog: Catalog): readonly PrintedObject[] {
  return [...catalog.all()]
    .map(({ id, object }) => ({ kind: id.kind, path: id.path, ...(JSON.parse(JSON.stringify(object)) as object) }))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : comparePaths(a.path, b.path)))
}

/** DDL that makes the whole schema in a new database: what an object depends on comes before it, as far as that goes. */
export function ddlOf(catalog: Catalog): string {
  const definitions = kinds as unknown as { readonly [kind: string]: KindDefinition }
  const rank = Object.keys(kinds)
  const first = ['schema', 'extension', 'type', 'sequence', 'function', 'table']
  const order = (kind: string): number =>
    first.includes(kind) ? first.indexOf(kind) : first.length + rank.indexOf(kind)
  const entries = [...catalog.all()].sort(
    (a, b) => order(a.id.kind) - order(b.id.kind) || comparePaths(a.id.path, b.id.path),
  )
  const seen = new Set<string>()
  const texts: string[] = []
  const visit = (entry: Entry | undefined): void => {
    const key = entry && `${entry.id.kind} ${entry.id.path.join('.')}`
    if (!entry || !key || seen.has(key)) return
    seen.add(key)
    for (const id of entry.dependsOn) visit(catalog.get(id))
    for (const child of catalog.childrenOf(entry.id)) for (const id of child.dependsOn) visit(catalog.get(id))
    // Every new database has it.
    if (entry.id.kind === 'schema' && entry.id.path[0] === 'public') return
    const ddl = definitions[entry.id.kind]!.ddl(entry, catalog).trim()
    if (ddl !== '') texts.push(`${ddl.endsWith(';') ? ddl : `${ddl};`}\n`)
  }
  for (const entry of entries) visit(entry)
  return texts.join('\n')
}
