import type { Catalog, ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnOf, columnsOf, samePath, tableOf } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import type { AnyNode, Node, NodeTag, Statement } from '../../syntax/statement'
import { all, as, nodesOf } from './nodes'

/** A string constant a statement uses, and whether it is of the type asked for. */
export interface LiteralUse {
  /** Byte location as the parse tree has it. */
  readonly location: number
  readonly certain: boolean
}

/**
 * The constants with this text that are, or may be, values of a type. What the catalog or a cast shows to be of another type is left out;
 * what nothing tells is `certain: false`.
 */
export function literalsOf(
  statement: Statement,
  text: string,
  type: ObjectId,
  catalog: Catalog,
): readonly LiteralUse[] {
  return new Search(statement, text, type, catalog).run()
}

/** The type of an expression's place: one of the catalog's types, some other type, or not known. */
type Expected = ObjectId<'type'> | 'other' | undefined

class Search {
  private readonly found: LiteralUse[] = []
  private readonly relations: readonly Node<'RangeVar'>[]

  constructor(
    private readonly statement: Statement,
    private readonly text: string,
    private readonly type: ObjectId,
    private readonly catalog: Catalog,
  ) {
    const own = as({ [statement.tag]: statement.node }, statement.tag) as { relation?: Node<'RangeVar'> } | undefined
    this.relations = [...(own?.relation?.relname ? [own.relation] : []), ...nodesOf(statement.node, 'RangeVar')]
  }

  run(): readonly LiteralUse[] {
    this.tagged(this.statement.tag, this.statement.node, undefined)
    return this.found
  }

  private visit(value: unknown, expected: Expected): void {
    if (Array.isArray(value)) for (const item of value) this.visit(item, expected)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        const c = key.charCodeAt(0)
        if (c >= 65 && c <= 90) this.tagged(key as NodeTag, inner, expected)
        else this.visit(inner, undefined)
      }
  }

  private tagged(tag: NodeTag, node: unknown, expected: Expected): void {
    switch (tag) {
      case 'A_Const':
        this.constant(node as Node<'A_Const'>, expected)
        break
      case 'TypeCast': {
        const { arg, typeName } = node as Node<'TypeCast'>
        this.visit(arg, this.typeNamed(typeName))
        break
      }
      case 'A_Expr':
        this.comparison(node as Node<'A_Expr'>)
        break
      case 'ColumnDef':
        this.columnDefinition(node as Node<'ColumnDef'>)
        break
      case 'AlterTableCmd':
        this.command(node as Node<'AlterTableCmd'>)
        break
      case 'InsertStmt':
        this.insert(node as Node<'InsertStmt'>)
        break
      case 'UpdateStmt':
        this.update(node as Node<'UpdateStmt'>)
        break
      case 'CommentStmt':
      case 'VariableSetStmt':
      case 'AlterEnumStmt':
        break
      default:
        this.visit(node, undefined)
    }
  }

  private constant(node: Node<'A_Const'>, expected: Expected): void {
    if (node.sval?.sval !== this.text || node.location === undefined || expected === 'other') return
    if (expected && !samePath(expected.path, this.type.path)) return
    this.found.push({ location: node.location, certain: expected !== undefined })
  }

  private comparison(node: Node<'A_Expr'>): void {
    const left = this.columnType(node.lexpr)
    const right = this.columnType(node.rexpr)
    this.visit(node.lexpr, right)
    const list = as(node.rexpr, 'List')
    this.visit(list ? list.items : node.rexpr, left)
  }

  private columnDefinition(node: Node<'ColumnDef'>): void {
    const type = this.typeNamed(node.typeName)
    for (const constraint of all(node.constraints, 'Constraint'))
      this.visit(constraint.raw_expr, constraint.contype === 'CONSTR_DEFAULT' ? type : undefined)
    this.visit(node.raw_default, type)
  }

  private command(node: Node<'AlterTableCmd'>): void {
    this.visit(node.def, node.subtype === 'AT_ColumnDefault' ? this.typeOfColumn(node.name) : undefined)
  }

  private insert(node: Node<'InsertStmt'>): void {
    const table = tableOf(this.catalog, node.relation)
    const columns = node.cols
      ? all(node.cols, 'ResTarget').map(({ name }) => name)
      : columnsOf(this.catalog, table.id).map(({ id }) => id.path.at(-1))
    const select = as(node.selectStmt, 'SelectStmt')
    for (const row of all(select?.valuesLists, 'List'))
      for (const [i, item] of (row.items ?? []).entries()) this.visit(item, this.typeOfColumn(columns[i]))
    if (select && !select.valuesLists) {
      for (const [i, item] of (select.targetList ?? []).entries())
        this.visit(as(item, 'ResTarget')?.val, this.typeOfColumn(columns[i]))
      this.visit({ ...select, targetList: undefined }, undefined)
    }
    this.visit(node.onConflictClause, undefined)
    this.visit(node.withClause, undefined)
  }

  private update(node: Node<'UpdateStmt'>): void {
    for (const target of all(node.targetList, 'ResTarget')) this.visit(target.val, this.typeOfColumn(target.name))
    this.visit(node.whereClause, undefined)
    this.visit(node.fromClause, undefined)
    this.visit(node.withClause, undefined)
  }

  private columnType(node: AnyNode | undefined): Expected {
    const name = strings(as(node, 'ColumnRef')?.fields).at(-1)
    return name ? this.typeOfColumn(name) : undefined
  }

  /** The column's type when exactly one relation of the statement is known to have it. */
  private typeOfColumn(name: string | undefined): Expected {
    if (!name) return undefined
    for (const relation of this.relations) {
      const { entry, id } = tableOf(this.catalog, relation)
      const column = entry && columnOf(this.catalog, id, name)
      if (column) return column.object.typeId ?? 'other'
    }
    return undefined
  }

  private typeNamed(typeName: Node<'TypeName'> | undefined): Expected {
    return typeName ? (typeUse(typeName, this.catalog, this.catalog.searchPath).id ?? 'other') : undefined
  }
}
