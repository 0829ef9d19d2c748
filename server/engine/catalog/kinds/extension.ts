import { quoteIdentifier } from '../../db/quote'
import { defineKind, put } from '../catalog'
import { elements, optionValue } from '../options'

export interface Extension {
  /** Where its objects are; absent when the history doesn't say and the extension decides. */
  readonly schema?: string
  readonly version?: string
}
declare module '../catalog' {
  interface Objects {
    extension: Extension
  }
}

export default defineKind({
  kind: 'extension',
  title: 'Extension',
  objectTypes: ['OBJECT_EXTENSION'],
  namespace: 'extension',
  depth: 1,
  length: 1,
  introspect: {
    sql: () => `select e.extname as name, n.nspname as schema, e.extversion as version from pg_extension e
      join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' order by 1`,
    entry: ({ name, schema, version }) => ({
      id: { kind: 'extension', path: [name] },
      object: { schema, version },
      dependsOn: [],
    }),
  },
  fold: {
    CreateExtensionStmt: (node, { before, searchPath }) => {
      const id = { kind: 'extension', path: [node.extname ?? ''] } as const
      if ((node.if_not_exists && before.taken(id)) || node.extname === 'plpgsql') return []
      const given = new Map(elements(node.options).map((element) => [element.defname, optionValue(element)]))
      const version = given.get('new_version')
      return [
        put({
          id,
          object: { schema: given.get('schema') ?? searchPath[0] ?? 'public', ...(version && { version }) },
          dependsOn: [],
        }),
      ]
    },
    AlterExtensionStmt: (node, { before }) => {
      const entry = before.get<'extension'>({ kind: 'extension', path: [node.extname ?? ''] })
      const version = elements(node.options).find(({ defname }) => defname === 'new_version')
      return entry && version ? [put({ ...entry, object: { ...entry.object, version: optionValue(version) } })] : []
    },
    AlterObjectSchemaStmt: (node, { before }) => {
      if (node.objectType !== 'OBJECT_EXTENSION' || !node.newschema) return []
      const name = (node.object as { String?: { sval?: string } } | undefined)?.String?.sval ?? ''
      const entry = before.get<'extension'>({ kind: 'extension', path: [name] })
      return entry ? [put({ ...entry, object: { ...entry.object, schema: node.newschema } })] : []
    },
  },
  // The version is the server's business, the schema the extension's when it isn't relocatable.
  uncompared: ['version', 'schema'],
  describe: ({ id, object }) => `**extension** \`${id.path[0]}\`${object.version ? ` ${object.version}` : ''}`,
  ddl: ({ id, object }) =>
    `CREATE EXTENSION ${quoteIdentifier(id.path[0]!)}${object.schema ? ` SCHEMA ${quoteIdentifier(object.schema)}` : ''};`,
})
