import { strings } from '../../catalog/expression'
import { all } from '../helpers/nodes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-create-domain-with-constraint' },
    { tool: 'pgfence', name: 'ban-create-domain-with-constraint' },
  ],
  docs: {
    summary: 'A domain carries a constraint.',
    why: 'Adding a column of such a domain rewrites the table under ACCESS EXCLUSIVE, default or not (observed on 14 to 18), and changing the constraint later locks and reads every table that uses the domain.',
    instead: 'Put a CHECK on the table: it can be added NOT VALID and validated without blocking writes.',
    wrong: ["create domain email as text check (value like '%@%');"],
    right: ['create domain email as text;'],
  },
  create: () => ({
    CreateDomainStmt(node, context) {
      const { statement } = context
      const constraint = all(node.constraints, 'Constraint').find(
        ({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL',
      )
      if (!constraint) return
      const start = statement.at(constraint.location)
      const token = statement.tokens.find(({ span }) => span.start >= start)
      context.report({
        at: token?.span ?? statement.span,
        message: `Every later ADD COLUMN of type ${strings(node.domainname).join('.')} rewrites its table because of this constraint.`,
        help: 'Put the constraint on the table instead.',
      })
    },
  }),
})
