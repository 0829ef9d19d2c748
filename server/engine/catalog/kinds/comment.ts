import { quoteLiteral, quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Catalog, defineKind, type ObjectId, put } from '../catalog'
import { relationId } from '../elements'
import { strings } from '../expression'
import { functionId } from '../functions'
import { like } from '../like'
import { columnsOf, commentOf, constraintsOf, find } from '../read'

export interface Comment {
  readonly text: string
}
declare module '../catalog' {
  interface Objects {
    comment: Comment
  }
}

type Locate = (object: AnyNode, catalog: Catalog, searchPath: readonly string[]) => ObjectId | undefined

const parts = (object: AnyNode): readonly string[] => {
  const any = object as { String?: { sval?: string }; List?: { items?: unknown }; TypeName?: { names?: unknown } }
  return any.String ? [any.String.sval ?? ''] : strings(any.List?.items ?? any.TypeName?.names)
}
const relation: Locate = (object, catalog, searchPath) => {
  const [schemaname, relname] = parts(object).length > 1 ? parts(object) : [undefined, parts(object)[0]]
  return relationId({ schemaname, relname, inh: true }, catalog, searchPath)
}
const schema: Locate = (object) => ({ kind: 'schema', path: parts(object) })
const type: Locate = (object, catalog, searchPath) => find(catalog, ['type'], parts(object), searchPath).id
const child =
  (kind: 'column' | 'constraint' | 'trigger' | 'policy'): Locate =>
  (object, catalog, searchPath) => {
    const names = parts(object)
    const table = { schemaname: names.length > 2 ? names.at(-3) : undefined, relname: names.at(-2), inh: true }
    return { kind, path: [...relationId(table, catalog, searchPath).path, names.at(-1)!] }
  }
const routine: Locate = (object, catalog, searchPath) =>
  functionId((object as { ObjectWithArgs?: Node<'ObjectWithArgs'> }).ObjectWithArgs, catalog, searchPath) as ObjectId

/** An extension brings a comment of its own. */
const locate: { readonly [objectType: string]: Locate } = {
  OBJECT_TABLE: relation,
  OBJECT_FOREIGN_TABLE: relation,
  OBJECT_VIEW: relation,
  OBJECT_MATVIEW: relation,
  OBJECT_INDEX: relation,
  OBJECT_SEQUENCE: relation,
  OBJECT_SCHEMA: schema,
  OBJECT_TYPE: type,
  OBJECT_DOMAIN: type,
  OBJECT_COLUMN: child('column'),
  OBJECT_TABCONSTRAINT: child('constraint'),
  OBJECT_TRIGGER: child('trigger'),
  OBJECT_POLICY: child('policy'),
  OBJECT_FUNCTION: routine,
  OBJECT_PROCEDURE: routine,
  OBJECT_AGGREGATE: routine,
  OBJECT_ROUTINE: routine,
}

const words: { readonly [kind: string]: string } = { materialized_view: 'MATERIALIZED VIEW', function: 'ROUTINE' }

/** `COMMENT ON word name IS …` for the object at a comment's path. */
function target([kind, ...path]: readonly string[]): string {
  const word = words[kind!] ?? kind!.toUpperCase()
  if (kind === 'column') return `${word} ${quoteName(path)}`
  if (kind === 'function') return `${word} ${quoteName(path.slice(0, 2))}${path[2]}`
  if (path.length === 3) return `${word} ${quoteName(path.slice(2))} ON ${quoteName(path.slice(0, 2))}`
  return `${word} ${quoteName(path)}`
}

