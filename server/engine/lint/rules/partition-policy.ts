import { spanOfWords } from '../../syntax/spans'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'TABLE_DISALLOW_PARTITION' },
    { tool: 'migrationpilot', name: 'MP093' },
    { tool: 'migrationpilot', name: 'MP108' },
    { tool: 'migrationpilot', name: 'MP110' },
  ],
  options: {
    partitions: {
      type: 'boolean',
      default: false,
      description: 'Allow partitioned tables; then only DEFAULT partitions are reported.',
    },
  },
  docs: {
    summary: 'A house rule against partitioned tables, or against default partitions.',
    why: 'Partitioned tables need care for every index, foreign key and unique constraint. A default partition collects what fits nowhere, and is read whole for each new partition.',
    instead: 'As the house decides.',
    wrong: ['CREATE TABLE e (at date) PARTITION BY RANGE (at);', 'CREATE TABLE d PARTITION OF e DEFAULT;'],
    right: ['CREATE TABLE e (at date);'],
  },
  create: () => ({
    CreateStmt(node, context) {
      const { statement } = context
      if (node.partspec && !context.options.partitions) {
        context.report({
          at: spanOfWords(statement, ['partition', 'by']) ?? statement.span,
          message: `${node.relation?.relname} is a partitioned table.`,
          help: 'Leave out PARTITION BY.',
        })
      }
      if (node.partbound?.is_default) {
        context.report({
          at: statement.tokens.at(-1)?.span ?? statement.span,
          message: `${node.relation?.relname} is a default partition: it is read whole for each new partition.`,
          help: 'Create partitions ahead of time instead.',
        })
      }
    },
  }),
})
