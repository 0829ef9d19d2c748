import picomatch from 'picomatch'
import type { ObjectId } from '../catalog/catalog'
import type { Queries, QueryUse } from '../lint/rule'
import { applicationQueries as read } from '../syntax/application-query'
import { decodeUtf8, sourceText } from '../text/source'
import type { DiskFiles } from './files'
import { uriOf } from './project'

/** Application queries of the project's query files, read when a rule first asks for them. Unqualified names are taken to be in `public`. */
export function applicationQueries(
  files: DiskFiles,
  patterns: readonly string[],
  isMigration: (path: string) => boolean,
): Queries {
  let index: ReadonlyMap<string, readonly QueryUse[]> | undefined
  return {
    using(object: ObjectId) {
      index ??= indexed(files, patterns, isMigration)
      return index.get(object.path.join('.')) ?? []
    },
  }
}

function indexed(
  files: DiskFiles,
  patterns: readonly string[],
  isMigration: (path: string) => boolean,
): ReadonlyMap<string, readonly QueryUse[]> {
  const index = new Map<string, QueryUse[]>()
  const matches = picomatch([...patterns])
  for (const path of files.listNow()) {
    if (!path.endsWith('.sql') || !matches(path.slice(files.root.length + 1)) || isMigration(path)) continue
    const bytes = files.readNow(path)
    if (!bytes) continue
    const source = sourceText(uriOf(path), decodeUtf8(bytes).text)
    for (const { title, uses } of read(source)) {
      const seen = new Set<string>()
      for (const { schema = 'public', table, column, span } of uses) {
        const key = [schema, table, ...(column ? [column] : [])].join('.')
        // One mention a query is enough to find it.
        if (seen.has(key)) continue
        seen.add(key)
        const list = index.get(key) ?? []
        list.push({ uri: source.uri, span, title })
        index.set(key, list)
      }
    }
  }
  return index
}
