import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { madeHere } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'banDropSchema' },
    { tool: 'pgfence', name: 'drop-schema' },
    { tool: 'pgfence', name: 'drop-schema-cascade' },
    { tool: 'atlas', name: 'DS101' },
    { tool: 'migrationpilot', name: 'MP035' },
  ],
  docs: {
    summary: 'DROP SCHEMA … CASCADE deletes every table in it.',
    why: 'With CASCADE all tables, views, functions and types in the schema go, and what depends on them elsewhere, under ACCESS EXCLUSIVE on each table and on the tables their foreign keys refer to. Without CASCADE it fails unless the schema is empty; reported as a warning, because programs may still name it.',
    instead: 'Drop the objects one by one in migrations that are reviewed, then the empty schema without CASCADE.',
    wrong: ['DROP SCHEMA app CASCADE;'],
    right: ['CREATE SCHEMA app; DROP SCHEMA app;'],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_SCHEMA' || !is(statement, 'DropStmt')) return
      const cascade = node.behavior === 'DROP_CASCADE'
      for (const { path, span } of dropped(statement)) {
        const id = { kind: 'schema', path: [path[0]!] } as const
        const entry = context.before.get(id)
        if (madeHere(context, entry) || (!entry && context.before.knows(id)) || path[0] === 'pg_temp') continue
        context.report({
          at: span,
          ...(!cascade && { severity: 'warning' as const }),
          message: cascade
            ? `DROP SCHEMA ${path[0]} CASCADE deletes every table in it, and what depends on them elsewhere.`
            : `DROP SCHEMA ${path[0]} fails unless it is empty, and programs that still name it fail afterwards.`,
          help: cascade
            ? 'Drop its objects one by one, then the empty schema.'
            : 'Drop it in a later release than the one that stops using it.',
        })
      }
    },
  }),
})
