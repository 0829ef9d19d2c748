import { spanOfWords } from '../../syntax/spans'
import { all } from '../helpers/nodes'
import { head, nameOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A publication is widened to every table, narrowed, or replaced.',
    why: '`FOR ALL TABLES` needs a superuser and publishes every later table too, private data included. `DROP TABLE` and `SET TABLE` end the stream of what is no longer named without a word to the subscriber. A column list (15 and newer) keeps its columns from being dropped and leaves new ones out.',
    instead: 'Name the tables; add with `ALTER PUBLICATION … ADD TABLE`; agree on removals with the subscribers first.',
    wrong: ['create publication cdc for all tables;', 'alter publication cdc drop table orders;'],
    right: ['create publication cdc for table orders;', 'alter publication cdc add table invoices;'],
  },
  create: () => ({
    CreatePublicationStmt(node, context) {
      const { statement } = context
      if (node.for_all_tables) {
        context.report({
          at: spanOfWords(statement, ['for', 'all', 'tables']) ?? head(statement, 2),
          message: `${node.pubname} publishes every table, those of the future too.`,
          help: 'Name the tables.',
        })
        return
      }
      const listed = all(node.pubobjects, 'PublicationObjSpec').find(
        ({ pubtable }) => (pubtable?.columns ?? []).length > 0,
      )
      if (!listed) return
      context.report({
        at: head(statement, 3),
        severity: 'info',
        message: `The column list of ${nameOfRelation(listed.pubtable?.relation)} keeps these columns from being dropped and leaves new ones unpublished.`,
        help: 'Change the list with the table.',
      })
    },
    AlterPublicationStmt(node, context) {
      const { statement } = context
      const tables = all(node.pubobjects, 'PublicationObjSpec')
        .map(({ pubtable, name }) => (pubtable ? nameOfRelation(pubtable.relation) : (name ?? '')))
        .join(', ')
      if (node.action === 'AP_DropObjects') {
        context.report({
          at: head(statement, 4),
          message: `${node.pubname} stops publishing ${tables}: subscribers keep what they have and get no more.`,
          help: 'Let the subscribers drop it first.',
        })
      } else if (node.action === 'AP_SetObjects' && tables !== '') {
        context.report({
          at: head(statement, 4),
          message: `${node.pubname} stops publishing every table but ${tables}.`,
          help: 'Use ADD TABLE and DROP TABLE, and tell the subscribers.',
        })
      } else if (node.for_all_tables) {
        context.report({
          at: head(statement, 3),
          message: `${node.pubname} publishes every table, those of the future too.`,
          help: 'Name the tables.',
        })
      }
    },
  }),
})
