import { strings } from '../../catalog/expression'
import { columnOf, tableOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import { cased, indent, insert, newline } from '../helpers/edits'
import { indexLimits } from '../helpers/vectors'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'vectors',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP050' },
    { tool: 'migrationpilot', name: 'MP109' },
    { tool: 'migrationpilot', name: 'MP112' },
  ],
  docs: {
    summary: 'A pgvector index that can’t be built, or is built badly.',
    why: 'hnsw and ivfflat take at most 2,000 dimensions of `vector` and 4,000 of `halfvec`, and only columns with a fixed number of dimensions: otherwise CREATE INDEX fails. ivfflat finds its lists by clustering the rows that are there: on an empty table they mean nothing, and recall stays poor for rows that come later. An hnsw graph that does not fit `maintenance_work_mem` (64 MB by default) is built much more slowly: reported as info.',
    instead:
      'Index `(embedding::halfvec(n))` with `halfvec_…_ops`; create an ivfflat index after loading; `SET maintenance_work_mem` before the build.',
    wrong: [
      'CREATE TABLE d (e vector(3072)); CREATE INDEX ON d USING hnsw (e vector_l2_ops);',
      'CREATE TABLE d (e vector(768)); CREATE INDEX ON d USING ivfflat (e vector_l2_ops) WITH (lists = 100);',
    ],
    right: [
      "SET maintenance_work_mem = '2GB'; CREATE TABLE d (e vector(3072)); CREATE INDEX ON d USING hnsw ((e::halfvec(3072)) halfvec_l2_ops);",
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      const method = node.accessMethod
      if (method !== 'hnsw' && method !== 'ivfflat') return
      const table = context.table(node.relation)
      const using = spanOfWords(context.statement, ['using', method]) ?? context.statement.span
      for (const item of node.indexParams ?? []) {
        const element = (item as { IndexElem?: Node<'IndexElem'> }).IndexElem
        if (element) dimensions(element, method, node.relation, context)
        if (element && method === 'hnsw' && !element.opclass?.length) withoutOperatorClass(using, context)
      }
      if (method === 'ivfflat' && table.createdHere && table.rows !== 'many') {
        context.report({
          at: using,
          message: `ivfflat clusters the rows that are there, and ${table.shown} has none yet: its lists will not fit the rows that come.`,
          help: 'Create the index after loading the rows, or use hnsw.',
        })
      }
      if (table.live && context.transaction.setting('maintenance_work_mem') === undefined) {
        context.report({
          at: using,
          severity: 'info',
          message: `The ${method} index is built with the default maintenance_work_mem.`,
          help: 'SET maintenance_work_mem for this session before the build, as much as the graph needs.',
          fixes: context.statement.enclosure
            ? []
            : [
                {
                  title: 'Set maintenance_work_mem before it',
                  safety: 'review',
                  edits: [
                    insert(
                      context.statement.span.start,
                      `${cased(context.statement, 'SET')} maintenance_work_mem = '1GB';${newline(context.statement)}${indent(context.statement)}`,
                    ),
                  ],
                },
              ],
        })
      }
    },
  }),
})

function dimensions(
  element: Node<'IndexElem'>,
  method: string,
  relation: Node<'RangeVar'> | undefined,
  context: RuleContext,
): void {
  const { statement } = context
  const cast = (element.expr as { TypeCast?: Node<'TypeCast'> } | undefined)?.TypeCast
  const type = cast
    ? castType(cast)
    : element.name && columnOf(context.after, tableOf(context.after, relation).id, element.name)?.object.type
  const match = /(?:^|\.)"?(vector|halfvec|bit)"?(?:\((\d+)\))?$/.exec(type || '')
  if (!match) return
  const limit = indexLimits[match[1]!]!
  const count = match[2] === undefined ? undefined : Number(match[2])
  if (count !== undefined && count <= limit) return
  if (count === undefined && match[1] === 'bit') return
  const token = statement.tokens.find(
    ({ span, text }) => span.start > statement.at(relation?.location) && text === (element.name ?? match[1]),
  )
  context.report({
    at: token ? spanOf(token.span.start, token.span.end) : statement.span,
    severity: 'error',
    message:
      count === undefined
        ? `This fails: ${element.name ?? 'the expression'} has no fixed number of dimensions, which ${method} needs.`
        : `This fails: ${method} takes at most ${limit} dimensions of ${match[1]}, and this has ${count}.`,
    help:
      count === undefined
        ? `Give the column a number of dimensions: vector(n).`
        : match[1] === 'vector' && count <= 4000
          ? `Index ((${element.name ?? '…'}::halfvec(${count})) halfvec_l2_ops).`
          : 'Use fewer dimensions, or binary_quantize().',
  })
}

function castType({ typeName }: Node<'TypeCast'>): string {
  const size = (typeName?.typmods?.[0] as { A_Const?: Node<'A_Const'> } | undefined)?.A_Const?.ival?.ival
  return `${strings(typeName?.names).at(-1) ?? ''}${size === undefined ? '' : `(${size})`}`
}

/** pgvector declares a default operator class for ivfflat on vector only. */
function withoutOperatorClass(at: Span, context: RuleContext): void {
  context.report({
    at,
    severity: 'error',
    message: 'This fails: no type has a default operator class for hnsw.',
    help: 'Name one: vector_l2_ops, vector_cosine_ops or vector_ip_ops, as the queries order.',
  })
}
