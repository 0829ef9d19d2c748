import type { Diagnostic } from '../diagnostic'
import type { Statistics } from '../lint/statistics'
import { type SourceText, spanOf } from '../text/source'
import { readChecked, type Schema } from './settings'

const count: Schema = { type: 'integer', minimum: 0 }

const schema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['takenAt', 'tables'],
  properties: {
    takenAt: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT` },
    countedSince: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT` },
    tables: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['rows', 'bytes'],
        properties: { rows: count, bytes: count, writesPerDay: count },
      },
    },
  },
}

/** A damaged file is used in no part: half a picture of the sizes grades wrongly. One finding says so. */
export function readStatistics(source: SourceText): {
  readonly statistics?: Statistics
  readonly diagnostics: readonly Diagnostic[]
} {
  const name = source.uri.slice(source.uri.lastIndexOf('/') + 1)
  const { value, diagnostics } = readChecked<Statistics>(source, schema, name)
  const [first] = diagnostics
  if (value && !first) return { statistics: value, diagnostics }
  return {
    diagnostics: [
      {
        code: 'statistics',
        severity: 'error',
        span: first?.span ?? spanOf(0, Math.min(1, source.text.length)),
        message: `${first?.message ?? `${name} is empty.`} No table sizes are used.`,
        help: '`lockstep statistics` writes the file anew.',
        fixes: [],
      },
    ],
  }
}
