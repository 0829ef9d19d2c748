import { strings } from '../../catalog/expression'
import { spanOfName } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { as, option } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'SYSTEM_CHARSET_ALLOWLIST' },
    { tool: 'bytebase', name: 'SYSTEM_COLLATION_ALLOWLIST' },
  ],
  options: {
    collations: {
      type: 'strings',
      default: ['C', 'default', 'ucs_basic', 'unicode'],
      description: 'Collations that may be named.',
    },
    encodings: { type: 'strings', default: ['UTF8'], description: 'Encodings a database may have.' },
  },
  docs: {
    summary: 'A collation or encoding outside the agreed ones.',
    why: 'Collations of the operating system change with its updates, which makes indexes on text wrong until they are rebuilt.',
    instead: 'Use one of the agreed collations.',
    wrong: ['create table t (a text collate "de_DE");'],
    right: ['create table t (a text collate "C");'],
  },
  create: () => ({
    CollateClause: collation,
    ColumnDef: (node, context) => collation(node.collClause, context),
    CreatedbStmt(node, context) {
      const encoding = as(option(node.options, 'encoding')?.arg, 'String')?.sval
      if (!encoding || (context.options.encodings as readonly string[]).includes(encoding.toUpperCase())) return
      context.report({
        at: head(context.statement, 2),
        message: `${encoding} is not among the encodings agreed for this project.`,
        help: `Use one of ${(context.options.encodings as readonly string[]).join(', ')}.`,
      })
    },
  }),
})

function collation(node: Node<'CollateClause'> | undefined, context: RuleContext): void {
  const name = strings(node?.collname).at(-1)
  const agreed = context.options.collations as readonly string[]
  if (!node || name === undefined || agreed.includes(name)) return
  const word = spanOfName(context.statement, context.statement.at(node.location))
  context.report({
    at: word,
    message: `${name} is not among the collations agreed for this project.`,
    help: `Use one of ${agreed.join(', ')}.`,
  })
}
