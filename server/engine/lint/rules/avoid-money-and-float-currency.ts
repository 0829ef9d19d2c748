import { typedColumns } from '../helpers/columns'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  options: {
    names: {
      type: 'string',
      default: '(price|amount|balance|cost|total|fee|salary|revenue)',
      description: 'Regular expression of column names that hold sums of money.',
    },
  },
  docs: {
    summary: 'A sum of money is kept as money or as a floating-point number.',
    why: 'money is read and printed by the session’s lc_monetary, fractions and all. real and double precision can’t hold 0.1.',
    instead: '`numeric`, or whole cents in bigint.',
    wrong: ['create table t (a money);', 'create table t (price double precision);'],
    right: ['create table t (price numeric(12, 2), ratio double precision);'],
  },
  create: () =>
    typedColumns(({ type, name, at }, context) => {
      const float = type === 'float4' || type === 'float8'
      if (type !== 'money' && !(float && matches(name, String(context.options.names)))) return
      context.report({
        at: at(),
        message: float
          ? `${name} can't hold a sum like 0.10 exactly.`
          : `${name} is read and printed by the session's locale.`,
        help: 'Use numeric.',
      })
    }),
})

function matches(name: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'i').test(name)
  } catch {
    return false
  }
}
