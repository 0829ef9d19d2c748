import type { ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { find, samePath } from '../../catalog/read'
import type { Fix } from '../../diagnostic'
import { tokenAt } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import { cased } from '../helpers/edits'
import { literalsOf } from '../helpers/literal-use'
import { movedOut } from '../helpers/ways-out'
import { lineBefore } from '../helpers/words'
import { defineRule, type RuleContext } from '../rule'

interface Added {
  readonly by: Statement
  readonly type: ObjectId<'type'>
  readonly label: string
}

export default defineRule({
  group: 'types',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidAlterEnumAddValue' },
    { tool: 'pgfence', name: 'alter-enum-add-value' },
    { tool: 'migrationpilot', name: 'MP054' },
    { tool: 'migrationpilot', name: 'MP012' },
  ],
  docs: {
    summary: 'A new enum value is used before the transaction that added it commits.',
    why: 'PostgreSQL refuses a value that `ALTER TYPE … ADD VALUE` added until its transaction has committed: "unsafe use of new value". That holds for INSERT and UPDATE, and also for a default, a CHECK, an index predicate, a view or a cast that mentions it. Only when the type itself was created in the same transaction may its value be used, and only from PostgreSQL 17. `ADD VALUE` by itself locks no table.',
    instead: 'Use the value in the next migration, or commit in between where the tool lets a file do so.',
    wrong: [
      "alter type order_status add value 'archived';\nupdate orders set status = 'archived'::order_status where closed;",
    ],
    right: ["alter type order_status add value 'archived';"],
  },
  remembers: true,
  create() {
    const added: Added[] = []
    return {
      statement(context) {
        const { statement, transaction } = context
        if (is(statement, 'AlterEnumStmt')) {
          const { newVal, oldVal, typeName } = statement.node
          const { entry, id } = find(context.before, ['type'], strings(typeName))
          const there = entry?.object.form === 'enum' && entry.object.labels.includes(newVal ?? '')
          if (newVal !== undefined && !oldVal && !there) added.push({ by: statement, type: id, label: newVal })
          return
        }
        if (added.length === 0 || !transaction.open) return
        for (const value of added) {
          const { text } = statement.source
          if (!transaction.earlier.some((past) => past.statement === value.by)) continue
          if (!text.slice(statement.span.start, statement.span.end).includes(value.label)) continue
          if (!allowed(value, context)) judge(value, context)
        }
      },
    }
  },
})

/** Since 17 a type of this very transaction may have its new values used. */
function allowed({ type }: Added, { postgres, transaction, before }: RuleContext): boolean {
  if (postgres < 17) return false
  return transaction.earlier.some(
    ({ statement }) =>
      is(statement, 'CreateEnumStmt') &&
      samePath(find(before, ['type'], strings(statement.node.typeName)).id.path, type.path),
  )
}

function judge(value: Added, context: RuleContext): void {
  const { statement, before } = context
  const shown = value.type.path[0] === before.searchPath[0] ? value.type.path.at(-1)! : value.type.path.join('.')
  const uses = literalsOf(statement, value.label, value.type, before)
  const use = uses.find(({ certain }) => certain) ?? uses[0]
  if (!use) return
  const certain = use.certain && !statement.enclosure?.conditional
  context.report({
    at: tokenAt(statement, statement.at(use.location))?.span ?? statement.span,
    ...(!certain && { severity: 'warning' }),
    message: use.certain
      ? `'${value.label}' was added to ${shown} in this transaction: PostgreSQL refuses to use it before the transaction commits.`
      : `If this is the '${value.label}' that this transaction added to ${shown}, PostgreSQL refuses to use it before the transaction commits.`,
    help: 'Use the value in a later migration.',
    related: [{ uri: value.by.source.uri, span: value.by.span, message: `${value.label} is added here` }],
    fixes: fixes(context),
  })
}

function fixes(context: RuleContext): readonly Fix[] {
  const { statement, transaction } = context
  if (statement.enclosure) return []
  if (transaction.begunBy) {
    const edits = [
      lineBefore(statement, `${cased(statement, 'COMMIT')};`),
      lineBefore(statement, `${cased(statement, 'BEGIN')};`),
    ]
    return [{ title: 'Commit before it', safety: 'review', edits }]
  }
  return movedOut(context, 'use new enum value')
}
