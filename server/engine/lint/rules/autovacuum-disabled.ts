import { is, type Node } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import { later, sameRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP066' }],
  docs: {
    summary: 'A table without autovacuum bloats until the server forces it.',
    why: 'Dead rows stay, statistics grow old and plans go wrong. When the oldest row nears the wraparound limit the server vacuums the table anyway, at the worst moment.',
    instead:
      'Tune `autovacuum_vacuum_scale_factor` and `autovacuum_vacuum_cost_delay` of the table. Switch it back on in the migration that switched it off.',
    wrong: [
      'ALTER TABLE events SET (autovacuum_enabled = false);',
      'CREATE TABLE q (id int) WITH (autovacuum_enabled = off);',
    ],
    right: [
      'ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.01);',
      'ALTER TABLE e SET (autovacuum_enabled = false); ALTER TABLE e RESET (autovacuum_enabled);',
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      const { statement } = context
      if (node.subtype !== 'AT_SetRelOptions' || !is(statement, 'AlterTableStmt')) return
      const { relation } = statement.node
      if (
        later(context).some(
          (next) =>
            is(next, 'AlterTableStmt') &&
            sameRelation(next.node.relation, relation) &&
            restores(next.node, namespaces(node)),
        )
      )
        return
      const options = (node.def as { List?: Node<'List'> } | undefined)?.List?.items
      check(options, context, context.table(relation).shown)
    },
    CreateTableAsStmt({ into }, context) {
      if (into?.rel?.relpersistence !== 't') check(into?.options, context, context.table(into?.rel).shown)
    },
    CreateStmt(node, context) {
      if (node.relation?.relpersistence !== 't') check(node.options, context, context.table(node.relation).shown)
    },
  }),
})

const element = (option: unknown): Node<'DefElem'> => (option as { DefElem: Node<'DefElem'> }).DefElem

function isOff({ defname, arg }: Node<'DefElem'>): boolean {
  if (defname !== 'autovacuum_enabled') return false
  const any = arg as
    | {
        String?: { sval?: string }
        TypeName?: { names?: { String?: { sval?: string } }[] }
        Integer?: { ival?: number }
      }
    | undefined
  if (any?.Integer) return !any.Integer.ival
  const text = any?.String?.sval ?? any?.TypeName?.names?.at(-1)?.String?.sval ?? 'true'
  return /^(false|off|no|f|n|0)$/i.test(text)
}

/** The tables an option list is about: the table itself (empty) or its TOAST table. */
const namespaces = (node: Node<'AlterTableCmd'>): readonly string[] =>
  ((node.def as { List?: Node<'List'> } | undefined)?.List?.items ?? [])
    .map(element)
    .filter(isOff)
    .map(({ defnamespace }) => defnamespace ?? '')

function restores(node: Node<'AlterTableStmt'>, all: readonly string[]): boolean {
  const commands = (node.cmds ?? []).map((item) => (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd)
  const restored = commands.flatMap((command) =>
    ((command.def as { List?: Node<'List'> } | undefined)?.List?.items ?? [])
      .map(element)
      .filter((option) => option.defname === 'autovacuum_enabled')
      .filter((option) => command.subtype === 'AT_ResetRelOptions' || !isOff(option))
      .map(({ defnamespace }) => defnamespace ?? ''),
  )
  return all.length > 0 && all.every((namespace) => restored.includes(namespace))
}

function check(options: readonly unknown[] | undefined, context: RuleContext, table: string): void {
  const { statement } = context
  for (const option of options ?? []) {
    const definition = element(option)
    if (!isOff(definition)) continue
    const start = statement.at(definition.location)
    context.report({
      at: optionSpan(context, start),
      message: `Autovacuum is off for ${table}${definition.defnamespace ? "'s TOAST table" : ''}: dead rows pile up until the server forces a vacuum.`,
      help: 'Lower autovacuum_vacuum_scale_factor for this table instead.',
    })
  }
}

function optionSpan({ statement }: RuleContext, start: Span['start']): Span {
  let end = start
  for (const token of statement.tokens) {
    if (token.span.start < start) continue
    if (token.text === ',' || token.text === ')') break
    end = token.span.end
  }
  return spanOf(start, end)
}
