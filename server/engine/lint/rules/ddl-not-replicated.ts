import type { Node, Statement } from '../../syntax/statement'
import { commandsOf } from '../helpers/alter-table'
import { all } from '../helpers/nodes'
import { head, sameRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP060' }],
  options: {
    published: {
      type: 'strings',
      default: [],
      description: 'Tables (`schema.table`, or `*` for all) that are published but not by these migrations.',
    },
  },
  docs: {
    summary: 'The columns of a published table change.',
    why: 'Logical replication carries rows, not DDL. A subscriber whose table lacks a column that the publisher sends stops with an error and falls behind until it is changed too.',
    instead: 'Add columns on the subscriber first, drop and rename them on the publisher first.',
    wrong: ['create publication cdc for table orders;\nalter table orders add column note text;'],
    right: ['create publication cdc for table orders;\nalter table invoices add column note text;'],
  },
  remembers: true,
  create() {
    let every: string | undefined
    const tables: Published[] = []
    const schemas = new Map<string, string>()
    return {
      CreatePublicationStmt(node, context) {
        if (node.for_all_tables) every = node.pubname
        publish(node.pubobjects, node.pubname, context)
      },
      AlterPublicationStmt(node, context) {
        if (node.action !== 'AP_DropObjects') publish(node.pubobjects, node.pubname, context)
      },
      AlterTableStmt(node, context) {
        if (node.objtype !== 'OBJECT_TABLE') return
        const change = commandsOf(context.statement).find(({ subtype }) => changes.has(subtype ?? ''))
        if (change) judge(node.relation, context)
      },
      RenameStmt(node, context) {
        const what = node.renameType
        if (what === 'OBJECT_TABLE' || (what === 'OBJECT_COLUMN' && node.relationType === 'OBJECT_TABLE'))
          judge(node.relation, context)
      },
    }

    function publish(
      objects: Node<'CreatePublicationStmt'>['pubobjects'],
      by: string | undefined,
      context: RuleContext,
    ): void {
      for (const { pubtable, name, pubobjtype } of all(objects, 'PublicationObjSpec')) {
        if (pubtable?.relation) tables.push({ relation: pubtable.relation, by: by ?? '', in: transactionOf(context) })
        if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA' && name) schemas.set(name, by ?? '')
      }
    }

    function judge(relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
      const table = context.table(relation)
      const listed = context.options.published as readonly string[]
      const published = tables.find((one) => sameRelation(one.relation, relation))
      const named = published?.by
      const by =
        named ??
        every ??
        schemas.get(table.id.path[0] ?? '') ??
        (listed.includes('*') || listed.includes(table.shown) || listed.includes(table.id.path.join('.'))
          ? 'a publication'
          : undefined)
      // Created, published and changed in one transaction, nobody can subscribe before it is done: worth a word, no more.
      const unseen = !table.live && published?.in !== undefined && published.in === transactionOf(context)
      if (!by || !(table.live || (named && table.createdHere && !table.temporary))) return
      context.report({
        ...(unseen && { severity: 'info' as const }),
        at: head(context.statement, 3),
        message: `${by} publishes ${table.shown}: its subscribers do not get this change, and stop when rows no longer fit.`,
        help: 'Add on the subscribers first, drop and rename on the publisher first.',
      })
    }
  },
})

interface Published {
  readonly relation: Node<'RangeVar'>
  readonly by: string
  /** The transaction that published it; undefined when it was committed at once. */
  readonly in: Statement | 'tool' | undefined
}

const transactionOf = ({ transaction }: RuleContext): Statement | 'tool' | undefined =>
  transaction.open ? (transaction.begunBy ?? 'tool') : undefined

/** Subcommands that change which columns there are and of what type. */
const changes = new Set(['AT_AddColumn', 'AT_DropColumn', 'AT_AlterColumnType'])
