import { as, option } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP078' }],
  docs: {
    summary: 'An extension is made, updated or dropped.',
    why: 'Which version comes, and whether the role may create it, depends on the server: two environments that ran the same migration differ. Without SCHEMA its functions go where the search_path points, usually to public.',
    instead: 'Name SCHEMA and VERSION, or leave extensions to whoever runs the servers.',
    wrong: ['create extension pg_trgm;'],
    right: ["create extension pg_trgm with schema extensions version '1.6';"],
  },
  create: () => ({
    CreateExtensionStmt(node, context) {
      const schema = as(option(node.options, 'schema')?.arg, 'String')?.sval
      const version = option(node.options, 'new_version')
      if (schema && schema !== 'public' && version) return
      context.report({
        at: head(context.statement, 2),
        message: `${node.extname} goes ${schema ? `to ${schema}` : 'where the search_path points'}${version ? '' : ', in whatever version the server has'}.`,
        help: 'Name SCHEMA and VERSION.',
      })
    },
    AlterExtensionStmt(node, context) {
      context.report({
        at: head(context.statement, 2),
        message: `What ${node.extname} becomes depends on the server's files, and its script may take any lock.`,
        help: 'Leave it to whoever runs the server.',
      })
    },
  }),
})
