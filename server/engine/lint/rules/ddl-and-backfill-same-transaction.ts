import type { Fix } from '../../diagnostic'
import { changeOf } from '../helpers/bulk'
import { shownRelation, stops } from '../helpers/live-locks'
import { isSmall, sizeOptions } from '../helpers/sizes'
import { head } from '../helpers/targets'
import { changedUnderLock } from '../helpers/under-lock'
import { movedOut } from '../helpers/ways-out'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_MIX_IN_DDL' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_MIX_IN_DML' },
    { tool: 'migrationpilot', name: 'MP080' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'Rows are changed in bulk while the transaction holds a strong lock.',
    why: 'Locks last until COMMIT. An ALTER TABLE that takes ACCESS EXCLUSIVE for an instant holds it for the whole of the UPDATE that follows it in the same transaction: nobody reads or writes the table until every row is written.',
    instead: 'Change the schema in one migration and the data in another, in batches.',
    wrong: ["alter table users add column locale text;\nupdate users set locale = 'en' where locale is null;"],
    right: ['alter table users add column locale text;'],
  },
  remembers: true,
  create() {
    const reported = new Set<unknown>()
    return {
      statement(context) {
        const unit = context.transaction.begunBy ?? 'tool'
        if (reported.has(unit)) return
        const held = changedUnderLock(context)
        if (!held) return
        const change = changeOf(context)!
        const table = context.table(change.relation)
        const sized = change.what !== 'INSERT' && change.what !== 'COPY'
        if (!sized || !isSmall(table.statistics, context.options)) reported.add(unit)
        const { statement } = context
        context.report({
          at: head(statement, 1),
          ...(sized && { worksThrough: table }),
          message: `This ${change.what} runs while the transaction holds ${held.mode} on ${shownRelation(context, held.relation)}: ${stops(held.mode)} wait until it is done.`,
          help: 'Move it to a migration of its own, in batches.',
          related: [{ uri: held.by.source.uri, span: held.by.span, message: `${held.mode} is taken here` }],
          fixes: moved(context),
        })
      },
    }
  },
})

const moved = (context: RuleContext): readonly Fix[] =>
  context.statement.enclosure || context.transaction.begunBy ? [] : movedOut(context, 'backfill')
