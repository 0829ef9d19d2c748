import { bodyOf } from '../../syntax/body'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP063' }],
  docs: {
    summary: 'A DO block runs SQL that is only known at run time.',
    why: 'Static SQL inside DO blocks is read and judged like any other. What EXECUTE puts together is not: its locks, and what it does to the schema, are unknown from here on.',
    instead: 'Write the statements out, one each.',
    wrong: ["do $$ begin execute 'drop table ' || current_setting('app.victim'); end $$;"],
    right: ['do $$ begin perform 1; end $$;', "do $$ begin execute 'select 1'; end $$;"],
  },
  create: () => ({
    DoStmt(_, context) {
      const at = bodyOf(context.statement)?.dynamic[0]
      if (!at) return
      context.report({
        at,
        message: 'What this runs is only known at run time: its locks and effects are not judged.',
        help: 'Write the statements out where you can.',
      })
    },
  }),
})
