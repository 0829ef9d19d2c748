import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { type Change, defineKind, type ObjectId, put } from '../catalog'
import { relationId } from '../elements'
import { deparse, Expression } from '../expression'
import { relationsIn } from '../queries'
import { qualifiedAll, renamedInQuery } from '../views'

export interface Rule {
  readonly event: 'select' | 'update' | 'insert' | 'delete'
  readonly instead: boolean
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
  /** As written, or as pg_get_ruledef() prints the whole rule. */
  readonly definition: Expression
}
declare module '../catalog' {
  interface Objects {
    rule: Rule
  }
}

const events: { readonly [command: string]: Rule['event'] } = {
  CMD_UPDATE: 'update',
  CMD_INSERT: 'insert',
  CMD_DELETE: 'delete',
  2: 'update',
  3: 'insert',
  4: 'delete',
}
const states: { readonly [letter: string]: Rule['enabled'] } = { O: 'origin', D: 'disabled', R: 'replica', A: 'always' }
const switches: { readonly [subtype: string]: Rule['enabled'] } = {
  AT_EnableRule: 'origin',
  AT_DisableRule: 'disabled',
  AT_EnableAlwaysRule: 'always',
  AT_EnableReplicaRule: 'replica',
}

export default defineKind({
  kind: 'rule',
  title: 'Rewrite rule',
  objectTypes: ['OBJECT_RULE'],
  namespace: 'relation',
  depth: 2,
  length: 3,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as table, c.relkind as form, r.rulename as name, r.ev_type as event,
        r.is_instead as instead, r.ev_enabled as enabled, pg_get_ruledef(r.oid) as definition
      from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
      where r.rulename <> '_RETURN' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend x where x.classid = 'pg_rewrite'::regclass and x.objid = r.oid and x.deptype = 'e')
      order by 1, 2, 4`,
    entry: (row) => {
      const parent: ObjectId = { kind: row.form === 'v' ? 'view' : 'table', path: [row.schema, row.table] }
      const object: Rule = {
        event: events[row.event] ?? 'select',
        instead: row.instead,
        enabled: states[row.enabled]!,
        definition: Expression.printed(row.definition),
      }
      return { id: { kind: 'rule', path: [...parent.path, row.name] }, object, parent, dependsOn: [] }
    },
  },
  fold: {
    RuleStmt: (node, { before, searchPath }) => {
      const table = relationId(node.relation, before, searchPath)
      const object: Rule = {
        event: events[node.event ?? ''] ?? 'select',
        instead: node.instead === true,
        enabled: 'origin',
        definition: qualifiedAll({ RuleStmt: node }, (relation) => {
          const id = relationId(relation, before, searchPath)
          return before.taken(id) ? id : undefined
        }),
      }
      const dependsOn = relationsIn([node.actions, node.whereClause])
        .map((relation) => relationId(relation, before, searchPath))
        .filter((id) => before.taken(id))
      return [
        put({ id: { kind: 'rule', path: [...table.path, node.rulename ?? ''] }, object, parent: table, dependsOn }),
      ]
    },
    AlterTableCmd: (node, { before, target }): Change[] => {
      const enabled = switches[node.subtype ?? '']
      const entry =
        enabled && target && before.get<'rule'>({ kind: 'rule', path: [...target.id.path, node.name ?? ''] })
      return entry ? [put({ ...entry, object: { ...entry.object, enabled } })] : []
    },
  },
  renamed: (object, from, to) => ({ ...object, definition: renamedInQuery(object.definition, from, to) }),
  // What a rule does is told apart only between two servers.
  same: (attribute, a, b) => attribute === 'definition' && a.object.definition.origin !== b.object.definition.origin,
  describe: ({ id, object }) =>
    `**rule** \`${id.path[2]}\` on ${object.event} to \`${quoteName(id.path.slice(0, 2))}\`${object.instead ? ', instead' : ''}`,
  ddlAfter: ({ id, object }) => {
    if (object.enabled === 'origin') return ''
    const how = object.enabled === 'disabled' ? 'DISABLE' : `ENABLE ${object.enabled.toUpperCase()}`
    return `ALTER TABLE ${quoteName(id.path.slice(0, 2))} ${how} RULE ${quoteIdentifier(id.path[2]!)};`
  },
  ddl: ({ id, object }) => {
    const { definition } = object
    const rule = (definition.node as { RuleStmt?: Node<'RuleStmt'> } | undefined)?.RuleStmt
    if (definition.origin === 'printed' || !rule) return `${definition.text.replace(/;$/, '')};`
    const [schemaname, relname, rulename] = id.path as [string, string, string]
    const relation = { ...rule.relation, schemaname, relname }
    return `${deparse({ RuleStmt: { ...rule, relation, rulename } })};`
  },
})
