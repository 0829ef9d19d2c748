import { defineRule } from '../rule'
import { argument, milliseconds } from '../session'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'lock-timeout-too-long' },
    { tool: 'pgfence', name: 'statement-timeout-too-long' },
    { tool: 'strong_migrations', name: 'check_lock_timeout' },
  ],
  options: {
    lockSeconds: { type: 'integer', default: 10, description: 'The longest lock_timeout, in seconds.' },
    statementSeconds: { type: 'integer', default: 3600, description: 'The longest statement_timeout, in seconds.' },
  },
  docs: {
    summary: 'A timeout is set longer than agreed.',
    why: 'For as long as a statement waits for its lock, every query that comes after it on the same table waits too. A lock_timeout of minutes is an outage of minutes.',
    instead: 'Keep lock_timeout at a few seconds, and let the tool try again.',
    wrong: ["set lock_timeout = '5min';\nalter table users add column locale text;"],
    right: ["set lock_timeout = '2s';\nalter table users add column locale text;"],
  },
  create: () => ({
    VariableSetStmt(node, context) {
      const limits: { readonly [name: string]: string } = {
        lock_timeout: 'lockSeconds',
        statement_timeout: 'statementSeconds',
      }
      const limit = limits[node.name ?? '']
      // CREATE FUNCTION … SET has the same node.
      if (context.statement.tag !== 'VariableSetStmt') return
      if (!limit || node.kind !== 'VAR_SET_VALUE') return
      const max = Number(context.options[limit])
      const value = milliseconds(argument(node.args?.[0]))
      if (value === undefined || value <= max * 1000) return
      context.report({
        at: context.statement.tokens.at(-1)!.span,
        message: `${node.name} is longer than the ${max} s agreed for this project.`,
        help:
          node.name === 'lock_timeout'
            ? 'Shorten it and run the migration again when it gives up.'
            : 'Shorten it, or split the statement.',
      })
    },
  }),
})
