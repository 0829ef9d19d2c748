import { is, type Node, type Statement } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import { cased, insert, newline, replace, withSemicolon } from '../helpers/edits'
import { strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { wordsWithin } from '../helpers/words'
import { defineRule, type RuleContext } from '../rule'
import { argument, configCall, milliseconds } from '../session'

/** A lock_timeout the file means to have, and what became of it. */
interface Meant {
  readonly statement: Statement
  readonly undone?: { readonly at: Span; readonly how: string }
}

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'lock-timeout-zero' },
    { tool: 'pgfence', name: 'lock-timeout-after-dangerous-statement' },
  ],
  docs: {
    summary: 'The file sets a timeout that is not in force where it is needed.',
    why: '`SET LOCAL` outside a transaction does nothing but warn; 0 means no limit; RESET, DISCARD ALL, ROLLBACK, and for SET LOCAL also COMMIT, take it back; ALTER ROLE, ALTER DATABASE and ALTER SYSTEM … SET do not count for this session; and a setting that follows the statement comes too late. The file looks safe and is not.',
    instead: '`SET lock_timeout` before the first strong lock, or `SET LOCAL` in the same transaction.',
    wrong: [
      { sql: "set local lock_timeout = '2s';\nalter table users add column locale text;", scope: 'statement' },
      'set lock_timeout = 0;\nalter table users add column locale text;',
    ],
    right: ["set lock_timeout = '2s';\nalter table users add column locale text;"],
  },
  remembers: true,
  create() {
    let meant: Meant | undefined
    let unprotected: Statement | undefined
    const reported = new Set<Statement>()
    const savepoints = new Map<string, Statement>()
    return {
      statement(context) {
        const { statement, transaction } = context
        if (is(statement, 'VariableSetStmt')) {
          const { node } = statement
          if (misspelt(node, context)) return
          if (node.is_local && node.kind === 'VAR_SET_VALUE' && !transaction.open && !statement.enclosure)
            outside(statement, context)
          if (isReset(node) && !meant)
            meant = {
              statement,
              undone: { at: statement.span, how: 'is set to its default, as a rule no limit' },
            }
          else if (node.kind === 'VAR_RESET_ALL' || isReset(node)) undo(`RESET`, context)
          else if (node.name === 'lock_timeout' && node.kind === 'VAR_SET_VALUE') {
            const off = milliseconds(argument(node.args?.[0])) === 0
            if (off) meant = { statement, undone: { at: statement.span, how: 'is set to 0, which means no limit' } }
            else {
              if (unprotected && !meant) late(statement, unprotected, context)
              meant = { statement }
            }
          }
        } else if (is(statement, 'SelectStmt') && configCall(statement.node)?.name === 'lock_timeout') {
          const { value, local } = configCall(statement.node)!
          const off = milliseconds(value) === 0
          if (local && !transaction.open && !statement.enclosure) outside(statement, context)
          if (!off && unprotected && !meant) late(statement, unprotected, context)
          meant = {
            statement,
            ...(off && { undone: { at: statement.span, how: 'is set to 0, which means no limit' } }),
          }
        } else if (is(statement, 'DiscardStmt') && statement.node.target === 'DISCARD_ALL') undo('DISCARD ALL', context)
        else if (is(statement, 'TransactionStmt')) ended(statement, context)
        else if (isLater(statement)) {
          meant ??= {
            statement,
            undone: { at: head(statement, 2), how: 'is set for later sessions, not for this one' },
          }
        } else if (statement.tag !== 'DoStmt' && !transaction.lockTimeout && strongLocks(context).length > 0) {
          unprotected ??= statement
          if (meant?.undone && !reported.has(meant.statement)) {
            reported.add(meant.statement)
            context.report({
              at: meant.undone.at,
              message: `lock_timeout ${meant.undone.how}: ${strongLocks(context)[0]!.mode} on ${context.tableById(strongLocks(context)[0]!.relation).shown} is then waited for without limit.`,
              help: `Set lock_timeout again before that statement.`,
              related: [{ uri: statement.source.uri, span: statement.span, message: 'this waits without limit' }],
            })
          }
        }
      },
    }

    function undo(how: string, { statement }: RuleContext): void {
      if (meant && !meant.undone) meant = { ...meant, undone: { at: statement.span, how: `is taken back by ${how}` } }
    }

    function ended(statement: Statement<'TransactionStmt'>, context: RuleContext): void {
      const { kind, savepoint_name: name } = statement.node
      if (kind === 'TRANS_STMT_SAVEPOINT') savepoints.set(name ?? '', statement)
      if (!meant || meant.undone || !is(meant.statement, 'VariableSetStmt')) return
      const savepoint = kind === 'TRANS_STMT_ROLLBACK_TO' ? savepoints.get(name ?? '') : undefined
      if (savepoint && savepoint.span.start < meant.statement.span.start) undo('ROLLBACK TO SAVEPOINT', context)
      if (
        kind === 'TRANS_STMT_ROLLBACK' &&
        context.transaction.earlier.some((past) => past.statement === meant?.statement)
      )
        undo('ROLLBACK', context)
      else if ((kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') && meant.statement.node.is_local)
        meant = { ...meant, undone: { at: statement.span, how: 'was set with SET LOCAL and ends here' } }
    }
  },
})

