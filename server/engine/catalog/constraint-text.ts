import { quoteIdentifier, quoteName } from '../db/quote'
import type { Objects } from './catalog'
import { keyText } from './key-text'
import { printedOptions } from './options'

const list = (columns: readonly string[]): string => columns.map(quoteIdentifier).join(', ')

/** Not said in CREATE TABLE: a foreign key may need a table made later, and NOT VALID means nothing there. */
export const isLate = ({ form, validated, enforced }: Objects['constraint']): boolean =>
  form === 'foreign key' || (!validated && enforced)

/** A constraint as ADD CONSTRAINT name takes it, NOT VALID included. */
export function constraintText(constraint: Objects['constraint'], index?: Objects['index']): string {
  const { form, columns, references } = constraint
  const parts: string[] = []
  if (form === 'check') parts.push(`CHECK (${constraint.expression?.text ?? ''})`)
  else if (form === 'not null') parts.push(`NOT NULL ${list(columns)}`)
  else if (form === 'exclusion') {
    const keys = index?.keys.map((key) => keyText(key, quoteIdentifier)) ?? columns.map(quoteIdentifier)
    const pairs = keys.map((key, i) => `${key} WITH ${constraint.operators?.[i] ?? '='}`)
    parts.push(`EXCLUDE USING ${index?.method ?? 'gist'} (${pairs.join(', ')})`)
    if (index?.where) parts.push(`WHERE (${index.where.text})`)
  } else if (form === 'foreign key') {
    const keys = constraint.period
      ? [...columns.slice(0, -1).map(quoteIdentifier), `PERIOD ${quoteIdentifier(columns.at(-1)!)}`].join(', ')
      : list(columns)
    const target = references!.columns
    const targets = constraint.period
      ? [...target.slice(0, -1).map(quoteIdentifier), `PERIOD ${quoteIdentifier(target.at(-1)!)}`].join(', ')
      : list(target)
    parts.push(
      `FOREIGN KEY (${keys}) REFERENCES ${quoteName(references!.table)}${target.length > 0 ? `(${targets})` : ''}`,
    )
    if (constraint.match === 'full') parts.push('MATCH FULL')
    if (constraint.onUpdate && constraint.onUpdate !== 'no action')
      parts.push(`ON UPDATE ${constraint.onUpdate.toUpperCase()}`)
    if (constraint.onDelete && constraint.onDelete !== 'no action') {
      parts.push(
        `ON DELETE ${constraint.onDelete.toUpperCase()}${constraint.onDeleteColumns ? ` (${list(constraint.onDeleteColumns)})` : ''}`,
      )
    }
  } else {
    const nulls = index?.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''
    parts.push(`${form.toUpperCase()}${nulls} (${list(columns)}${constraint.period ? ' WITHOUT OVERLAPS' : ''})`)
    if (index && index.include.length > 0) parts.push(`INCLUDE (${list(index.include)})`)
    if (index) parts.push(printedOptions(index.options).trim())
  }
  if (constraint.deferrable) parts.push(`DEFERRABLE${constraint.initiallyDeferred ? ' INITIALLY DEFERRED' : ''}`)
  if (constraint.noInherit) parts.push('NO INHERIT')
  if (!constraint.enforced) parts.push('NOT ENFORCED')
  else if (!constraint.validated) parts.push('NOT VALID')
  return parts.filter((part) => part !== '').join(' ')
}
