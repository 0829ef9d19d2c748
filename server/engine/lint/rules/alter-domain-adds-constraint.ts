import type { Entry } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnsOfType, find } from '../../catalog/read'
import { cased, insert } from '../helpers/edits'
import { as } from '../helpers/nodes'
import { largest, sizeOptions } from '../helpers/sizes'
import { across } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-alter-domain-with-add-constraint' },
    { tool: 'pgfence', name: 'ban-alter-domain-add-constraint' },
    { tool: 'migrationpilot', name: 'MP043' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A domain’s new constraint is checked in every table that uses it.',
    why: '`ALTER DOMAIN … ADD CONSTRAINT`, `VALIDATE CONSTRAINT` and `SET NOT NULL` take SHARE on each table that has a column of the domain and read it in full: nobody can write to any of them meanwhile (observed on 14 to 18). Where the domain is used inside an array or composite column the statement fails.',
    instead:
      'Add the constraint `NOT VALID`, which locks no table and holds for new values, and validate it off-peak. NOT NULL has no such form: use `CHECK (value IS NOT NULL) NOT VALID`.',
    wrong: [
      {
        before: 'create domain email as text;\ncreate table users (id bigint primary key, address email);',
        sql: "alter domain email add constraint email_check check (value like '%@%');",
      },
    ],
    right: ["alter domain email add constraint email_check check (value like '%@%') not valid;"],
  },
  create: () => ({
    AlterDomainStmt(node, context) {
      const { statement, before } = context
      const constraint = as(node.def, 'Constraint')
      const forms: { readonly [subtype: string]: string | undefined } = {
        C: constraint?.skip_validation ? undefined : 'Adding this constraint',
        V: 'Validating this constraint',
        O: 'SET NOT NULL',
      }
      const what = forms[node.subtype ?? '']
      if (!what) return
      const { id, entry } = find(before, ['type'], strings(node.typeName))
      const columns = columnsOfType(before, id)
      const live = columns.filter((column) => tableIsLive(column))
      const composites = [...before.dependentsOf(id, 'type')].flatMap((type) => columnsOfType(before, type.id))
      const inside =
        columns.find((column) => column.parent && column.object.type.endsWith('[]')) ??
        composites.find((column) => column.parent)
      if (entry && live.length === 0 && !inside) return
      const tables = [...new Set(live.map((column) => context.tableById(column.parent!)))]
      const worksThrough = inside ? undefined : largest(tables)
      const shown = strings(node.typeName).join('.')
      const check = node.subtype === 'C' && constraint?.contype === 'CONSTR_CHECK'
      // The subcommand follows ALTER DOMAIN name.
      const start = statement.tokens.findIndex(({ text }) => /^(add|validate|set)$/i.test(text))
      context.report({
        at: start < 0 ? statement.span : across(statement.tokens[start]!.span, statement.tokens.at(-1)!.span),
        ...(inside && { severity: 'error' as const }),
        ...(worksThrough && { worksThrough }),
        message: inside
          ? `${what} fails: ${context.tableById(inside.parent!).shown}.${inside.id.path.at(-1)} uses ${shown} inside ${composites.includes(inside) ? 'another type' : 'an array'}.`
          : `${what} takes SHARE on ${tables.length > 0 ? tables.map(({ shown }) => shown).join(', ') : `every table with a column of ${shown}`} and reads it in full: writes wait.`,
        help: check
          ? 'Add it NOT VALID and validate it in a quiet hour.'
          : node.subtype === 'O'
            ? 'Add CHECK (value IS NOT NULL) NOT VALID instead.'
            : 'Do it in a quiet hour, with a short lock_timeout.',
        fixes:
          check && !inside
            ? [
                {
                  title: 'Add NOT VALID',
                  safety: 'review',
                  edits: [insert(statement.span.end, ` ${cased(statement, 'NOT VALID')}`)],
                },
              ]
            : [],
      })

      function tableIsLive(column: Entry<'column'>): boolean {
        return column.parent !== undefined && context.tableById(column.parent).populated
      }
    },
  }),
})
