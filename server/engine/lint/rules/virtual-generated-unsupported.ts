import type { ObjectId } from '../../catalog/catalog'
import { columnsIn, functionsIn, strings } from '../../catalog/expression'
import { columnOf, functionsNamed } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import { spanOfName } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { is } from '../../syntax/statement'
import { all, as } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

type ColumnDef = Node<'ColumnDef'>

export default defineRule({
  group: 'types',
  severity: 'error',
  since: '0.1.0',
  postgres: { from: 18 },
  sections: 'both',
  docs: {
    summary: 'A virtual generated column is used in a way PostgreSQL 18 does not support.',
    why: [
      'A `VIRTUAL` column, which from 18 on is also what `GENERATED ALWAYS AS (…)` without a keyword means, has no stored values. PostgreSQL',
      '18 refuses to index it or to put it into a key or a foreign key, to give it a domain or another user-defined type, and to call a',
      'user-defined function in its expression.',
    ].join('\n'),
    instead: 'Write `STORED`, or index the expression instead of the column.',
    wrong: [
      'create table orders (net numeric, gross numeric generated always as (net * 1.2) unique);',
      {
        before: 'create table orders (net numeric, gross numeric generated always as (net * 1.2) virtual);',
        sql: 'create index orders_gross_idx on orders (gross);',
      },
    ],
    right: [
      'create table orders (net numeric, gross numeric generated always as (net * 1.2) stored unique);',
      {
        before: 'create table orders (net numeric, gross numeric generated always as (net * 1.2) virtual);',
        sql: 'create index orders_gross_idx on orders ((net * 1.2));',
      },
    ],
  },
  create: () => ({
    ColumnDef(column, context) {
      const constraints = all(column.constraints, 'Constraint')
      const generated = constraints.find(({ contype }) => contype === 'CONSTR_GENERATED')
      if (generated?.generated_kind !== 'v') return
      const name = column.colname ?? ''
      for (const constraint of constraints) {
        const what = refused[constraint.contype ?? '']
        if (what)
          report(constraint.location, `PostgreSQL 18 refuses ${what} on the virtual generated column ${name}.`, context)
      }
      const { before } = context
      if (typeUse(column.typeName, before, before.searchPath).id && isOwnType(column, context))
        report(
          column.typeName?.location,
          `PostgreSQL 18 refuses a user-defined type for the virtual generated column ${name}.`,
          context,
        )
      const own = functionsIn(generated.raw_expr).find(
        (path) => functionsNamed(before, path).length > 0 || (path.length > 1 && path[0] !== 'pg_catalog'),
      )
      if (own)
        report(
          generated.location,
          `PostgreSQL 18 refuses ${own.join('.')}() in the virtual generated column ${name}: it is user-defined.`,
          context,
        )
    },
    Constraint(constraint, context) {
      const what = refused[constraint.contype ?? '']
      const keys = constraint.contype === 'CONSTR_FOREIGN' ? constraint.fk_attrs : constraint.keys
      if (!what || !keys) return
      const virtual = strings(keys).find((name) => isVirtual(name, context))
      if (virtual)
        report(
          constraint.location,
          `PostgreSQL 18 refuses ${what} on the virtual generated column ${virtual}.`,
          context,
        )
    },
    IndexStmt(index, context) {
      const names = [
        ...all(index.indexParams, 'IndexElem').flatMap(({ name, expr }) => (name ? [name] : columnsIn(expr))),
        ...columnsIn(index.whereClause),
      ]
      const virtual = names.find((name) => isVirtual(name, context))
      if (!virtual) return
      context.report({
        at: spanOfRelation(context.statement, index.relation),
        message: `PostgreSQL 18 refuses an index that uses the virtual generated column ${virtual}.`,
        help,
      })
    },
  }),
})

const help = 'Make the column STORED, or use its expression instead.'

const refused: { readonly [contype: string]: string } = {
  CONSTR_UNIQUE: 'a unique constraint',
  CONSTR_PRIMARY: 'a primary key',
  CONSTR_FOREIGN: 'a foreign key',
}

function isVirtual(name: string, context: RuleContext): boolean {
  const { statement, after, before } = context
  const relation =
    is(statement, 'CreateStmt') || is(statement, 'AlterTableStmt') || is(statement, 'IndexStmt')
      ? statement.node.relation
      : undefined
  const table = context.table(relation).id
  const path: ObjectId = is(statement, 'CreateStmt')
    ? { ...table, path: [relation?.schemaname ?? before.searchPath[0] ?? 'public', relation?.relname ?? ''] }
    : table
  return columnOf(after, path, name)?.object.generated === 'virtual'
}

/** A row type or a type of an extension is not known to be refused. */
function isOwnType(column: ColumnDef, { before }: RuleContext): boolean {
  const { id } = typeUse(column.typeName, before, before.searchPath)
  return id !== undefined && before.get(id) !== undefined && as(column.typeName, 'A_Const') === undefined
}

function report(location: number | undefined, message: string, context: RuleContext): void {
  context.report({ at: spanOfName(context.statement, context.statement.at(location)), message, help })
}
