import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { all, as, option, stringConstant } from '../helpers/nodes'
import { head, nameOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A publication is widened to every table, narrowed, or replaced.',
    why: '`FOR ALL TABLES` needs a superuser and publishes every later table too, private data included; so does `FOR TABLES IN SCHEMA` for one schema. `SET (publish = …)` without update or delete leaves subscribers with rows that are gone or old. `DROP TABLE` and `SET TABLE` end the stream of what is no longer named without a word to the subscriber. A column list (15 and newer) keeps its columns from being dropped and leaves new ones out.',
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
      wholeSchema(node, context)
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
      const publish =
        stringConstant(option(node.options, 'publish')?.arg) ?? as(option(node.options, 'publish')?.arg, 'String')?.sval
      const lacks =
        publish === undefined ? [] : ['insert', 'update', 'delete'].filter((verb) => !publish.includes(verb))
      if (lacks.length > 0) {
        context.report({
          at: head(statement, 3),
          message: `${node.pubname} stops publishing every ${lacks.join(' and ')}: subscribers keep rows that are gone or old.`,
          help: 'Agree on it with the subscribers first.',
        })
      }
      if (node.action === 'AP_AddObjects') wholeSchema(node, context)
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

function wholeSchema(
  { pubname, pubobjects }: Node<'CreatePublicationStmt'> | Node<'AlterPublicationStmt'>,
  context: RuleContext,
): void {
  const schema = all(pubobjects, 'PublicationObjSpec').find(({ pubobjtype }) =>
    pubobjtype?.startsWith('PUBLICATIONOBJ_TABLES_IN'),
  )
  if (!schema) return
  context.report({
    at: spanOfWords(context.statement, ['tables', 'in', 'schema']) ?? head(context.statement, 3),
    message: `${pubname} publishes every table of ${schema.name ?? 'the current schema'}, those of the future too.`,
    help: 'Name the tables.',
  })
}
