import { strings } from '../../catalog/expression'
import { is } from '../../syntax/statement'
import { constraintsIn, spanOfType, typedColumns } from '../helpers/columns'
import { cased, replace } from '../helpers/edits'
import { foreignKeysIn, keyPairs } from '../helpers/foreign-keys'
import { all, as, option } from '../helpers/nodes'
import { defineRule, type RuleContext } from '../rule'

const wider: { readonly [type: string]: string } = {
  int2: 'bigint',
  int4: 'bigint',
  serial: 'bigserial',
  serial2: 'bigserial',
  serial4: 'bigserial',
  smallserial: 'bigserial',
}
const keys = new Set(['CONSTR_PRIMARY', 'CONSTR_FOREIGN', 'CONSTR_IDENTITY'])

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-bigint-over-int' },
    { tool: 'squawk', name: 'prefer-bigint-over-smallint' },
    { tool: 'pgls', name: 'preferBigInt' },
    { tool: 'pgls', name: 'preferBigintOverInt' },
    { tool: 'pgls', name: 'preferBigintOverSmallint' },
    { tool: 'pgfence', name: 'prefer-bigint-over-int' },
    { tool: 'bytebase', name: 'INDEX_PRIMARY_KEY_TYPE_ALLOWLIST' },
    { tool: 'migrationpilot', name: 'MP038' },
    { tool: 'migrationpilot', name: 'MP068' },
  ],
  options: {
    all: { type: 'boolean', default: false, description: 'Every integer column, not only keys.' },
  },
  docs: {
    summary: 'A key is 32 bits or less.',
    why: 'integer ends at 2,147,483,647 and smallint at 32,767; a sequence counts failed inserts too. At the end every INSERT fails, and the way out, a type change, rewrites the table and all that references it under ACCESS EXCLUSIVE.',
    instead:
      'Use bigint for keys and what references them. A column that refers to a key known to be as small is let pass: that key is the one to widen.',
    wrong: ['create table t (id integer primary key);'],
    right: ['create table t (id bigint primary key, quantity integer);'],
  },
  create: () => ({
    ...typedColumns((column, context) => {
      const type = wider[column.type]
      if (!type || column.how === 'change') return
      const { definition, name, at } = column
      const key =
        column.type.includes('serial') ||
        constraintsIn(definition).some(({ contype }) => keys.has(contype ?? '')) ||
        inTableKey()
      if (!context.options.all && (!key || followsItsKey(name, context))) return
      context.report({
        at: at(),
        message: `${name} runs out of numbers at ${/2|small/.test(column.type) ? '32,767' : '2,147,483,647'}.`,
        help: `Use ${type}.`,
        fixes: [{ title: `Use ${type}`, safety: 'review', edits: [replace(at(), cased(context.statement, type))] }],
      })

      function inTableKey(): boolean {
        if (!is(context.statement, 'CreateStmt')) return false
        return all(context.statement.node.tableElts, 'Constraint').some(
          ({ contype, keys: own, fk_attrs: foreign }) =>
            (contype === 'CONSTR_PRIMARY' && strings(own).includes(name)) || strings(foreign).includes(name),
        )
      }
    }),
    CreateSeqStmt(node, context) {
      const type = as(option(node.options, 'as')?.arg, 'TypeName')
      const name = strings(type?.names).at(-1)
      if (!type || !name || !(name in wider) || node.sequence?.relpersistence === 't') return
      const at = spanOfType(context.statement, type)
      context.report({
        at,
        message: `${node.sequence?.relname} runs out of numbers at ${name === 'int2' ? '32,767' : '2,147,483,647'}.`,
        help: 'Use bigint.',
        fixes: [{ title: 'Use bigint', safety: 'review', edits: [replace(at, cased(context.statement, 'bigint'))] }],
      })
    },
  }),
})

/** A foreign key's column never holds more than the key it refers to. */
const followsItsKey = (name: string, context: RuleContext): boolean =>
  foreignKeysIn(context.statement)
    .flatMap((key) => keyPairs(key, context))
    .some(({ column, to }) => column === name && ['integer', 'smallint'].includes(to?.object.type ?? ''))
