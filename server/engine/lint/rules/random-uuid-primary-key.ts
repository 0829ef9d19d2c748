import { strings } from '../../catalog/expression'
import { spanOfName } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { constraintsIn, typedColumns } from '../helpers/columns'
import { replace } from '../helpers/edits'
import { all, as, functionName } from '../helpers/nodes'
import { defineRule } from '../rule'

const random = new Set(['gen_random_uuid', 'uuid_generate_v4', 'uuidv4'])

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'A primary key is a random UUID.',
    why: 'Random keys go to random pages of the index: each insert touches another page, and after a checkpoint each such page is written to the WAL in full. Keys that grow with time go to the last page.',
    instead: '`uuidv7()` (PostgreSQL 18), or a bigint identity column.',
    wrong: ['create table t (id uuid primary key default gen_random_uuid());'],
    right: ['create table t (id uuid primary key default uuidv7());'],
  },
  create: () =>
    typedColumns(({ how, type, name, definition }, context) => {
      if (type !== 'uuid' || how === 'change') return
      const constraints = constraintsIn(definition)
      const call = as(constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr, 'FuncCall')
      const inTable =
        is(context.statement, 'CreateStmt') &&
        all(context.statement.node.tableElts, 'Constraint').some(
          ({ contype, keys }) => contype === 'CONSTR_PRIMARY' && strings(keys)[0] === name,
        )
      if (!call || !random.has(functionName(call))) return
      if (!inTable && !constraints.some(({ contype }) => contype === 'CONSTR_PRIMARY')) return
      const at = spanOfName(context.statement, context.statement.at(call.location))
      context.report({
        at,
        message: `Random keys in ${name} spread inserts over the whole index.`,
        help: context.postgres >= 18 ? 'Use uuidv7().' : 'Use a key that grows with time.',
        fixes:
          context.postgres >= 18 ? [{ title: 'Use uuidv7()', safety: 'review', edits: [replace(at, 'uuidv7')] }] : [],
      })
    }),
})
