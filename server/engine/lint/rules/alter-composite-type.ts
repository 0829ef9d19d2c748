import { columnsOfType, find, nameOf } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { as } from '../helpers/nodes'
import { defineRule } from '../rule'

const forms: { readonly [subtype: string]: string | undefined } = {
  AT_AddColumn: 'Adding an attribute',
  AT_DropColumn: 'Dropping an attribute',
  AT_AlterColumnType: 'Changing the type of an attribute',
}

export default defineRule({
  group: 'types',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A composite type in use is changed.',
    why: 'PostgreSQL refuses to change the type of an attribute while a table has a column of the composite type, and without CASCADE any change while a table is made `OF` it (observed on 14 and 18). Adding or dropping an attribute changes the value of every such column at once, and with CASCADE takes ACCESS EXCLUSIVE on the tables made `OF` the type. Clients that read the value by position break.',
    instead: 'Create a new type and move the columns to it in steps.',
    wrong: ['alter type address add attribute country text;'],
    right: ['create type address as (street text);\nalter type address add attribute country text;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const { before, source, statement } = context
      const what = forms[command.subtype ?? '']
      if (!what || !is(statement, 'AlterTableStmt') || statement.node.objtype !== 'OBJECT_TYPE') return
      const name = nameOf(statement.node.relation)
      const { entry, id } = find(before, ['type'], name)
      const users = columnsOfType(before, id).filter(({ parent }) => parent)
      // A change of type is refused even where the table is empty.
      const typed = [...before.dependentsOf(id)].find((dependent) => dependent.id.kind === 'table')
      if (typed && command.behavior !== 'DROP_CASCADE') {
        context.report({
          at: context.clause,
          severity: 'error',
          message: `${what} fails: ${context.tableById(typed.id).shown} is a table OF ${name.join('.')}.`,
          help: 'CASCADE changes the table too, under ACCESS EXCLUSIVE; or create a new type and move to it in steps.',
        })
        return
      }
      const user =
        command.subtype === 'AT_AlterColumnType'
          ? users[0]
          : users.find(({ parent }) => context.tableById(parent!).live)
      if (entry?.definedAt?.uri === source.uri && !user) return
      const attribute = command.name ?? as(command.def, 'ColumnDef')?.colname ?? ''
      const fails = user !== undefined && command.subtype === 'AT_AlterColumnType'
      const used = user ? `${context.tableById(user.parent!).shown}.${user.id.path.at(-1)}` : ''
      const cascade = command.behavior === 'DROP_CASCADE' ? ', and takes ACCESS EXCLUSIVE on tables made OF it' : ''
      context.report({
        at: context.clause,
        ...(fails ? { severity: 'error' } : entry && !user && { severity: 'info' }),
        message: fails
          ? `${what} (${attribute}) fails: ${used} is of type ${name.join('.')}.`
          : `${what} (${attribute}) of ${name.join('.')} changes every value of the type at once${used && `, those of ${used} too`}${cascade}.`,
        help: 'Create a new type and move to it in steps.',
      })
    },
  }),
})
