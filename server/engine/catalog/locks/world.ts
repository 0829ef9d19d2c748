import type { AnyNode, Node, Statement } from '../../syntax/statement'
import type { Catalog, Entry, ObjectId } from '../catalog'
import { strings } from '../expression'
import type { LockMode } from '../lock-types'
import { constraintsOf, foreignKeysOf, foreignKeysTo, indexesOf, samePath, sequencesOf } from '../read'
import { type Account, keyOf } from './account'

/** The catalog as the elements of CREATE SCHEMA see it: the schema comes first in the search path, and nothing was in it before. */
const inNewSchema = (catalog: Catalog, schema: string): Catalog =>
  Object.create(catalog, {
    searchPath: { value: [schema, ...catalog.searchPath] },
    knows: { value: (id: ObjectId) => id.path[0] === schema || catalog.knows(id) },
  }) as Catalog
export const withPath = (catalog: Catalog, searchPath: readonly string[]): Catalog =>
  Object.create(catalog, { searchPath: { value: searchPath } }) as Catalog

export const relationKinds = ['table', 'view', 'materialized_view', 'sequence', 'index', 'type'] as const

export interface Relation {
  readonly id: ObjectId
  /** Undefined: the history doesn't create it. */
  readonly entry: Entry | undefined
}

export type ForeignKey = Entry<'constraint'>

/** What a function that is called knows of its caller. */
export interface Inside {
  /** What its earlier statements made of the catalog. */
  readonly catalog?: Catalog
  readonly counts?: boolean
  readonly transitions?: ReadonlySet<string>
}

/** Everything a statement's handler needs: the catalog before it, and where to write what it finds. */
export class World {
  constructor(
    readonly catalog: Catalog,
    readonly major: number,
    readonly account: Account,
    readonly statement: Statement,
    readonly timeZone: string | undefined,
    private readonly handle: (world: World, tag: string, node: unknown) => void,
    /** Functions whose bodies are being followed. */
    readonly following: ReadonlySet<string> = new Set(),
    /** What its queries read counts: they run for each row of a rewrite. */
    readonly counts = false,
    /** Names that stand for the transition tables of the trigger whose function runs. */
    readonly transitions: ReadonlySet<string> = new Set(),
  ) {}

  /** A statement inside a function. */
  run(statement: Statement, following: ReadonlySet<string>, inside: Inside): void {
    const { major, account, timeZone, handle } = this
    const { catalog = this.catalog, counts = false, transitions } = inside
    this.handle(
      new World(catalog, major, account, statement, timeZone, handle, following, counts, transitions),
      statement.tag,
      statement.node,
    )
  }

  /** An element of CREATE SCHEMA. */
  dispatch(tag: string, node: unknown, schema: string): void {
    const catalog = inNewSchema(this.catalog, schema)
    this.handle(new World(catalog, this.major, this.account, this.statement, this.timeZone, this.handle), tag, node)
  }

  /** Undefined: it certainly doesn't exist, so the statement fails, or IF EXISTS (`missingOk`) does nothing. */
  named(
    path: readonly string[],
    kinds: readonly (typeof relationKinds)[number][] = relationKinds,
    missingOk = false,
  ): Relation | undefined {
    const { catalog } = this
    const [schema, name] = path.length > 1 ? path.slice(-2) : [undefined, path[0]]
    for (const home of schema === undefined ? ['pg_temp', ...catalog.searchPath] : [schema]) {
      const place = [home, name ?? '']
      // Relations share their names: one look tells whether any kind is there. Types have names of their own.
      const taken = catalog.taken({ kind: 'table', path: place } as ObjectId)
      for (const kind of kinds) {
        if (!taken && kind !== 'type') continue
        const entry = catalog.get({ kind, path: place } as ObjectId)
        if (entry) return { id: entry.id, entry }
      }
    }
    if (isSystem(path)) return undefined
    const id = {
      kind: kinds[0]!,
      path: path.length > 1 ? path.slice(-2) : [catalog.searchPath[0] ?? 'public', path[0] ?? ''],
    } as ObjectId
    if (catalog.knows(id) || this.made(path)) return undefined
    if (missingOk) this.account.doubt(id)
    else this.account.unknown(`The history does not create ${id.path.join('.')}: what depends on it is not known.`)
    return { id, entry: undefined }
  }

  relation(node: Node<'RangeVar'> | undefined, missingOk = false): Relation | undefined {
    if (!node?.relname) return undefined
    return this.named(node.schemaname ? [node.schemaname, node.relname] : [node.relname], relationKinds, missingOk)
  }

