import { strings } from '../../catalog/expression'
import { columnOf, tableOf } from '../../catalog/read'
import { spanOfIdentifier, spanOfWords } from '../../syntax/spans'
import { type AnyNode, is, type Node } from '../../syntax/statement'
import { keyColumns } from '../helpers/constraints'
import { as } from '../helpers/nodes'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'An index on a type that its access method can’t sort or search fails.',
    why: 'json, xml and the geometric types have no order, so no btree index, UNIQUE or PRIMARY KEY; GIN takes arrays, jsonb and tsvector, GiST geometric types, ranges and text search: “data type … has no default operator class for access method …”. Extensions add some: reported as a warning where btree_gist or btree_gin would help.',
    instead:
      'jsonb instead of json; an expression; `gin_trgm_ops` of pg_trgm for text; btree_gist or btree_gin for plain types.',
    wrong: [
      'CREATE TABLE t (j json); CREATE INDEX ON t (j);',
      'CREATE TABLE t (c text); CREATE INDEX ON t USING gin (c);',
      'CREATE TABLE t (p point UNIQUE);',
    ],
    right: [
      'CREATE TABLE t (j jsonb); CREATE INDEX ON t USING gin (j);',
      'CREATE TABLE t (c text); CREATE INDEX ON t USING gin (c gin_trgm_ops);',
      'CREATE EXTENSION btree_gist; CREATE TABLE t (a int); CREATE INDEX ON t USING gist (a);',
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      for (const item of node.indexParams ?? []) {
        const element = (item as { IndexElem?: Node<'IndexElem'> }).IndexElem
        if (!element || element.opclass?.length) continue
        if (element.name) check(element.name, node.accessMethod ?? 'btree', node.relation, context)
        else if (makesText(element.expr)) checkText(node, context)
      }
    },
    Constraint(node, context) {
      const { statement } = context
      if (!(is(statement, 'CreateStmt') || is(statement, 'AlterTableStmt'))) return
      if (node.contype === 'CONSTR_EXCLUSION') {
        for (const pair of node.exclusions ?? []) {
          const element = (
            (pair as { List?: Node<'List'> }).List?.items?.[0] as { IndexElem?: Node<'IndexElem'> } | undefined
          )?.IndexElem
          if (element?.name && !element.opclass?.length)
            check(element.name, node.access_method ?? 'btree', statement.node.relation, context)
        }
      } else if ((node.contype === 'CONSTR_UNIQUE' || node.contype === 'CONSTR_PRIMARY') && !node.indexname) {
        const keys = keyColumns(statement.node, node)
        for (const key of keys) check(key, 'btree', statement.node.relation, context)
      }
    },
  }),
})

const unordered = new Set(['json', 'xml', 'point', 'box', 'line', 'lseg', 'path', 'polygon', 'circle'])
const plain =
  /^(smallint|integer|bigint|numeric|real|double precision|text|character|date|time|timestamp|interval|uuid|boolean|inet|cidr|money|bytea|oid)\b/

function check(column: string, method: string, relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
  const { id } = tableOf(context.after, relation)
  const type = columnOf(context.after, id, column)?.object.type
  const trouble = type === undefined ? undefined : troubleOf(type, method, context)
  if (!trouble) return
  context.report({
    at: spanOfIdentifier(context.statement, column, context.statement.at(relation?.location)) ?? context.statement.span,
    ...(trouble.extension && { severity: 'warning' as const }),
    message: `This fails${trouble.extension ? ` unless ${trouble.extension} is installed` : ''}: ${type} has no default operator class for ${method}.`,
    help: trouble.help,
  })
}

/** Functions and operators whose result is text whatever their arguments are; lower() and upper() of a range are left to those who write them. */
const textual = /^(lower|upper|initcap|btrim|ltrim|rtrim|md5|replace|left|right|substr|substring)$/

function makesText(expression: AnyNode | undefined): boolean {
  const call = as(expression, 'FuncCall')
  if (call) return textual.test(strings(call.funcname).at(-1) ?? '')
  const operator = strings(as(expression, 'A_Expr')?.name).at(-1)
  if (operator === '->>' || operator === '#>>') return true
  return strings(as(expression, 'TypeCast')?.typeName?.names).at(-1) === 'text'
}

/** GIN and GiST search no plain text by themselves. */
function checkText(node: Node<'IndexStmt'>, context: RuleContext): void {
  const method = node.accessMethod ?? 'btree'
  const extension = { gin: 'btree_gin', gist: 'btree_gist' }[method]
  if (!extension || context.before.get({ kind: 'extension', path: [extension] })) return
  context.report({
    at: spanOfWords(context.statement, ['using', method]) ?? context.statement.span,
    severity: 'warning',
    message: `This fails unless ${extension} is installed: text has no default operator class for ${method}.`,
    help: `Name an operator class: ${method}_trgm_ops of pg_trgm, or index to_tsvector(…).`,
  })
}

interface Trouble {
  readonly help: string
  readonly extension?: string
}

function troubleOf(type: string, method: string, context: RuleContext): Trouble | undefined {
  const base = type.replace(/\(.*?\)/, '')
  const installed = (name: string): boolean => context.before.get({ kind: 'extension', path: [name] }) !== undefined
  if (base.endsWith('[]')) return method === 'gist' ? { help: 'Use GIN.' } : undefined
  switch (method) {
    case 'btree':
    case 'hash':
      return unordered.has(base)
        ? { help: base === 'json' ? 'Use jsonb, or index an expression.' : 'Use GiST, or index an expression.' }
        : undefined
    case 'gin':
      if (base === 'json') return { help: 'Use jsonb.' }
      if (/^(text|character)/.test(base))
        return installed('btree_gin')
          ? undefined
          : { help: 'Name an operator class: gin_trgm_ops of pg_trgm, or index to_tsvector(…).' }
      return plain.test(base) && !installed('btree_gin')
        ? { help: 'CREATE EXTENSION btree_gin first.', extension: 'btree_gin' }
        : undefined
    case 'gist':
      if (base === 'json' || base === 'jsonb') return { help: 'Use GIN on jsonb.' }
      return plain.test(base) && !installed('btree_gist')
        ? { help: 'CREATE EXTENSION btree_gist first.', extension: 'btree_gist' }
        : undefined
    default:
      return undefined
  }
}
