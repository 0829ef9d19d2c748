import { quoteIdentifier, quoteLiteral, quoteName } from '../../db/quote'
import { type Change, defineKind, type Entry, type ObjectId, put } from '../catalog'
import { relationId } from '../elements'
import { Expression, strings } from '../expression'
import {
  type Argument,
  argumentsOf,
  functionId,
  signature,
  sqlBody,
  typeInFunction,
  withFunctionOptions,
} from '../functions'
import { type Options, parsedOptions } from '../options'
import { relationsIn } from '../queries'
import { commentOf } from '../read'

export interface Routine {
  readonly form: 'function' | 'procedure' | 'aggregate' | 'window'
  readonly arguments: readonly Argument[]
  /** As pg_get_function_result() prints it; absent for a procedure. */
  readonly returns?: string
  readonly language: string
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly strict: boolean
  readonly securityDefiner: boolean
  readonly leakproof: boolean
  readonly parallel: 'safe' | 'restricted' | 'unsafe'
  /** SET clauses: search_path and others. */
  readonly settings: Options
  /** The text between the quotes; of BEGIN ATOMIC and RETURN, SQL text. */
  readonly body: string
  /** The body is parsed SQL (BEGIN ATOMIC, RETURN), kept by its meaning. */
  readonly parsed: boolean
}
declare module '../catalog' {
  interface Objects {
    function: Routine
  }
}

const fresh: Routine = {
  form: 'function',
  arguments: [],
  language: 'sql',
  volatility: 'volatile',
  strict: false,
  securityDefiner: false,
  leakproof: false,
  parallel: 'unsafe',
  settings: {},
  body: '',
  parsed: false,
}

const volatilities: { readonly [letter: string]: Routine['volatility'] } = {
  i: 'immutable',
  s: 'stable',
  v: 'volatile',
}
const parallels: { readonly [letter: string]: Routine['parallel'] } = { s: 'safe', r: 'restricted', u: 'unsafe' }
const kindLetters: { readonly [letter: string]: Routine['form'] } = {
  f: 'function',
  p: 'procedure',
  a: 'aggregate',
  w: 'window',
}
const modeLetters: { readonly [letter: string]: Argument['mode'] } = {
  i: 'in',
  o: 'out',
  b: 'inout',
  v: 'variadic',
  t: 'table',
}

function result(list: readonly Argument[], written: string | undefined, setof: boolean): string | undefined {
  const columns = list.filter(({ mode }) => mode === 'table')
  if (columns.length > 0) {
    return `TABLE(${columns.map(({ name, type }) => `${name === undefined ? '' : `${quoteIdentifier(name)} `}${type}`).join(', ')})`
  }
  const out = list.filter(({ mode }) => mode === 'out' || mode === 'inout')
  const type = written ?? (out.length === 1 ? out[0]!.type : out.length > 1 ? 'record' : undefined)
  return type === undefined ? undefined : `${setof ? 'SETOF ' : ''}${type}`
}

const objectTypes = ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_AGGREGATE', 'OBJECT_ROUTINE'] as const
const isOurs = (type: string | undefined): boolean => (objectTypes as readonly (string | undefined)[]).includes(type)