  /** The statement makes it itself, a moment before. */
  private made(path: readonly string[]): boolean {
    const homes = path.length > 1 ? [path.at(-2)!] : ['pg_temp', this.catalog.searchPath[0] ?? 'public']
    return homes.some((home) => this.account.made({ kind: 'table', path: [home, path.at(-1)!] } as ObjectId))
  }

  /** What has the name already that CREATE would give; IF NOT EXISTS and OR REPLACE look nowhere else. */
  takenBy(node: Node<'RangeVar'> | undefined): ObjectId | undefined {
    const { catalog } = this
    const temporary = node?.relpersistence === 't'
    const schema = node?.schemaname ?? (temporary ? 'pg_temp' : (catalog.searchPath[0] ?? 'public'))
    const id = { kind: 'table', path: [schema, node?.relname ?? ''] } as ObjectId
    if (catalog.taken(id)) return id
    if (!temporary && !catalog.knows(id))
      this.account.unknown(`Whether ${id.path.join('.')} exists already is not known.`)
    return undefined
  }

  table(path: readonly string[]): Entry<'table'> | undefined {
    return this.catalog.get<'table'>({ kind: 'table', path })
  }

  lock(id: ObjectId, mode: LockMode, why: string): void {
    this.account.lock(id, mode, why)
  }

  isPartitioned(id: ObjectId): boolean {
    return this.table(id.path)?.object.partitioned !== undefined
  }

  indexes(id: ObjectId): readonly Entry<'index'>[] {
    return indexesOf(this.catalog, id)
  }

  private readonly childTables = new Map<string, readonly Entry<'table'>[]>()

  /** Direct partitions and inheriting tables. */
  children(id: ObjectId): readonly Entry<'table'>[] {
    const key = keyOf(id)
    let found = this.childTables.get(key)
    if (!found) {
      found = [...this.catalog.dependentsOf(id)].filter((entry): entry is Entry<'table'> => {
        if (entry.id.kind !== 'table') return false
        const { partitionOf, inherits } = (entry as Entry<'table'>).object
        return samePath(partitionOf, id.path) || inherits.some((path) => samePath(path, id.path))
      })
      this.childTables.set(key, found)
    }
    return found
  }

  /** All partitions and inheriting tables below, this one left out. */
  descendants(id: ObjectId): ObjectId[] {
    const found = new Map<string, ObjectId>()
    const visit = (table: ObjectId): void => {
      for (const child of this.children(table)) {
        if (found.has(keyOf(child.id))) continue
        found.set(keyOf(child.id), child.id)
        visit(child.id)
      }
    }
    visit(id)
    return [...found.values()]
  }

  /** The table and all below it. */
  family(id: ObjectId): ObjectId[] {
    return [id, ...this.descendants(id)]
  }

  /** Only partitions, however deep; itself left out. */
  partitions(id: ObjectId): ObjectId[] {
    if (!this.isPartitioned(id)) return []
    return this.children(id).flatMap((child) => [child.id, ...this.partitions(child.id)])
  }

  parentOf(id: ObjectId): ObjectId | undefined {
    const path = this.table(id.path)?.object.partitionOf
    return path && { kind: 'table', path }
  }

  /** Tables of the family that have rows of their own. */
  stored(ids: readonly ObjectId[]): ObjectId[] {
    return ids.filter((id) => !this.isPartitioned(id))
  }

  foreignKeys(id: ObjectId): readonly ForeignKey[] {
    return foreignKeysOf(this.catalog, id)
  }

  foreignKeysTo(id: ObjectId): readonly ForeignKey[] {
    return foreignKeysTo(this.catalog, id)
  }

  constraints(id: ObjectId): readonly Entry<'constraint'>[] {
    return constraintsOf(this.catalog, id)
  }

  columns(id: ObjectId): readonly Entry<'column'>[] {
    const found: Entry<'column'>[] = []
    for (const entry of this.catalog.childrenOf(id))
      if (entry.id.kind === 'column') found.push(entry as unknown as Entry<'column'>)
    return found
  }

  column(id: ObjectId, name: string): Entry<'column'> | undefined {
    return this.catalog.get<'column'>({ kind: 'column', path: [...id.path, name] })
  }

