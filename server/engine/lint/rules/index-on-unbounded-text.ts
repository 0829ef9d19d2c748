import { columnOf, constraintsOf, tableOf } from '../../catalog/read'
import { spanOfIdentifier } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'A btree index on text of any length refuses long values.',
    why: 'A btree entry holds about 2,700 bytes. The first longer value makes CREATE INDEX, or later an INSERT, fail.',
    instead: 'A CHECK on the length, or an index on `md5(column)`.',
    wrong: ['CREATE TABLE t (c text); CREATE INDEX ON t (c);'],
    right: [
      'CREATE TABLE t (c varchar(100)); CREATE INDEX ON t (c);',
      'CREATE TABLE t (c text CHECK (length(c) < 100)); CREATE INDEX ON t (c);',
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      if ((node.accessMethod ?? 'btree') !== 'btree') return
      const { id } = tableOf(context.after, node.relation)
      for (const item of node.indexParams ?? []) {
        const name = (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name
        const type = name && columnOf(context.after, id, name)?.object.type
        if (!name || !(type === 'text' || type === 'character varying' || type === 'bytea')) continue
        if (
          constraintsOf(context.after, id).some(
            ({ object }) =>
              object.form === 'check' && object.columns.includes(name) && /length/.test(object.expression?.text ?? ''),
          )
        )
          continue
        context.report({
          at:
            spanOfIdentifier(context.statement, name, context.statement.at(node.relation?.location)) ??
            context.statement.span,
          message: `A value of ${name} longer than about 2,700 bytes makes this index, or a later INSERT, fail.`,
          help: `Limit its length with a CHECK, or index md5(${name}).`,
        })
      }
    },
  }),
})
