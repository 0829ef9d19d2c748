import type { ObjectType } from '@pgsql/types'
import type { Node, NodeTag, Statement } from '../syntax/statement'
import type { Span } from '../text/source'

/** Each kinds/<kind>.ts adds one line by module augmentation: kind name -> attributes. */
// biome-ignore lint/suspicious/noEmptyInterface: the augmentation point
export interface Objects {}
export type Kind = keyof Objects & string

/** `path` starts with the schema for schema-qualified kinds: ['public', 'users', 'email'] is a column. */
export interface ObjectId<K extends Kind = Kind> {
  readonly kind: K
  readonly path: readonly string[]
}

/** A place in the history. */
export interface Definition {
  readonly uri: string
  readonly span: Span
}

export interface Entry<K extends Kind = Kind> {
  readonly id: ObjectId<K>
  readonly object: Objects[K]
  /** The table of a column, constraint, trigger, policy, index; the column a sequence is owned by. It dies and moves with its parent. */
  readonly parent?: ObjectId
  readonly dependsOn: readonly ObjectId[]
  /** The statement that created it; absent for introspected objects. Never compared. */
  readonly definedAt?: Definition
}

export type Change =
  | { readonly type: 'put'; readonly entry: Entry }
  | { readonly type: 'drop'; readonly id: ObjectId; readonly cascade: boolean }
  | { readonly type: 'rename'; readonly id: ObjectId; readonly to: readonly string[] }
  /** The statement may have changed anything below here (DO block, dynamic SQL). */
  | { readonly type: 'unknown'; readonly below?: ObjectId }

/** Immutable; `with` shares structure, so one catalog a statement is cheap. */
export interface Catalog {
  readonly origin: 'empty' | 'folded' | 'live'
  /** The server's major version when live; what was folded has every fact of the newest. */
  readonly major?: number
  /** The search_path of the session at this point of the history, without "$user" and pg_catalog. */
  readonly searchPath: readonly string[]
  /** Whether "not found" means "does not exist". Ask before claiming absence. */
  knows(id: ObjectId): boolean
  get<K extends Kind>(id: ObjectId<K>): Entry<K> | undefined
  /** In no particular order. */
  ofKind<K extends Kind>(kind: K): Iterable<Entry<K>>
  /** Every entry, parents before their children. */
  all(): Iterable<Entry>
  /** Columns, constraints, triggers, indexes … of a table, columns in table order; everything in a schema; overloads of a function name. */
  childrenOf(id: ObjectId, kind?: Kind): Iterable<Entry>
  /** Objects that name this one in dependsOn. */
  dependentsOf(id: ObjectId, kind?: Kind): Iterable<Entry>
  /** First match along the search path for an unqualified name. */
  resolve<K extends Kind>(
    kinds: readonly K[],
    name: readonly string[],
    searchPath?: readonly string[],
  ): Entry<K> | undefined
  /**
   * Whether the name is taken where relations, types or functions of that kind share their names. A constraint's path may leave out the
   * table: any of that name in the schema.
   */
  taken(id: ObjectId): boolean
  with(changes: readonly Change[]): Catalog
  /** The catalog a new session sees, as each file's: its own search path, no temporary objects, no open transaction. */
  newSession(): Catalog
}

/** What a nested node (ColumnDef, Constraint, AlterTableCmd …) belongs to. */
export interface Target {
  readonly id: ObjectId
  /** The column an inline constraint stands at. */
  readonly column?: string | undefined
  /** The name of a Constraint node, given or as PostgreSQL chooses it. */
  readonly name?: string
  /** Key columns of a Constraint node; the columns a CHECK mentions. */
  readonly columns?: readonly string[]
  /** ONLY was written: partitions and children are left out. */
  readonly only: boolean
  /** The parent table the change is handed down from: `id` is a partition or inherits. */
  readonly from?: ObjectId | undefined
}

export interface FoldContext {
  readonly statement: Statement
  /** The catalog just before this part of the statement. */
  readonly before: Catalog
  readonly searchPath: readonly string[]
  /** Present for CREATE TABLE, ALTER TABLE and the nodes below them. */
  readonly target?: Target
}

/** May be lazy: each change is made before the next is asked for, so a generator sees what it did. */
type Listener<T extends NodeTag> = (node: Node<T>, context: FoldContext) => Iterable<Change>
export type Listeners = { readonly [T in NodeTag]?: Listener<T> }

export type { ObjectType }

/** A row as the driver gives it. */
// biome-ignore lint/suspicious/noExplicitAny: a db row
export type Row = { readonly [column: string]: any }

export interface KindDefinition<K extends Kind = Kind> {
  readonly kind: K
  readonly title: string
  /** DROP, RENAME and SET SCHEMA of these object types are about this kind: see objects.ts. */
  readonly objectTypes: readonly ObjectType[]
  /** Kinds of one namespace can't share a name: 'relation' holds tables, indexes, views and sequences. */
  readonly namespace: string
  /** Path segments of the namespace's names: 2 when schema-qualified. Longer paths are children of that name. */
  readonly depth: number
  /** Segments of a full path. */
  readonly length: number
  /** Default names avoid every other name of this kind in the schema, whatever table it is on (constraints). */
  readonly namedInSchema?: boolean
  /** A rename on a table is one on its partitions and inheritors too (columns, constraints). */
  readonly handedDown?: boolean
  /** The only SQL that knows this kind. */
  readonly introspect: {
    readonly sql: (major: number) => string
    readonly entry: (row: Row) => Entry<K>
  }
  /** What each DDL node does to objects of this kind. CREATE TABLE and ALTER TABLE are heard part by part: see elements.ts. */
  readonly fold: Listeners
  /** Every column of its own table that an entry mentions is in its dependsOn: renames of others pass it by. */
  readonly declaresColumns?: boolean
  /** The object when something it mentions by name was renamed. */
  renamed?(object: Objects[K], from: ObjectId, to: ObjectId, self: ObjectId<K>): Objects[K]
  /** What is left of an entry when one it depends on is dropped; nothing unless it says otherwise. */
  without?(entry: Entry<K>, gone: ObjectId): Entry<K> | undefined
  /** The entry goes with `gone`, which it depends on, even without CASCADE; what its parent loses it loses anyway. */
  isPart?(entry: Entry<K>, gone: ObjectId): boolean
  /** Attributes that are not compared: order of creation, what only one side can know. */
  readonly uncompared?: readonly (keyof Objects[K] & string)[]
  /** The two values of an attribute mean the same; asked when they are not equal. */
  same?(attribute: keyof Objects[K] & string, a: Entry<K>, b: Entry<K>): boolean
  /** Markdown for hover, completion detail and tooltips. */
  describe(entry: Entry<K>, catalog: Catalog): string
  /** DDL that recreates it; empty when its parent's DDL says it. */
  ddl(entry: Entry<K>, catalog: Catalog): string
  /** DDL that must wait until everything else is there: foreign keys, OWNED BY. */
  ddlAfter?(entry: Entry<K>, catalog: Catalog): string
}

/** For objects under construction: attributes are set one by one, which V8 does far faster than spreading. */
export type Draft<T> = { -readonly [P in keyof T]: T[P] }

export const defineKind = <K extends Kind>(definition: KindDefinition<K>): KindDefinition<K> => definition

export const put = <K extends Kind>(entry: Entry<K>): Change => ({ type: 'put', entry: entry as unknown as Entry })