  /** Sequences that go with the table: of serial and identity columns, or OWNED BY. */
  ownedSequences(id: ObjectId): ObjectId[] {
    return this.columns(id).flatMap((column) => sequencesOf(this.catalog, column.id).map((entry) => entry.id))
  }

  sequencesOfColumn(id: ObjectId, column: string): readonly Entry<'sequence'>[] {
    return sequencesOf(this.catalog, { kind: 'column', path: [...id.path, column] })
  }
}

/** Names of system catalogs and their views begin with pg_ (manual, 51.1); these views come with extensions. */
const ofExtensions = /^pg_(?:stat_statements|buffercache|stat_kcache|qualstats|freespace|wait_sampling)/
const isSystem = ([first = '', second]: readonly string[]): boolean =>
  second === undefined
    ? first.startsWith('pg_') && !ofExtensions.test(first)
    : ['pg_catalog', 'information_schema', 'pg_toast'].includes(first)

/** The table a foreign key refers to. */
export const referenced = (key: ForeignKey): ObjectId => ({ kind: 'table', path: key.object.references!.table })
export const tableOfChild = (entry: Entry): ObjectId => ({ kind: 'table', path: entry.id.path.slice(0, 2) })
/** The table or materialized view an index is on. */
export const tableOfIndex = (index: Entry<'index'>, world: World): ObjectId => {
  const path = index.object.table
  return world.catalog.get<'materialized_view'>({ kind: 'materialized_view', path })?.id ?? { kind: 'table', path }
}
export const same = (a: ObjectId, b: ObjectId): boolean => samePath(a.path, b.path)

/** The node below a tag: `inner(node, 'ColumnDef')`. */
export function inner<T extends string>(
  node: AnyNode | undefined,
  tag: T,
): (T extends keyof Tags ? Tags[T] : never) | undefined {
  return (node as { readonly [tag: string]: never } | undefined)?.[tag]
}
interface Tags {
  ColumnDef: Node<'ColumnDef'>
  Constraint: Node<'Constraint'>
  RangeVar: Node<'RangeVar'>
  DefElem: Node<'DefElem'>
  PartitionCmd: Node<'PartitionCmd'>
  AlterTableCmd: Node<'AlterTableCmd'>
  ReplicaIdentityStmt: Node<'ReplicaIdentityStmt'>
  List: Node<'List'>
  TypeName: Node<'TypeName'>
  String: Node<'String'>
  FuncCall: Node<'FuncCall'>
  TypeCast: Node<'TypeCast'>
  A_Const: Node<'A_Const'>
  ColumnRef: Node<'ColumnRef'>
  SelectStmt: Node<'SelectStmt'>
  TableLikeClause: Node<'TableLikeClause'>
  PublicationObjSpec: Node<'PublicationObjSpec'>
  VacuumRelation: Node<'VacuumRelation'>
  ResTarget: Node<'ResTarget'>
  A_Expr: Node<'A_Expr'>
  NullTest: Node<'NullTest'>
  BoolExpr: Node<'BoolExpr'>
  ObjectWithArgs: Node<'ObjectWithArgs'>
  CaseExpr: Node<'CaseExpr'>
  CaseWhen: Node<'CaseWhen'>
  CoalesceExpr: Node<'CoalesceExpr'>
  IndexElem: Node<'IndexElem'>
  RoleSpec: Node<'RoleSpec'>
}

/** An option of a parenthesised list or of CREATE FUNCTION; its value as a boolean, true when nothing is said. */
export function option(list: readonly AnyNode[] | undefined, name: string): boolean | undefined {
  for (const item of list ?? []) {
    const element = inner(item, 'DefElem')
    if (element?.defname !== name) continue
    const arg = element.arg as
      | { Boolean?: { boolval?: boolean }; String?: { sval?: string }; Integer?: { ival?: number } }
      | undefined
    if (!arg) return true
    if (arg.Boolean) return arg.Boolean.boolval === true
    if (arg.Integer) return (arg.Integer.ival ?? 0) !== 0
    return !['false', 'off', 'no', '0'].includes(arg.String?.sval?.toLowerCase() ?? '')
  }
  return undefined
}

export const nameParts = (node: AnyNode | undefined): readonly string[] => {
  const any = node as
    | { List?: { items?: unknown }; String?: { sval?: string }; TypeName?: { names?: unknown } }
    | undefined
  if (any?.String) return [any.String.sval ?? '']
  return strings(any?.List?.items ?? any?.TypeName?.names)
}

export const show = (id: ObjectId): string => id.path.slice(0, 2).join('.')
