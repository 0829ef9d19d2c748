import type { ObjectId } from './catalog'

/** A path held inside an object, after a rename of what it names or of what that lies in. */
export function movedPath<P extends readonly string[] | undefined>(path: P, from: ObjectId, to: ObjectId): P {
  if (path === undefined || path.length < from.path.length) return path
  for (let i = 0; i < from.path.length; i++) if (path[i] !== from.path[i]) return path
  return [...to.path, ...path.slice(from.path.length)] as unknown as P
}

/** Column names of one table, after a rename of one of its columns. */
export function movedColumns(columns: readonly string[], from: ObjectId, to: ObjectId): readonly string[] {
  if (from.kind !== 'column') return columns
  const old = from.path[2]!
  return columns.includes(old) ? columns.map((column) => (column === old ? to.path[2]! : column)) : columns
}