const isReset = (node: Node<'VariableSetStmt'>): boolean =>
  node.name === 'lock_timeout' && (node.kind === 'VAR_RESET' || node.kind === 'VAR_SET_DEFAULT')

/** ALTER ROLE, ALTER DATABASE and ALTER SYSTEM … SET of lock_timeout. */
function isLater(statement: Statement): boolean {
  const change =
    is(statement, 'AlterRoleSetStmt') || is(statement, 'AlterDatabaseSetStmt') || is(statement, 'AlterSystemStmt')
      ? statement.node.setstmt
      : undefined
  return change?.name === 'lock_timeout' && change.kind === 'VAR_SET_VALUE'
}

function outside(statement: Statement<'VariableSetStmt'> | Statement<'SelectStmt'>, context: RuleContext): void {
  if (is(statement, 'SelectStmt')) {
    const last = statement.tokens.findLast(({ text }) => text.toLowerCase() === 'true')
    context.report({
      at: last?.span ?? statement.span,
      message: 'set_config(…, true) outside a transaction has no effect: lock_timeout stays as it is.',
      help: 'Write false, or put the statements that need it into one transaction.',
      fixes: last
        ? [
            {
              title: 'Set it for the session',
              safety: 'review',
              edits: [replace(last.span, cased(statement, 'false'))],
            },
          ]
        : [],
    })
    return
  }
  const local = wordsWithin(statement, statement.span, ['local'])
  const name = statement.node.name ?? ''
  context.report({
    at: local ?? statement.span,
    message: `SET LOCAL outside a transaction has no effect: ${name} stays as it is.`,
    help: `Write SET ${name}, or put the statements that need it into one transaction.`,
    fixes: local
      ? [
          {
            title: 'Set it for the session',
            safety: 'review',
            edits: [replace(spanOf(local.start, local.end + 1), '')],
          },
        ]
      : [],
  })
}

function late(statement: Statement, first: Statement, context: RuleContext): void {
  const whole = withSemicolon(statement)
  const text = `${statement.text};${newline(statement)}`
  context.report({
    at: statement.span,
    message: 'lock_timeout is set only after a statement that waits for a strong lock.',
    help: 'Set it before that statement.',
    related: [{ uri: first.source.uri, span: first.span, message: 'this waits without limit' }],
    fixes: first.enclosure
      ? []
      : [{ title: 'Move it up', safety: 'review', edits: [insert(first.span.start, text), replace(whole, '')] }],
  })
}

const timeouts = ['lock_timeout', 'statement_timeout']

/** An unknown name fails; one with a dot is taken for somebody's own setting and does nothing (manual, 19.16). */
function misspelt(node: Node<'VariableSetStmt'>, context: RuleContext): boolean {
  const name = (node.name ?? '').toLowerCase()
  const last = name.slice(name.lastIndexOf('.') + 1)
  const prefixed = last !== name
  const near = timeouts.find((timeout) => (prefixed ? last === timeout : name !== timeout && isNear(name, timeout)))
  if (!near || node.kind !== 'VAR_SET_VALUE') return false
  const { statement } = context
  const at = statement.tokens.find(({ text }) => text.toLowerCase() === name)?.span
  context.report({
    at: at ?? statement.span,
    ...(!prefixed && { severity: 'error' }),
    message: prefixed
      ? `${name} is a setting of your own to PostgreSQL: ${near} stays as it is.`
      : `There is no setting ${name}: the statement fails. ${near} may be meant.`,
    help: `Write ${cased(statement, near)}.`,
    fixes: at ? [{ title: `Write ${near}`, safety: 'review', edits: [replace(at, near)] }] : [],
  })
  return true
}

/** At most two letters changed, added or left out. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]! <= 2
}