export default defineKind({
  kind: 'function',
  title: 'Function',
  objectTypes,
  namespace: 'function',
  depth: 2,
  length: 3,
  introspect: {
    sql: (
      major,
    ) => `select n.nspname as schema, p.proname as name, p.prokind as form, l.lanname as language, p.provolatile as volatility,
        p.proisstrict as strict, p.prosecdef as "securityDefiner", p.proleakproof as leakproof, p.proparallel as parallel,
        to_json(p.proconfig) as settings, p.prosrc as source, ${major >= 14 ? 'pg_get_function_sqlbody(p.oid)' : 'null'} as body,
        pg_get_function_result(p.oid) as returns,
        (select json_agg(json_build_object('type', format_type(t.oid, null), 'mode', coalesce(p.proargmodes[t.ord], 'i'),
            'name', nullif(p.proargnames[t.ord], ''), 'default', pg_get_function_arg_default(p.oid, t.ord::int)) order by t.ord)
          from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality t(oid, ord)) as arguments
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
      order by 1, 2, p.oid`,
    entry: (row) => {
      const parameters = (
        (row.arguments ?? []) as { type: string; mode: string; name: string | null; default: string | null }[]
      ).map(
        ({ type, mode, name, default: value }): Argument => ({
          ...(name !== null && { name }),
          type,
          mode: modeLetters[mode]!,
          ...(value !== null && { default: Expression.printed(value) }),
        }),
      )
      const object: Routine = {
        form: kindLetters[row.form]!,
        arguments: parameters,
        ...(row.returns !== null && row.form !== 'p' && { returns: row.returns }),
        language: row.language,
        volatility: volatilities[row.volatility]!,
        strict: row.strict,
        securityDefiner: row.securityDefiner,
        leakproof: row.leakproof,
        parallel: parallels[row.parallel]!,
        // Names of settings don't heed case: TimeZone is timezone.
        settings: Object.fromEntries(
          Object.entries(parsedOptions(row.settings)).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: row.form === 'a' ? '' : (row.body ?? row.source),
        parsed: row.body !== null,
      }
      return { id: { kind: 'function', path: [row.schema, row.name, signature(parameters)] }, object, dependsOn: [] }
    },
  },
  fold: {
    CreateFunctionStmt: (node, { before, searchPath, statement }) => {
      const needed: ObjectId[] = node.sql_body
        ? relationsIn(node.sql_body).map((relation) => relationId(relation, before, searchPath))
        : []
      const parameters = argumentsOf(node.parameters, before, searchPath, needed)
      const use = node.returnType && typeInFunction(node.returnType, before, searchPath)
      const table = parameters.some(({ mode }) => mode === 'table')
      const returns = result(parameters, use && !table ? use.text : undefined, node.returnType?.setof === true)
      const base: Routine = {
        ...fresh,
        form: node.is_procedure ? 'procedure' : 'function',
        arguments: parameters,
        ...(returns !== undefined && !node.is_procedure && { returns }),
      }
      const object = withFunctionOptions(base, node.options, searchPath)
      const name = strings(node.funcname)
      const home = name.length > 1 ? name.slice(-2) : [searchPath[0] ?? 'public', name[0] ?? '']
      const id: ObjectId<'function'> = { kind: 'function', path: [...home, signature(parameters)] }
      const window = node.options?.some(
        (item) => (item as { DefElem?: { defname?: string } }).DefElem?.defname === 'window',
      )
      return [
        put({
          id,
          object: {
            ...object,
            ...(window && { form: 'window' as const }),
            ...(node.sql_body && { body: sqlBody(statement), parsed: true }),
          },
          dependsOn: [...needed, ...(use?.id ? [use.id] : [])],
        }),
      ]
    },
    AlterFunctionStmt: (node, { before, searchPath }) => {
      const entry = before.get(functionId(node.func, before, searchPath))
      return entry ? [put({ ...entry, object: withFunctionOptions(entry.object, node.actions, searchPath) })] : []
    },
    DefineStmt: (node, { before, searchPath }) => {
      if (node.kind !== 'OBJECT_AGGREGATE') return []
      const list = (node.args?.[0] as { List?: { items?: never[] } } | undefined)?.List?.items
      const parameters = argumentsOf(list, before, searchPath)
      const name = strings(node.defnames)
      const home = name.length > 1 ? name.slice(-2) : [searchPath[0] ?? 'public', name[0] ?? '']
      const object: Routine = { ...fresh, form: 'aggregate', arguments: parameters, language: 'internal' }
      return [put({ id: { kind: 'function', path: [...home, signature(parameters)] }, object, dependsOn: [] })]
    },
    DropStmt: (node, { before, searchPath }): Change[] => {
      if (!isOurs(node.removeType)) return []
      return (node.objects ?? []).flatMap((object) =>
        'ObjectWithArgs' in object
          ? [
              {
                type: 'drop',
                id: functionId(object.ObjectWithArgs, before, searchPath) as ObjectId,
                cascade: node.behavior === 'DROP_CASCADE',
              },
            ]
          : [],
      )
    },
    RenameStmt: (node, { before, searchPath }) => {
      if (!isOurs(node.renameType) || !node.object || !('ObjectWithArgs' in node.object) || !node.newname) return []
      const id = functionId(node.object.ObjectWithArgs, before, searchPath)
      return [{ type: 'rename', id: id as ObjectId, to: [id.path[0]!, node.newname, id.path[2]!] }]
    },
    AlterObjectSchemaStmt: (node, { before, searchPath }) => {
      if (!isOurs(node.objectType) || !node.object || !('ObjectWithArgs' in node.object) || !node.newschema) return []
      const id = functionId(node.object.ObjectWithArgs, before, searchPath)
      return [{ type: 'rename', id: id as ObjectId, to: [node.newschema, ...id.path.slice(1)] }]
    },
  },
  // What an aggregate is made of is not read.
  same: (attribute, a, b) =>
    attributesOfAggregate.has(attribute) && a.object.form === 'aggregate' && b.object.form === 'aggregate'
      ? true
      : attribute === 'body' && a.object.parsed && b.object.parsed,
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    const traits = [object.language, object.volatility, ...(object.securityDefiner ? ['security definer'] : [])].join(
      ', ',
    )
    return `**${object.form}** \`${quoteName(id.path.slice(0, 2))}${id.path[2]}\`${object.returns ? ` → ${object.returns}` : ''} (${traits})${comment ? `\n\n${comment}` : ''}`
  },
  ddl: (entry) => (entry.object.form === 'aggregate' ? '' : definition(entry)),
})

