import { quoteIdentifier } from '../db/quote'
import type { Objects } from './catalog'

/** A column as CREATE TABLE and ADD COLUMN take it. */
export function columnText(name: string, column: Objects['column'], identity?: string): string {
  const parts = [quoteIdentifier(name), column.type]
  if (column.collation) parts.push(`COLLATE ${quoteIdentifier(column.collation)}`)
  if (column.default) parts.push(`DEFAULT ${column.default.enclosed}`)
  if (column.generated) parts.push(`GENERATED ALWAYS AS (${column.expression!.text}) ${column.generated.toUpperCase()}`)
  if (column.identity)
    parts.push(`GENERATED ${column.identity.toUpperCase()} AS IDENTITY${identity ? ` (${identity})` : ''}`)
  if (!column.nullable) parts.push('NOT NULL')
  return parts.join(' ')
}
