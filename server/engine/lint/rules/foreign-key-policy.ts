import { columnOf } from '../../catalog/read'
import { foreignKeysIn, type NewForeignKey, referencing } from '../helpers/foreign-keys'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'TABLE_NO_FOREIGN_KEY' },
    { tool: 'migrationpilot', name: 'MP074' },
  ],
  options: {
    forbidden: { type: 'boolean', default: false, description: 'No foreign keys at all.' },
    deferrable: { type: 'boolean', default: false, description: 'Foreign keys must be DEFERRABLE.' },
    sameSchema: { type: 'boolean', default: false, description: 'Foreign keys may not leave their schema.' },
    required: { type: 'boolean', default: false, description: 'Columns of a foreign key must be NOT NULL.' },
    tables: {
      type: 'strings',
      default: [],
      description: 'Tables that no further foreign key may refer to: `users`, `app.users`.',
    },
  },
  docs: {
    summary: 'A foreign key does not follow the rules of the project.',
    why: 'Which foreign keys a project allows is its own choice: none in sharded databases, only deferrable ones where rows are loaded in any order, none to its busiest tables.',
    instead: 'Write the key as the project wants it, or leave it out.',
    wrong: [
      { sql: 'create table orders (user_id bigint references users);', options: { forbidden: true } },
      { sql: 'create table orders (user_id bigint references users);', options: { tables: ['users'] } },
    ],
    right: [
      { sql: 'create table orders (user_id bigint references users deferrable);', options: { deferrable: true } },
    ],
  },
  create: () => ({
    statement(context) {
      const { tag } = context.statement
      if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return
      for (const key of foreignKeysIn(context.statement)) {
        const why = breach(key, context)
        if (why)
          context.report({ at: key.at, message: why, help: 'Write the key as the project wants it, or leave it out.' })
      }
    },
  }),
})

function breach(key: NewForeignKey, context: RuleContext): string | undefined {
  const { options, after } = context
  const other = context.table(key.constraint.pktable)
  const own = referencing(key, context)
  if (options.forbidden) return 'This project has no foreign keys.'
  const tables = options.tables as readonly string[]
  if (tables.includes(other.shown) || tables.includes(other.id.path.join('.')))
    return `No further foreign key may refer to ${other.shown}.`
  if (options.sameSchema && own.path[0] !== other.id.path[0])
    return `This foreign key leaves the schema ${own.path[0]} for ${other.id.path[0]}.`
  if (options.deferrable && !isDeferrable(key, context))
    return 'Foreign keys of this project are DEFERRABLE; this one is not.'
  const nullable = key.columns.find((column) => columnOf(after, own, column)?.object.nullable)
  if (options.required && nullable) return `${nullable} refers to ${other.shown} and may be NULL.`
  return undefined
}

/** DEFERRABLE of an inline key is a node of its own: the words behind the reference, up to the next comma, tell. */
function isDeferrable({ constraint, at }: NewForeignKey, { statement }: RuleContext): boolean {
  if (constraint.deferrable) return true
  for (const token of statement.tokens) {
    if (token.span.start < at.end) continue
    if (token.text === ',') return false
    if (token.text.toLowerCase() === 'deferrable') return true
  }
  return false
}
