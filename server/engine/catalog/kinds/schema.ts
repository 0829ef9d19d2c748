import { quoteIdentifier } from '../../db/quote'
import { defineKind, put } from '../catalog'

export type Schema = { readonly [attribute: string]: never }
declare module '../catalog' {
  interface Objects {
    schema: Schema
  }
}

/** Schemas that come with the server or a session. */
const system = `nspname !~ '^pg_' and nspname <> 'information_schema'`

export default defineKind({
  kind: 'schema',
  title: 'Schema',
  objectTypes: ['OBJECT_SCHEMA'],
  namespace: 'schema',
  depth: 1,
  length: 1,
  introspect: {
    sql: () => `select nspname as name from pg_namespace n where ${system}
      and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
      order by 1`,
    entry: (row) => ({ id: { kind: 'schema', path: [row.name] }, object: {}, dependsOn: [] }),
  },
  fold: {
    CreateSchemaStmt: (node, { before }) => {
      const id = { kind: 'schema', path: [node.schemaname ?? node.authrole?.rolename ?? ''] } as const
      if (node.if_not_exists && before.taken(id)) return []
      return [put({ id, object: {}, dependsOn: [] })]
    },
  },
  describe: ({ id }) => `**schema** \`${id.path[0]}\``,
  ddl: ({ id }) => `CREATE SCHEMA ${quoteIdentifier(id.path[0]!)};`,
})
