import type { Node, NodeTag, Statement } from '../syntax/statement'

/** Each kinds/<kind>.ts adds one line by module augmentation: kind name -> attributes. */
// biome-ignore lint/suspicious/noEmptyInterface: the augmentation point
export interface Objects {}
export type Kind = keyof Objects & string

/** `path` starts with the schema for schema-qualified kinds: ['public', 'users', 'email'] is a column. */
export interface ObjectId<K extends Kind = Kind> {
  readonly kind: K
  readonly path: readonly string[]
}

export interface Entry<K extends Kind = Kind> {
  readonly id: ObjectId<K>
  readonly object: Objects[K]
  /** The table of a column, constraint, trigger, policy; the relation of an index. */
  readonly parent?: ObjectId
  readonly dependsOn: readonly ObjectId[]
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
  /** Whether "not found" means "does not exist". Ask before claiming absence. */
  knows(id: ObjectId): boolean
  get<K extends Kind>(id: ObjectId<K>): Entry<K> | undefined
  ofKind<K extends Kind>(kind: K): Iterable<Entry<K>>
  childrenOf(id: ObjectId): Iterable<Entry>
  /** Objects that name this one in dependsOn. */
  dependentsOf(id: ObjectId): Iterable<Entry>
  /** First match along the search path for an unqualified name. */
  resolve<K extends Kind>(
    kinds: readonly K[],
    name: readonly string[],
    searchPath: readonly string[],
  ): Entry<K> | undefined
  with(changes: readonly Change[]): Catalog
}

export interface FoldContext {
  readonly statement: Statement
  readonly before: Catalog
  readonly searchPath: readonly string[]
}

export interface KindDefinition<K extends Kind = Kind> {
  readonly kind: K
  readonly title: string
  /** The only SQL that knows this kind. */
  readonly introspect: {
    readonly sql: (major: number) => string
    readonly entry: (row: { readonly [column: string]: unknown }) => Entry<K>
  }
  /** What each DDL statement does to objects of this kind. */
  readonly fold: { readonly [T in NodeTag]?: (node: Node<T>, context: FoldContext) => readonly Change[] }
  /** Markdown for hover, completion detail and tooltips. */
  describe(entry: Entry<K>, catalog: Catalog): string
  /** DDL that recreates it. */
  ddl(entry: Entry<K>, catalog: Catalog): string
}

export const defineKind = <K extends Kind>(definition: KindDefinition<K>): KindDefinition<K> => definition
