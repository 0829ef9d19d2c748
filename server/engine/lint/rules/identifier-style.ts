import { strings } from '../../catalog/expression'
import { spanOfIdentifier } from '../../syntax/spans'
import type { Statement } from '../../syntax/statement'

import { reserved } from '../helpers/reserved-words'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    ...(['NM101', 'NM102', 'NM103', 'NM104', 'NM105', 'NM106'] as const).map((name) => ({
      tool: 'atlas' as const,
      name,
    })),
    ...(['TABLE', 'COLUMN', 'INDEX_PK', 'INDEX_UK', 'INDEX_FK', 'INDEX_IDX'] as const).map((name) => ({
      tool: 'bytebase' as const,
      name: `NAMING_${name}`,
    })),
  ],
  options: {
    table: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Tables and views.' },
    column: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Columns.' },
    index: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Indexes.' },
    constraint: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Constraints.' },
    type: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Types and domains.' },
    function: { type: 'string', default: '^[a-z][a-z0-9_]*$', description: 'Functions and procedures.' },
    reservedWords: { type: 'boolean', default: true, description: 'Refuse names that are reserved words of SQL.' },
  },
  docs: {
    summary: 'A name does not follow the project’s pattern, or is a reserved word.',
    why: 'A name with capitals or a reserved word has to be quoted in every query; a misspelt quote is another name. Patterns are regular expressions, one a kind of object.',
    instead: 'Name it anew before its first deploy: later it is a breaking change.',
    wrong: ['create table "Users" (id bigint primary key);', 'create table "order" (id bigint primary key);'],
    right: ['create table users (id bigint primary key);'],
  },
  create: () => ({
    CreateStmt: (node, context) => judge('table', node.relation?.relname, context),
    ViewStmt: (node, context) => judge('table', node.view?.relname, context),
    CreateTableAsStmt: (node, context) => judge('table', node.into?.rel?.relname, context),
    ColumnDef(node, context) {
      if (context.statement.tag !== 'AlterTableStmt' || node.colname) judge('column', node.colname, context)
    },
    IndexStmt: (node, context) => judge('index', node.idxname, context),
    Constraint: (node, context) => judge('constraint', node.conname, context),
    CreateEnumStmt: (node, context) => judge('type', strings(node.typeName).at(-1), context),
    CreateDomainStmt: (node, context) => judge('type', strings(node.domainname).at(-1), context),
    CompositeTypeStmt: (node, context) => judge('type', node.typevar?.relname, context),
    CreateFunctionStmt: (node, context) => judge('function', strings(node.funcname).at(-1), context),
    RenameStmt(node, context) {
      const kinds: { readonly [type: string]: string | undefined } = {
        OBJECT_TABLE: 'table',
        OBJECT_VIEW: 'table',
        OBJECT_COLUMN: 'column',
        OBJECT_INDEX: 'index',
        OBJECT_TABCONSTRAINT: 'constraint',
        OBJECT_TYPE: 'type',
        OBJECT_FUNCTION: 'function',
      }
      const kind = kinds[node.renameType ?? '']
      if (kind) judge(kind, node.newname, context)
    },
  }),
})

function judge(kind: string, name: string | undefined, context: RuleContext): void {
  if (!name) return
  const pattern = String(context.options[kind] ?? '')
  const word = context.options.reservedWords === true && reserved.has(name)
  const fits = pattern === '' || matches(name, pattern)
  if (fits && !word) return
  context.report({
    at: placeOf(context.statement, name),
    message: word
      ? `${name} is a reserved word: it has to be quoted wherever it is used.`
      : `${name} does not match ${pattern}, the project's pattern for the names of ${plural[kind]}.`,
    help: 'Choose another name.',
  })
}

const plural: { readonly [kind: string]: string } = {
  table: 'tables',
  column: 'columns',
  index: 'indexes',
  constraint: 'constraints',
  type: 'types',
  function: 'functions',
}

const placeOf = (statement: Statement, name: string) => spanOfIdentifier(statement, name) ?? statement.span

/** A pattern that is no regular expression fits everything. */
function matches(name: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name)
  } catch {
    return true
  }
}
