import { blocksWrites } from '../../catalog/lock-types'
import { shownRelation, strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'A transaction takes a weak lock on a table and later a strong one.',
    why: 'Two sessions that both hold a weak lock (from a SELECT, an UPDATE or a VALIDATE) and both ask for a strong one wait for each other: a deadlock. Two deploys at once, or a deploy beside a program that does the same, are enough.',
    instead: 'Take the strongest lock first, or split the transaction.',
    wrong: ['update users set a = 1 where id = 1;\nalter table users add column b int;'],
    right: ['alter table users add column b int;\nupdate users set a = 1 where id = 1;'],
  },
  create: () => ({
    statement(context) {
      const { statement, transaction } = context
      if (!transaction.open || transaction.earlier.length === 0) return
      if (
        ['TransactionStmt', 'VariableSetStmt', 'SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt'].includes(
          statement.tag,
        )
      )
        return
      if (!transaction.earlier.some((past) => weak.has(past.statement.tag))) return
      for (const { relation, mode } of strongLocks(context)) {
        const held = transaction.held(relation)
        if (relation.kind !== 'table' || !held || blocksWrites(held.mode)) continue
        context.report({
          at: head(statement, 2),
          message: `This asks for ${mode} on ${shownRelation(context, relation)}, where the transaction holds ${held.mode}: two such transactions deadlock.`,
          help: 'Take the strong lock first, or split the transaction.',
          related: [{ uri: held.by.source.uri, span: held.by.span, message: `${held.mode} is taken here` }],
        })
        return
      }
    },
  }),
})

/** Statements whose locks others can hold at the same time. ALTER TABLE for VALIDATE CONSTRAINT. */
const weak = new Set<string>([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'CopyStmt',
  'AlterTableStmt',
])
