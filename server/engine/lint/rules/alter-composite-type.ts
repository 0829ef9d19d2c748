import { columnsOfType, find, nameOf } from '../../catalog/read'
import { as, commandsOf } from '../helpers/nodes'
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
    why: 'PostgreSQL refuses to change the type of an attribute while a table has a column of the composite type. Adding or dropping an attribute changes the value of every such column at once, and with CASCADE takes ACCESS EXCLUSIVE on the tables made `OF` the type. Clients that read the value by position break.',
    instead: 'Create a new type and move the columns to it in steps.',
    wrong: ['alter type address add attribute country text;'],
    right: ['create type address as (street text);\nalter type address add attribute country text;'],
  },
  create: () => ({
    AlterTableStmt(node, context) {
      if (node.objtype !== 'OBJECT_TYPE') return
      const { before, source } = context
      const { entry, id } = find(before, ['type'], nameOf(node.relation))
      const users = columnsOfType(before, id).filter(({ parent }) => parent && context.tableById(parent).live)
      if (entry?.definedAt?.uri === source.uri && users.length === 0) return
      for (const command of commandsOf(node)) {
        const what = forms[command.subtype ?? '']
        if (!what) continue
        const attribute = command.name ?? as(command.def, 'ColumnDef')?.colname ?? ''
        const user = users[0]
        const fails = user !== undefined && command.subtype === 'AT_AlterColumnType'
        const used = user ? `${context.tableById(user.parent!).shown}.${user.id.path.at(-1)}` : ''
        const type = nameOf(node.relation).join('.')
        context.report({
          at: context.clause,
          ...(fails ? { severity: 'error' as const } : entry && !user && { severity: 'info' as const }),
          message: fails
            ? `${what} (${attribute}) fails: ${used} is of type ${type}.`
            : `${what} (${attribute}) of ${type} changes every value of the type at once${used ? `, those of ${used} too` : ''}${command.behavior === 'DROP_CASCADE' ? ', and takes ACCESS EXCLUSIVE on tables made OF it' : ''}.`,
          help: 'Create a new type and move to it in steps.',
        })
      }
    },
  }),
})
