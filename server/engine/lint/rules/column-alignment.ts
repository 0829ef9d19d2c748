import { strings } from '../../catalog/expression'
import { all } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

/** pg_type.typlen and typalign of fixed-width types; everything else is variable and aligned to 4. */
const widths: { readonly [type: string]: number } = {
  bool: 1,
  char: 1,
  int2: 2,
  smallserial: 2,
  int4: 4,
  serial: 4,
  float4: 4,
  date: 4,
  int8: 8,
  bigserial: 8,
  float8: 8,
  timestamp: 8,
  timestamptz: 8,
  time: 8,
  money: 8,
}

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'atlas', name: 'PG110' },
    { tool: 'migrationpilot', name: 'MP061' },
  ],
  options: { bytes: { type: 'integer', default: 8, description: 'Padding a row may have, in bytes.' } },
  docs: {
    summary: 'The order of columns wastes space in every row.',
    why: 'A value begins at a multiple of its width: an int8 behind a boolean leaves seven bytes unused, in every row and in memory too.',
    instead: 'Put 8-byte columns first, then 4, 2 and 1, then those of variable length.',
    wrong: ['create table t (a boolean, b bigint, c boolean, d bigint);'],
    right: ['create table t (b bigint, d bigint, a boolean, c boolean);'],
  },
  create: () => ({
    CreateStmt(node, context) {
      if (node.partbound || node.relation?.relpersistence === 't') return
      const columns = all(node.tableElts, 'ColumnDef').map(({ typeName }) =>
        typeName?.arrayBounds ? undefined : widths[strings(typeName?.names).at(-1) ?? ''],
      )
      // Behind the first value of variable length nothing is known.
      const fixed = columns.slice(
        0,
        columns.includes(undefined) ? columns.indexOf(undefined) : columns.length,
      ) as number[]
      const wasted = padding(fixed) - padding([...fixed].sort((a, b) => b - a))
      if (wasted < Number(context.options.bytes)) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `Every row of ${node.relation?.relname} has ${wasted} bytes of padding that another order of columns saves.`,
        help: 'Put the widest columns first.',
      })
    },
  }),
})

function padding(widthsInOrder: readonly number[]): number {
  let at = 0
  let wasted = 0
  for (const width of widthsInOrder) {
    const gap = (width - (at % width)) % width
    wasted += gap
    at += gap + width
  }
  return wasted
}
