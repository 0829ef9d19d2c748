import type { Catalog, ObjectId } from '../catalog'
import { type LockMode, type RelationLock, type StatementLocks, strength } from '../lock-types'

/** Relations share their names, whatever kind they are. */
export const keyOf = (id: ObjectId): string => `${id.path[0]}\u0001${id.path[1]}`

/** What one statement does, gathered while it is read. */
export class Account {
  private readonly locks = new Map<string, RelationLock>()
  private readonly rewritten = new Map<string, ObjectId>()
  private readonly scanned = new Map<string, ObjectId>()
  private readonly reasons = new Set<string>()
  private readonly doubted = new Set<string>()
  private readonly created = new Set<string>()
  private inBlock = true
  /** How often something was gathered: told apart, what a statement adds shows. */
  entries = 0

  constructor(readonly isEmpty: (id: ObjectId) => boolean = () => false) {}

  lock(relation: ObjectId, mode: LockMode, why: string): void {
    this.entries++
    const key = keyOf(relation)
    const known = this.locks.get(key)
    if (!known || strength(mode) > strength(known.mode)) this.locks.set(key, { relation, mode, why })
  }

  /** What the statement does there it does only if the relation exists. */
  doubt(relation: ObjectId): void {
    this.doubted.add(keyOf(relation))
  }

  rewrite(relation: ObjectId): void {
    this.rewritten.set(keyOf(relation), relation)
  }

  get rewritesSome(): boolean {
    return this.rewritten.size > 0
  }

  scan(relation: ObjectId): void {
    this.scanned.set(keyOf(relation), relation)
  }

  unknown(reason: string): void {
    this.entries++
    this.reasons.add(reason)
  }

  /** A relation the statement makes itself. */
  make(id: ObjectId | undefined): void {
    if (id) this.created.add(keyOf(id))
  }

  made(id: ObjectId): boolean {
    return this.created.has(keyOf(id))
  }

  refusesBlock(): void {
    this.inBlock = false
  }

  add(other: StatementLocks): void {
    for (const { relation, mode, why, ifExists } of other.locks) {
      this.lock(relation, mode, why)
      if (ifExists) this.doubt(relation)
    }
    for (const id of other.rewrites) this.rewrite(id)
    for (const id of other.scans) this.scan(id)
    for (const reason of other.unknown) this.unknown(reason)
    if (!other.transactional) this.refusesBlock()
  }

  /** Only relations that existed before the statement count. */
  done(before: Catalog): StatementLocks {
    const existed = (id: ObjectId): boolean => before.taken(id) || (!before.knows(id) && !this.made(id))
    const locks = [...this.locks.values()]
      .filter(({ relation }) => existed(relation))
      .map((lock): RelationLock => (this.doubted.has(keyOf(lock.relation)) ? { ...lock, ifExists: true } : lock))
    for (const { relation, mode, ifExists } of locks)
      if (ifExists)
        this.unknown(`The history does not create ${relation.path.join('.')}: if it exists, it is locked ${mode}.`)
    return {
      locks,
      rewrites: [...this.rewritten.values()].filter(existed),
      scans: [...this.scanned.values()].filter((id) => existed(id) && !this.isEmpty(id)),
      transactional: this.inBlock,
      unknown: [...this.reasons],
    }
  }
}
