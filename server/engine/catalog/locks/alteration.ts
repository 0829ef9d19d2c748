import type { Node, NodeTag } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { type LockMode, stronger } from '../lock-types'
import { keyOf } from './account'
import { Closure } from './closure'
import type { World } from './world'

type Command = Node<'AlterTableCmd'>

/** One ALTER TABLE: what its subcommands decide together, phase 3 of ATController() in tablecmds.c. */
export class Alteration {
  /** Strongest of all subcommands: the lock on every table the statement visits. */
  mode: LockMode = 'ACCESS SHARE'
  readonly dropped = new Set<string>()
  readonly closure: Closure
  private readonly rewritten = new Map<string, ObjectId>()
  private readonly names = new Set<string>()

  constructor(
    readonly world: World,
    readonly table: ObjectId,
    readonly entry: Entry | undefined,
    readonly commands: readonly Command[],
    readonly only: boolean,
    readonly title: string,
  ) {
    this.closure = new Closure(world, title)
    for (const command of commands) {
      if (command.subtype === 'AT_DropConstraint') this.dropped.add(command.name ?? '')
    }
  }

  raise(mode: LockMode): void {
    this.mode = stronger(this.mode, mode)
  }

  /** The table and, but for ONLY, all that inherit from it. */
  get family(): ObjectId[] {
    return this.only ? [this.table] : this.world.family(this.table)
  }

  get column(): (name: string) => Entry<'column'> | undefined {
    return (name) => this.world.column(this.table, name)
  }

  /** ATRewriteTables() leaves out what has no storage of its own: partitioned and foreign tables. */
  private stored(tables: readonly ObjectId[]): ObjectId[] {
    return this.world.stored(tables).filter(({ path }) => this.world.table(path)?.object.server === undefined)
  }

  rewrite(tables: readonly ObjectId[]): void {
    for (const id of this.stored(tables)) this.rewritten.set(keyOf(id), id)
  }

  isRewritten(id: ObjectId): boolean {
    return this.rewritten.has(keyOf(id))
  }

  scan(tables: readonly ObjectId[]): void {
    for (const id of this.stored(tables)) this.world.account.scan(id)
  }

  visit(tables: readonly ObjectId[]): void {
    for (const id of tables) {
      const whose = id === this.table ? '' : ' on what inherits from its table too'
      this.world.lock(id, this.mode, `${this.title} takes ${this.mode}${whose}`)
    }
  }

  /** A new key may have the name of one that the statement drops: the index of that name is another one afterwards. */
  takeName(constraint: Node<'Constraint'>, columns: readonly string[]): void {
    this.names.add(constraint.conname || defaultName(constraint, this.table, columns))
  }

  /** Children lose what they inherit, one level at a time, unless it is also their own or ONLY is said; they are locked either way. */
  handDown(table: ObjectId, inherited: (child: ObjectId) => Entry<'column'> | Entry<'constraint'> | undefined): void {
    const { world, closure, only } = this
    for (const { id } of world.children(table)) {
      world.lock(id, this.mode, `${this.title}: it inherits from its table`)
      const entry = inherited(id)
      if (!entry || entry.object.local || only) continue
      closure.drop(entry as unknown as Entry)
      this.handDown(id, inherited)
    }
  }

  /** Rewritten tables come out with new indexes. */
  finish(): void {
    const { world } = this
    for (const { id } of world.indexes(this.table))
      if (this.names.has(id.path[1]!) && this.closure.goneIndexes.has(keyOf(id))) world.account.rewrite(id)
    for (const id of this.rewritten.values()) {
      world.account.rewrite(id)
      world.account.scan(id)
      for (const index of world.indexes(id)) {
        if (this.closure.goneIndexes.has(keyOf(index.id))) continue
        world.lock(index.id, 'ACCESS EXCLUSIVE', 'the table is rewritten and its indexes are built anew')
        world.account.rewrite(index.id)
      }
    }
  }
}

/** ChooseIndexName(), as far as nothing is cut off. */
const defaultName = ({ contype }: Node<'Constraint'>, { path }: ObjectId, columns: readonly string[]): string =>
  contype === 'CONSTR_PRIMARY' ? `${path[1]}_pkey` : [path[1], ...columns, 'key'].join('_')

export interface Subcommand {
  /** Words of the statement, for `why`. */
  readonly words: string
  readonly mode: LockMode | ((command: Command, alteration: Alteration) => LockMode)
  /** Inheriting tables and partitions are visited too. */
  readonly recurses?: boolean | ((command: Command, alteration: Alteration) => boolean)
  readonly effect?: (command: Command, alteration: Alteration) => void
}

export type Handlers = { readonly [T in NodeTag]?: (node: Node<T>, world: World) => void }
