import type { Entry, ObjectId } from './catalog'
import { definitionOf, movedId } from './place'

/** The same entry where the rename changes nothing in it. */
export function afterRename(entry: Entry, from: ObjectId, to: ObjectId): Entry {
  const id = movedId(entry.id, from, to)
  const parent = entry.parent && movedId(entry.parent, from, to)
  const moved = entry.dependsOn.map((target) => movedId(target, from, to))
  const dependsOn = moved.some((target, i) => target !== entry.dependsOn[i]) ? moved : entry.dependsOn
  const object = definitionOf(entry.id.kind).renamed?.(entry.object, from, to, entry.id) ?? entry.object
  const same =
    id === entry.id && parent === entry.parent && dependsOn === entry.dependsOn && sameParts(object, entry.object)
  return same ? entry : { ...entry, id, ...(parent && { parent }), dependsOn, object }
}

const sameParts = (a: object, b: object): boolean =>
  a === b || Object.entries(a).every(([name, value]) => value === (b as { readonly [name: string]: unknown })[name])
