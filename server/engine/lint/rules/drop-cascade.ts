import type { ObjectId } from '../../catalog/catalog'
import { spanOfWords } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import { dropped } from '../helpers/drops'
import { withoutWords } from '../helpers/edits'
import { altered, head, indexFacts, madeHere, relationNamed } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'drop-schema-cascade' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_RM_TBL_CASCADE' },
    { tool: 'migrationpilot', name: 'MP022' },
  ],
  docs: {
    summary: 'CASCADE drops whatever depends on the object, unseen.',
    why: 'Views, foreign keys of other tables, functions, columns of a dropped type: all go without being named. What depends on it in production may be more than in the history.',
    instead: 'Leave out CASCADE: PostgreSQL then lists what depends on it. Drop that explicitly.',
    wrong: ['DROP TABLE users CASCADE;', 'ALTER TABLE users DROP COLUMN email CASCADE;', 'DROP OWNED BY app;'],
    right: ['CREATE TABLE t (a int); DROP TABLE t CASCADE;', 'DROP VIEW v;'],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.behavior !== 'DROP_CASCADE' || node.removeType === 'OBJECT_SCHEMA' || !is(statement, 'DropStmt')) return
      const objects = dropped(statement).filter(({ path }) => !harmless(node.removeType ?? '', path, context))
      if (objects.length === 0) return
      const name = objects.map(({ path }) => path.join('.')).join(', ')
      report(
        context,
        spanOfWords(statement, ['cascade'], objects.at(-1)!.span.end),
        name,
        dependents(node.removeType ?? '', objects[0]!.path, context),
      )
    },
    AlterTableCmd(node, context) {
      if (
        node.behavior !== 'DROP_CASCADE' ||
        !(node.subtype === 'AT_DropColumn' || node.subtype === 'AT_DropConstraint')
      )
        return
      const table = altered(context)
      if (!table?.live) return
      const kind = node.subtype === 'AT_DropColumn' ? 'column' : 'constraint'
      const id: ObjectId = { kind, path: [...table.id.path, node.name ?? ''] }
      const at = spanOfWords(context.statement, ['cascade'], context.clause.start)
      report(context, at, `${table.shown}.${node.name}`, namesOf(context, id))
    },
    DropOwnedStmt(_node, context) {
      context.report({
        at: head(context.statement, 3),
        message: 'DROP OWNED drops every object of the role in this database, whatever it is.',
        help: 'REASSIGN OWNED first, and drop single objects explicitly.',
      })
    },
  }),
})

function report(context: RuleContext, at: Span | undefined, name: string, known: readonly string[]): void {
  const { statement } = context
  const word = at ?? lastWord(statement)
  context.report({
    at: word,
    message: `CASCADE drops whatever depends on ${name}${known.length > 0 ? `: ${known.join(', ')}, and what the history does not know` : ', unseen'}.`,
    help: 'Leave it out: PostgreSQL then lists what depends on it, to be dropped explicitly.',
    ...(at && {
      fixes: [{ title: 'Leave out CASCADE', safety: 'review' as const, edits: [withoutWords(statement, at)] }],
    }),
  })
}

const lastWord = (statement: Statement): Span => {
  const last = statement.tokens.at(-1)
  return last ? spanOf(last.span.start, last.span.end) : statement.span
}

const kinds: { readonly [removeType: string]: string } = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized_view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
}

const idOf = (removeType: string, path: readonly string[], context: RuleContext): ObjectId | undefined => {
  const kind = kinds[removeType]
  return kind
    ? ({ kind, path: path.length > 1 ? path : [context.before.searchPath[0] ?? 'public', ...path] } as ObjectId)
    : undefined
}

/** New in this file, temporary, or known not to be there. */
function harmless(removeType: string, path: readonly string[], context: RuleContext): boolean {
  if (removeType === 'OBJECT_TABLE') {
    const table = context.table(relationNamed(path))
    return !table.live || table.exists === 'no'
  }
  if (removeType === 'OBJECT_TRIGGER' || removeType === 'OBJECT_POLICY' || removeType === 'OBJECT_RULE')
    return !context.table(relationNamed(path.slice(0, -1))).live
  if (removeType === 'OBJECT_INDEX') return !indexFacts(context, path).live
  const id = idOf(removeType, path, context)
  return id !== undefined && madeHere(context, context.before.get(id))
}

function dependents(removeType: string, path: readonly string[], context: RuleContext): readonly string[] {
  const id = idOf(removeType, path, context)
  return id ? namesOf(context, id) : []
}

function namesOf(context: RuleContext, id: ObjectId): readonly string[] {
  const names = new Set<string>()
  for (const entry of context.before.dependentsOf(id)) {
    const top = entry.parent ?? entry.id
    if (top.path.join('.') !== id.path.slice(0, top.path.length).join('.'))
      names.add(`${entry.id.kind.replace('_', ' ')} ${entry.id.path.slice(1).join('.')}`)
  }
  return [...names].slice(0, 5)
}
