import type { Objects } from './catalog'

/** An index key as CREATE INDEX and EXCLUDE take it. */
export function keyText(key: Objects['index']['keys'][number], quote: (name: string) => string): string {
  const what = key.column !== undefined ? quote(key.column) : `(${key.expression?.text ?? ''})`
  const order = key.descending ? ' DESC' : ''
  const nulls = key.nullsFirst === key.descending ? '' : key.nullsFirst ? ' NULLS FIRST' : ' NULLS LAST'
  return `${what}${key.collation ? ` COLLATE ${quote(key.collation)}` : ''}${key.opclass ? ` ${key.opclass}` : ''}${order}${nulls}`
}
