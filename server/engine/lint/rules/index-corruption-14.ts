import { concurrently } from '../helpers/concurrently'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'info',
  since: '0.1.0',
  postgres: { from: 14, below: 15 },
  aliases: [{ tool: 'strong_migrations', name: 'add_index_corruption' }],
  options: {
    minor: { type: 'integer', default: -1, description: 'Minor version of the servers, 14.MINOR; -1 when not known.' },
  },
  docs: {
    summary: 'PostgreSQL 14.0 to 14.3 build corrupt indexes with CONCURRENTLY.',
    why: 'CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY could leave rows out of the index when HOT pruning ran meanwhile (release notes of 14.4). Queries then miss rows. A warning when the option `minor` says that the servers are older than 14.4.',
    instead: 'Update to 14.4 or newer, and REINDEX what was built before.',
    wrong: [{ sql: 'CREATE INDEX CONCURRENTLY i ON orders (a);', scope: 'statement', postgres: 14 }],
    right: [
      { sql: 'CREATE INDEX CONCURRENTLY i ON orders (a);', scope: 'statement', postgres: 15 },
      { sql: 'CREATE INDEX CONCURRENTLY i ON orders (a);', scope: 'statement', postgres: 14, options: { minor: 12 } },
    ],
  },
  create: () => ({
    statement(context) {
      const found = concurrently(context.statement)
      const minor = Number(context.options.minor)
      if (!found || minor >= 4 || (found.what !== 'CREATE INDEX CONCURRENTLY' && found.what !== 'REINDEX CONCURRENTLY'))
        return
      context.report({
        at: found.at,
        ...(minor >= 0 && { severity: 'warning' as const }),
        message:
          minor >= 0
            ? `14.${minor} may leave rows out of an index built CONCURRENTLY.`
            : 'PostgreSQL before 14.4 may leave rows out of an index built CONCURRENTLY.',
        help: 'Update to 14.4 or newer first; set the option minor once it is.',
      })
    },
  }),
})
