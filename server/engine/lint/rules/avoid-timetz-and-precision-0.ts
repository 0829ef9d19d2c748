import { tokenAt } from '../../syntax/spans'
import { typedColumns } from '../helpers/columns'
import { as } from '../helpers/nodes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'timetz, CURRENT_TIME, or a timestamp without fractions.',
    why: 'A time of day with an offset but no date can’t be brought to another zone. `timestamp(0)` rounds instead of cutting off: a value may lie half a second in the future.',
    instead: '`timestamptz` with its own precision; cut off with date_trunc().',
    wrong: ['create table t (a timetz);', 'create table t (a timestamptz(0));'],
    right: ['create table t (a timestamptz);'],
  },
  create: () => ({
    ...typedColumns(({ type, name, at, definition }, context) => {
      const zero =
        type.startsWith('timestamp') &&
        definition.typeName?.typmods?.length === 1 &&
        isZero(definition.typeName.typmods[0])
      if (type !== 'timetz' && !zero) return
      context.report({
        at: at(),
        message: zero
          ? `${name} is rounded to whole seconds.`
          : `${name} has a zone but no date: it can't be converted.`,
        help: 'Use timestamptz.',
      })
    }),
    SQLValueFunction(node, context) {
      if (node.op !== 'SVFOP_CURRENT_TIME' && node.op !== 'SVFOP_CURRENT_TIME_N') return
      context.report({
        at: tokenAt(context.statement, context.statement.at(node.location))?.span ?? context.statement.span,
        message: 'CURRENT_TIME has a zone but no date: it can’t be converted.',
        help: 'Use now() or localtime.',
      })
    },
  }),
})

const isZero = (node: unknown): boolean => {
  const constant = as(node, 'A_Const')
  return constant?.ival !== undefined && (constant.ival.ival ?? 0) === 0
}
