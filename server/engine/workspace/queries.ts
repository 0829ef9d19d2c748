import picomatch from 'picomatch'
import type { ObjectId } from '../catalog/catalog'
import type { Queries, QueryUse } from '../lint/rule'
import { applicationQueries as read } from '../syntax/application-query'
import { decodeUtf8, type SourceText, sourceText } from '../text/source'
import type { DiskFiles } from './files'
import { uriOf } from './project'

type Index = ReadonlyMap<string, readonly QueryUse[]>

/** Application queries of the project's query files, read when a rule first asks for them. Unqualified names are taken to be in `public`. */
export class ApplicationQueries implements Queries {
  private known?: { readonly sources: readonly SourceText[]; readonly index: Index }

  constructor(
    private readonly files: () => DiskFiles,
    private readonly patterns: readonly string[],
    private readonly isMigration: (path: string) => boolean,
  ) {}

  using(object: ObjectId): readonly QueryUse[] {
    if (!this.known) {
      const sources = this.sources()
      this.known = { sources, index: indexed(sources) }
    }
    return this.known.index.get(object.path.join('.')) ?? []
  }

  /** Whether what was answered so far still holds of the files as they are now. */
  isCurrent(): boolean {
    const { known } = this
    if (!known) return true
    const now = this.sources()
    return (
      now.length === known.sources.length &&
      now.every(({ uri, text }, i) => uri === known.sources[i]!.uri && text === known.sources[i]!.text)
    )
  }

  /** All that answers depend on. */
  get texts(): readonly (readonly [uri: string, text: string])[] {
    return (this.known?.sources ?? this.sources()).map(({ uri, text }) => [uri, text])
  }

  private sources(): readonly SourceText[] {
    const files = this.files()
    const matches = picomatch([...this.patterns])
    return files
      .listNow()
      .filter((path) => path.endsWith('.sql') && matches(path.slice(files.root.length + 1)) && !this.isMigration(path))
      .flatMap((path) => {
        const bytes = files.readNow(path)
        return bytes ? [sourceText(uriOf(path), decodeUtf8(bytes).text)] : []
      })
  }
}

function indexed(sources: readonly SourceText[]): Index {
  const index = new Map<string, QueryUse[]>()
  for (const source of sources) {
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