export default defineKind({
  kind: 'comment',
  title: 'Comment',
  objectTypes: [],
  namespace: 'about',
  depth: 1,
  length: 1,
  introspect: {
    sql: () => `
      with relation as (select c.oid, c.relkind, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e'))
      select text, path from (
        select d.description as text, json_build_array(case r.relkind when 'v' then 'view' when 'm' then 'materialized_view' when 'i' then 'index'
            when 'I' then 'index' when 'S' then 'sequence' else 'table' end, r.nspname, r.relname) as path
          from pg_description d join relation r on d.classoid = 'pg_class'::regclass and d.objoid = r.oid and d.objsubid = 0 and r.relkind <> 'c'
        union all
        select d.description, json_build_array('column', r.nspname, r.relname, a.attname) from pg_description d
          join relation r on d.classoid = 'pg_class'::regclass and d.objoid = r.oid join pg_attribute a on a.attrelid = r.oid and a.attnum = d.objsubid
          where d.objsubid > 0 and r.relkind <> 'c'
        union all
        select d.description, json_build_array('constraint', r.nspname, r.relname, k.conname) from pg_description d
          join pg_constraint k on d.classoid = 'pg_constraint'::regclass and d.objoid = k.oid join relation r on r.oid = k.conrelid
        union all
        select d.description, json_build_array('trigger', r.nspname, r.relname, t.tgname) from pg_description d
          join pg_trigger t on d.classoid = 'pg_trigger'::regclass and d.objoid = t.oid join relation r on r.oid = t.tgrelid
        union all
        select d.description, json_build_array('policy', r.nspname, r.relname, p.polname) from pg_description d
          join pg_policy p on d.classoid = 'pg_policy'::regclass and d.objoid = p.oid join relation r on r.oid = p.polrelid
        union all
        select d.description, json_build_array('type', n.nspname, t.typname) from pg_description d
          join pg_type t on d.classoid = 'pg_type'::regclass and d.objoid = t.oid join pg_namespace n on n.oid = t.typnamespace
          where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and t.typelem = 0
            and not exists (select from pg_depend x where x.classid = 'pg_type'::regclass and x.objid = t.oid and x.deptype = 'e')
        union all
        select d.description, json_build_array('schema', n.nspname) from pg_description d
          join pg_namespace n on d.classoid = 'pg_namespace'::regclass and d.objoid = n.oid where n.nspname !~ '^pg_'
            and n.nspname <> 'information_schema' and d.description <> 'standard public schema'
        union all
        select d.description, json_build_array('function', n.nspname, p.proname,
            '(' || coalesce((select string_agg(format_type(a.oid, null), ', ' order by a.ord) from unnest(p.proargtypes::oid[]) with ordinality a(oid, ord)), '') || ')')
          from pg_description d join pg_proc p on d.classoid = 'pg_proc'::regclass and d.objoid = p.oid join pg_namespace n on n.oid = p.pronamespace
          where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype = 'e')
      ) all_comments order by path::text`,
    entry: (row) => {
      const [kind, ...path] = row.path
      return {
        id: { kind: 'comment', path: row.path },
        object: { text: row.text },
        parent: { kind, path },
        dependsOn: [],
      }
    },
  },
  fold: {
    TableLikeClause: (node, { before, searchPath, target }) => {
      const clause = like(node, before, searchPath)
      if (!target || !clause.includes('comments')) return []
      const copied = [
        ...columnsOf(before, clause.source),
        ...constraintsOf(before, clause.source).filter(({ object }) => object.form === 'check'),
      ]
      return copied.flatMap(({ id: { kind, path } }) => {
        const text = commentOf(before, { kind, path })
        const about: ObjectId = { kind, path: [...target.id.path, path[2]!] }
        return text === undefined
          ? []
          : [
              put({
                id: { kind: 'comment', path: [kind, ...about.path] },
                object: { text },
                parent: about,
                dependsOn: [],
              }),
            ]
      })
    },
    CommentStmt: (node, { before, searchPath }) => {
      const about = node.object && locate[node.objtype ?? '']?.(node.object, before, searchPath)
      if (!about) return []
      const id: ObjectId<'comment'> = { kind: 'comment', path: [about.kind, ...about.path] }
      if (!node.comment) return [{ type: 'drop', id: id as ObjectId, cascade: false }]
      return [put({ id, object: { text: node.comment }, parent: about, dependsOn: [] })]
    },
  },
  describe: ({ object }) => object.text,
  ddl: () => '',
  // What it is about may come late itself.
  ddlAfter: ({ id, object }) => `COMMENT ON ${target(id.path)} IS ${quoteLiteral(object.text)};`,
})
