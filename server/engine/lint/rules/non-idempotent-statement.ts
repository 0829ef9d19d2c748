import { is, type Statement } from '../../syntax/statement'
import { isWord } from '../../syntax/tokens'
import type { Span } from '../../text/source'
import { cased, insert } from '../helpers/edits'
import { across } from '../helpers/words'
import { defineRule } from '../rule'

/** A place for IF [NOT] EXISTS. */
interface Guard {
  readonly at: Span
  readonly words: 'IF EXISTS' | 'IF NOT EXISTS'
}

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-robust-stmts' },
    { tool: 'pgls', name: 'preferRobustStmts' },
    { tool: 'pgfence', name: 'prefer-robust-create-table' },
    { tool: 'pgfence', name: 'prefer-robust-create-index' },
    { tool: 'pgfence', name: 'prefer-robust-drop-table' },
    { tool: 'pgfence', name: 'prefer-robust-drop-index' },
    { tool: 'migrationpilot', name: 'MP023' },
  ],
  docs: {
    summary: 'A migration without a transaction can’t be run again after it stopped half-way.',
    why: 'Outside a transaction each statement stays done when a later one fails. The next run then stops at the first statement that finds its work done. Only asked of such migrations: inside a transaction a guard would only hide that the schema is not what the history says. CREATE INDEX CONCURRENTLY is left out: the guard would keep an invalid index.',
    instead: 'Add IF EXISTS or IF NOT EXISTS.',
    wrong: [
      { sql: 'create table t (id bigint primary key);\nalter table users add column a int;', scope: 'statement' },
    ],
    right: [
      {
        sql: 'create table if not exists t (id bigint primary key);\nalter table users add column if not exists a int;',
        scope: 'statement',
      },
      'create table t (id bigint primary key);\nalter table users add column a int;',
    ],
  },
  create: () => ({
    statement(context) {
      const { statement, transaction, statements } = context
      if (transaction.open || statements.length < 2 || statement.enclosure) return
      const guard = guardOf(statement)
      if (guard) context.report(finding(guard, statement))
    },
    AlterTableCmd(command, context) {
      const { statement, transaction, statements } = context
      if (transaction.open || statements.length < 2 || statement.enclosure || command.missing_ok) return
      const words: { readonly [subtype: string]: readonly [string, Guard['words']] | undefined } = {
        AT_AddColumn: ['column', 'IF NOT EXISTS'],
        AT_DropColumn: ['column', 'IF EXISTS'],
        AT_DropConstraint: ['constraint', 'IF EXISTS'],
      }
      const [word, guard] = words[command.subtype ?? ''] ?? []
      if (!word || !guard || !is(statement, 'AlterTableStmt') || statement.node.objtype !== 'OBJECT_TABLE') return
      const { clause } = context
      const [verb, noun] = statement.tokens.filter(({ span }) => span.start >= clause.start)
      if (!verb || !noun) return
      const at = isWord(noun, word) ? across(verb.span, noun.span) : verb.span
      context.report(finding({ at, words: guard }, statement))
    },
  }),
})

function finding({ at, words }: Guard, statement: Statement) {
  return {
    at,
    message: `This fails when the migration is run again after a later statement failed.`,
    help: `Add ${words}.`,
    fixes: [{ title: `Add ${words}`, safety: 'review', edits: [insert(at.end, ` ${cased(statement, words)}`)] }],
  } as const
}

const droppable: { readonly [type: string]: number } = {
  OBJECT_TABLE: 2,
  OBJECT_VIEW: 2,
  OBJECT_MATVIEW: 3,
  OBJECT_SEQUENCE: 2,
  OBJECT_TYPE: 2,
  OBJECT_SCHEMA: 2,
  OBJECT_INDEX: 2,
}

function guardOf(statement: Statement): Guard | undefined {
  const { tokens } = statement
  const until = (count: number, words: Guard['words']): Guard => ({
    at: across(tokens[0]!.span, tokens[count - 1]!.span),
    words,
  })
  if (is(statement, 'CreateStmt')) {
    const table = tokens.findIndex((token) => isWord(token, 'table'))
    return statement.node.if_not_exists || table < 0 ? undefined : until(table + 1, 'IF NOT EXISTS')
  }
  if (is(statement, 'CreateSchemaStmt') || is(statement, 'CreateSeqStmt') || is(statement, 'CreateExtensionStmt'))
    return statement.node.if_not_exists || !/^(schema|sequence|extension)$/i.test(tokens[1]?.text ?? '')
      ? undefined
      : until(2, 'IF NOT EXISTS')
  if (is(statement, 'IndexStmt')) {
    const index = tokens.findIndex((token) => isWord(token, 'index'))
    const { concurrent, if_not_exists, idxname } = statement.node
    return concurrent || if_not_exists || !idxname || index < 0 ? undefined : until(index + 1, 'IF NOT EXISTS')
  }
  if (is(statement, 'DropStmt')) {
    const count = droppable[statement.node.removeType ?? '']
    if (!count || statement.node.missing_ok) return undefined
    return until(statement.node.concurrent ? count + 1 : count, 'IF EXISTS')
  }
  return undefined
}