const attributesOfAggregate: ReadonlySet<string> = new Set([
  'returns',
  'language',
  'volatility',
  'strict',
  'parallel',
  'body',
  'settings',
])

/** A list's items are quoted one by one already. */
const settingText = (name: string, value: string): string =>
  name === 'search_path' ? value || "''" : quoteLiteral(value)

function definition({ id, object }: Entry<'function'>): string {
  const parameters = object.arguments
    .filter(({ mode }) => mode !== 'table')
    .map((item) => {
      const mode = item.mode === 'in' ? '' : `${item.mode.toUpperCase()} `
      return `${mode}${item.name === undefined ? '' : `${quoteIdentifier(item.name)} `}${item.type}${item.default ? ` DEFAULT ${item.default.text}` : ''}`
    })
  const lines = [
    `CREATE ${object.form === 'procedure' ? 'PROCEDURE' : 'FUNCTION'} ${quoteName(id.path.slice(0, 2))}(${parameters.join(', ')})`,
    ...(object.returns ? [`RETURNS ${object.returns}`] : []),
    `LANGUAGE ${object.language}`,
    ...(object.form === 'procedure' || object.volatility === 'volatile' ? [] : [object.volatility.toUpperCase()]),
    ...(object.strict ? ['STRICT'] : []),
    ...(object.leakproof ? ['LEAKPROOF'] : []),
    ...(object.securityDefiner ? ['SECURITY DEFINER'] : []),
    ...(object.parallel === 'unsafe' ? [] : [`PARALLEL ${object.parallel.toUpperCase()}`]),
    ...Object.entries(object.settings).map(([name, value]) => `SET ${name} TO ${settingText(name, value)}`),
    object.parsed ? object.body : `AS ${object.body.includes('$$') ? quoteLiteral(object.body) : `$$${object.body}$$`}`,
  ]
  return `${lines.join('\n')};`
}
