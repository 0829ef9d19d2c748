import type { KindDefinition, ObjectId } from './catalog'
import { kinds } from './kinds/index'

/**
 * Where an entry is stored. `bucket` names the relation, type, function name, schema … and `child` what lies below it, empty for the thing
 * itself. A comment lies with what it is about, so that it goes and moves with it.
 */
export interface Place {
  readonly bucket: string
  readonly child: string
}

// Read when asked, not when loaded: the kinds' own modules may be loading still.
const registry = () => kinds as unknown as { readonly [kind: string]: KindDefinition | undefined }

export const definitionOf = (kind: string): KindDefinition => registry()[kind]!
export const isKind = (kind: string): boolean => registry()[kind] !== undefined

export function placeOf(id: ObjectId): Place {
  const { kind, path } = id
  const definition = registry()[kind]!
  if (definition.namespace === 'about') {
    const about = placeOf(aboutOf(id))
    return { bucket: about.bucket, child: `${about.child}\u0002${kind}` }
  }
  const { depth } = definition
  const head = depth === 1 ? path[0]! : `${path[0]}\u0001${path[1]}`
  const bucket = `${definition.namespace}\u0001${head}`
  if (path.length === depth) return { bucket, child: '' }
  return { bucket, child: `${kind}\u0001${path.length === depth + 1 ? path[depth] : path.slice(depth).join('\u0001')}` }
}

/** The object an entry of an 'about' kind (comment) belongs to: its path is that object's kind and path. */
export const aboutOf = (id: ObjectId): ObjectId => ({ kind: id.path[0] as ObjectId['kind'], path: id.path.slice(1) })
const isAbout = (id: ObjectId): boolean => registry()[id.kind]?.namespace === 'about'

export function keyOf(id: ObjectId): string {
  const { bucket, child } = placeOf(id)
  return child === '' ? bucket : `${bucket}\u0000${child}`
}

export const sameId = (a: ObjectId, b: ObjectId): boolean =>
  a.kind === b.kind && a.path.length === b.path.length && a.path.every((part, i) => part === b.path[i])

const beneath = (path: readonly string[], top: readonly string[]): boolean =>
  path.length >= top.length && top.every((part, i) => part === path[i])

/** `id` itself or something stored below it. */
export function isUnder(id: ObjectId, top: ObjectId): boolean {
  if (isAbout(id)) return sameId(id, top) || isUnder(aboutOf(id), top)
  if (!beneath(id.path, top.path)) return false
  if (id.path.length === top.path.length) return id.kind === top.kind
  const upper = registry()[top.kind]!
  if (upper.length === 1) return upper.kind === 'schema' && registry()[id.kind]!.depth === 2
  return upper.namespace === registry()[id.kind]!.namespace && upper.length <= registry()[id.kind]!.depth
}

/** `id` after the rename of `from` to `to`; the same object when it isn't touched. */
export function movedId<I extends ObjectId>(id: I, from: ObjectId, to: ObjectId): I {
  if (isAbout(id)) {
    const about = aboutOf(id)
    const moved = movedId(about, from, to)
    return moved === about ? id : { ...id, path: [moved.kind, ...moved.path] }
  }
  if (!isUnder(id, from)) return id
  return { ...id, path: [...to.path, ...id.path.slice(from.path.length)] }
}
