import { quoteIdentifier, quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { defineKind, type FoldContext, type ObjectId, put } from '../catalog'
import { needs } from '../depends'
import { relationId } from '../elements'
import { columnsIn, Expression, renamedIn } from '../expression'
import { relationsIn } from '../queries'
import { commentOf } from '../read'

export interface Policy {
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly permissive: boolean
  /** Sorted; `public` for everybody. */
  readonly roles: readonly string[]
  readonly using?: Expression
  readonly check?: Expression
}
declare module '../catalog' {
  interface Objects {
    policy: Policy
  }
}

const commands: { readonly [letter: string]: Policy['command'] } = {
  '*': 'all',
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
}

function rolesOf(list: readonly AnyNode[] | undefined): readonly string[] {
  const names = (list ?? []).map((item) => {
    const role = (item as { RoleSpec?: Node<'RoleSpec'> }).RoleSpec
    if (role?.roletype === 'ROLESPEC_CSTRING') return role.rolename ?? ''
    return role?.roletype === 'ROLESPEC_PUBLIC'
      ? 'public'
      : (role?.roletype ?? '').replace('ROLESPEC_', '').toLowerCase()
  })
  return names.length > 0 ? names.sort() : ['public']
}

function dependencies(nodes: readonly unknown[], table: ObjectId, { before, searchPath }: FoldContext): ObjectId[] {
  const columns = columnsIn(nodes, table.path[1]).map(
    (column): ObjectId => ({ kind: 'column', path: [...table.path, column] }),
  )
  const read = relationsIn(nodes).map((relation) => relationId(relation, before, searchPath))
  return [...[...columns, ...read].filter((id) => before.taken(id)), ...needs(nodes, before, searchPath)]
}

export default defineKind({
  kind: 'policy',
  title: 'Row security policy',
  objectTypes: ['OBJECT_POLICY'],
  namespace: 'relation',
  depth: 2,
  length: 3,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as table, p.polname as name, p.polcmd as command, p.polpermissive as permissive,
        (select json_agg(case when r.id = 0 then 'public' else (select a.rolname from pg_roles a where a.oid = r.id) end order by 1) from unnest(p.polroles) r(id)) as roles,
        pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2, 3`,
    entry: (row) => {
      const parent: ObjectId = { kind: 'table', path: [row.schema, row.table] }
      const object: Policy = {
        command: commands[row.command]!,
        permissive: row.permissive,
        roles: [...row.roles].sort(),
        ...(row.using !== null && { using: Expression.printed(row.using) }),
        ...(row.check !== null && { check: Expression.printed(row.check) }),
      }
      return { id: { kind: 'policy', path: [...parent.path, row.name] }, object, parent, dependsOn: [] }
    },
  },
  fold: {
    CreatePolicyStmt: (node, context) => {
      const table = relationId(node.table, context.before, context.searchPath)
      const object: Policy = {
        command: (node.cmd_name ?? 'all') as Policy['command'],
        permissive: node.permissive === true,
        roles: rolesOf(node.roles),
        ...(node.qual && { using: Expression.written(node.qual) }),
        ...(node.with_check && { check: Expression.written(node.with_check) }),
      }
      const dependsOn = dependencies([node.qual, node.with_check], table, context)
      return [
        put({
          id: { kind: 'policy', path: [...table.path, node.policy_name ?? ''] },
          object,
          parent: table,
          dependsOn,
        }),
      ]
    },
    AlterPolicyStmt: (node, context) => {
      const table = relationId(node.table, context.before, context.searchPath)
      const entry = context.before.get<'policy'>({ kind: 'policy', path: [...table.path, node.policy_name ?? ''] })
      if (!entry) return []
      const object: Policy = {
        ...entry.object,
        ...(node.roles && { roles: rolesOf(node.roles) }),
        ...(node.qual && { using: Expression.written(node.qual) }),
        ...(node.with_check && { check: Expression.written(node.with_check) }),
      }
      const dependsOn = dependencies([object.using?.node, object.check?.node], table, context)
      return [put({ ...entry, object, dependsOn })]
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    ...(object.using && { using: renamedIn(object.using, from, to) }),
    ...(object.check && { check: renamedIn(object.check, from, to) }),
  }),
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    return `**policy** \`${id.path[2]}\` for ${object.command} to ${object.roles.join(', ')}${comment ? `\n\n${comment}` : ''}`
  },
  ddl: ({ id, object }) => {
    const parts = [
      `CREATE POLICY ${quoteIdentifier(id.path[2]!)} ON ${quoteName(id.path.slice(0, 2))}`,
      ...(object.permissive ? [] : ['AS RESTRICTIVE']),
      `FOR ${object.command.toUpperCase()} TO ${object.roles.map((role) => (role === 'public' ? 'PUBLIC' : quoteIdentifier(role))).join(', ')}`,
      ...(object.using ? [`USING (${object.using.text})`] : []),
      ...(object.check ? [`WITH CHECK (${object.check.text})`] : []),
    ]
    return `${parts.join(' ')};`
  },
})
