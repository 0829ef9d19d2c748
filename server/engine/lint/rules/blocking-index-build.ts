import { isPartitioned, partitionsOf } from '../../catalog/read'
import { quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { alone } from '../helpers/alone'
import { cased, insert, withSemicolon } from '../helpers/edits'
import { sizeOptions } from '../helpers/sizes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-concurrent-index-creation' },
    { tool: 'pgls', name: 'requireConcurrentIndexCreation' },
    { tool: 'eugene', name: 'E6' },
    { tool: 'pgfence', name: 'create-index-not-concurrent' },
    { tool: 'strong_migrations', name: 'add_index' },
    { tool: 'strong_migrations', name: 'add_reference' },
    { tool: 'atlas', name: 'PG101' },
    { tool: 'bytebase', name: 'INDEX_CREATE_CONCURRENTLY' },
    { tool: 'migrationpilot', name: 'MP001' },
    { tool: 'migrationpilot', name: 'MP092' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'CREATE INDEX makes writers wait until the index is built.',
    why: 'Without CONCURRENTLY the table is locked in SHARE for the whole build (majors 14 to 18): INSERT, UPDATE and DELETE wait. On a partitioned table that is every partition. Vector indexes (hnsw, ivfflat) are built row by row through a graph or clustering and take longest.',
    instead:
      '`CREATE INDEX CONCURRENTLY`, outside a transaction. It waits for older transactions, and leaves an INVALID index when it fails: drop that one and try again. A partitioned table takes no CONCURRENTLY: create the index `ON ONLY` the parent, CONCURRENTLY on each partition, and attach those.',
    wrong: [
      'CREATE INDEX orders_user_id ON orders (user_id);',
      'CREATE INDEX docs_embedding ON docs USING hnsw (embedding vector_l2_ops);',
    ],
    right: [
      'CREATE TABLE orders (id int); CREATE INDEX ON orders (id);',
      { sql: 'CREATE INDEX CONCURRENTLY i ON orders (id);', scope: 'statement' },
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (node.concurrent || node.primary || node.isconstraint) return
      const table = context.table(node.relation)
      // Nothing but REFRESH writes a materialized view, and nobody refreshes a new one.
      if (!table.populated || (table.createdHere && table.id.kind === 'materialized_view')) return
      // Of a table that the history does not create, ONLY tells that it is partitioned: nothing is built then.
      if (!node.relation?.inh && table.exists !== 'yes') return
      const { statement } = context
      const index = spanOfWords(statement, ['index'])
      const at = index ? spanOf(statement.span.start, index.end) : statement.span
      if (isPartitioned(context.before, table.id)) {
        if (!node.relation?.inh) return
        context.report({
          at,
          worksThrough: table,
          message: `CREATE INDEX locks ${table.shown} and every partition in SHARE: writes wait until all the indexes are built.`,
          help: 'Create it ON ONLY the parent, then CONCURRENTLY on each partition, and attach those.',
          fixes: partitionFixes(node, table, context),
        })
        return
      }
      const vector = node.accessMethod === 'hnsw' || node.accessMethod === 'ivfflat'
      const { fixes, impossible } = statement.enclosure
        ? { fixes: [], impossible: inBody }
        : concurrentFixes(node, context)
      context.report({
        at,
        worksThrough: table,
        message: `CREATE INDEX locks ${table.shown} in SHARE: writes wait until the ${vector ? `${node.accessMethod} ` : ''}index is built.`,
        help: `Build it CONCURRENTLY, outside a transaction.${impossible ? ` ${impossible}` : ''}`,
        fixes,
      })
    },
  }),
})

const inBody = 'In a function or DO block that is not possible: move it to a migration of its own.'

function concurrentFixes(
  node: Node<'IndexStmt'>,
  context: RuleContext,
): { readonly fixes: readonly Fix[]; readonly impossible?: string } {
  const { statement } = context
  const index = spanOfWords(statement, ['index'])!
  const word = ` ${cased(statement, 'CONCURRENTLY')}`
  const edits = [insert(index.end, word)]
  const outside = context.nonTransactional(edits)
  const fixes: Fix[] = []
  if (!outside || !('impossible' in outside)) {
    fixes.push({
      title: 'Build the index concurrently',
      // An index left INVALID by a failed build would be taken for the wanted one by IF NOT EXISTS.
      safety: (outside === undefined || alone(context)) && !node.if_not_exists ? 'safe' : 'review',
      edits: [...edits, ...(outside?.edits ?? [])],
      ...(outside?.creates && { creates: outside.creates }),
    })
  }
  if (outside && !alone(context)) {
    const at = index.end - statement.span.start
    const up = `${statement.text.slice(0, at)}${word}${statement.text.slice(at)};`
    const schema = node.relation?.schemaname ? [node.relation.schemaname] : []
    const down =
      node.idxname &&
      `${cased(statement, 'DROP INDEX CONCURRENTLY IF EXISTS')} ${quoteName([...schema, node.idxname])};`
    const creates = context.followUp(`build ${node.idxname ?? 'index'}`, [
      { up, ...(down && { down }), transactional: false },
    ])
    if (creates) {
      fixes.push({
        title: 'Build the index concurrently in a migration of its own',
        safety: 'review',
        edits: [{ span: withSemicolon(statement), text: '' }],
        creates,
      })
    }
  }
  return { fixes, ...(outside && 'impossible' in outside && { impossible: outside.impossible }) }
}

/** ON ONLY here; the partitions' indexes and their attachment in migrations that follow. */
function partitionFixes(node: Node<'IndexStmt'>, table: TableFacts, context: RuleContext): readonly Fix[] {
  const { statement } = context
  const partitions = partitionsOf(context.before, table.id)
  if (!node.idxname || partitions.length === 0 || partitions.length > 20 || statement.enclosure) return []
  const name = spanOfRelation(statement, node.relation)
  const index = spanOfWords(statement, ['index'])!
  const rest = statement.source.text.slice(name.end, statement.span.end)
  const word = (keywords: string): string => cased(statement, keywords)
  const head = statement.source.text.slice(statement.span.start, index.end)
  const parent = table.id.path.slice(0, -1)
  const builds = partitions.map(({ id }) => ({
    up: `${head} ${word('CONCURRENTLY')} ${quoteName([indexName(node, id.path)])} ${word('ON')} ${quoteName(shortest(id.path, context))}${rest};`,
    down: `${word('DROP INDEX CONCURRENTLY IF EXISTS')} ${quoteName([...(shortest(id.path, context).length > 1 ? [id.path[0]!] : []), indexName(node, id.path)])};`,
    transactional: false,
  }))
  const whole = shortest([...parent, node.idxname], context)
  const attach = partitions.map(
    ({ id }) =>
      `${word('ALTER INDEX')} ${quoteName(whole)} ${word('ATTACH PARTITION')} ${quoteName(shortest([...id.path.slice(0, -1), indexName(node, id.path)], context))};`,
  )
  const creates = context.followUp(`build ${node.idxname} on the partitions`, [...builds, { up: attach.join('\n') }])
  if (!creates) return []
  return [
    {
      title: 'Create it ON ONLY the parent and build it concurrently on each partition',
      safety: 'review',
      edits: [insert(name.start, `${word('ONLY')} `)],
      creates,
    },
  ]
}

const indexName = (node: Node<'IndexStmt'>, partition: readonly string[]): string =>
  `${partition.at(-1)}_${node.idxname}`.slice(0, 63)

/** Without the schema where the search path finds it. */
const shortest = (path: readonly string[], context: RuleContext): readonly string[] =>
  path[0] === context.before.searchPath[0] ? path.slice(1) : path
