import { objectName } from '../../catalog/names'
import { quoteIdentifier } from '../../db/quote'
import type { RuleContext, TableFacts } from '../rule'
import { writtenName } from './alter-table'
import { sqlLike } from './sql-like'

interface Body {
  readonly up: string
  readonly down?: string
  readonly transactional?: boolean
}

/** The clause that begins the safe way to NOT NULL, and the migrations that must follow it, in order. */
export function notNullSteps(
  column: string,
  table: TableFacts,
  context: RuleContext,
): { clause: string; rest: readonly Body[] } {
  const sql = sqlLike(context.statement)
  const name = quoteIdentifier(objectName(table.id.path.at(-1)!, column, 'not_null'))
  const c = quoteIdentifier(column)
  const on = writtenName(context)
  const validate = { up: sql`ALTER TABLE ${on} VALIDATE CONSTRAINT ${name};\n` }
  if (context.postgres >= 18) return { clause: sql`ADD CONSTRAINT ${name} NOT NULL ${c} NOT VALID`, rest: [validate] }
  const set = {
    up: sql`ALTER TABLE ${on} ALTER COLUMN ${c} SET NOT NULL;\nALTER TABLE ${on} DROP CONSTRAINT ${name};\n`,
    down: sql`ALTER TABLE ${on} ALTER COLUMN ${c} DROP NOT NULL;\n`,
  }
  return { clause: sql`ADD CONSTRAINT ${name} CHECK (${c} IS NOT NULL) NOT VALID`, rest: [validate, set] }
}

/** A migration that fills a column in batches, committing each: run outside a transaction. */
export function backfill(on: string, assignments: string, missing: string, context: RuleContext): Body {
  const sql = sqlLike(context.statement)
  const up = sql`DO $$
BEGIN
  LOOP
    UPDATE ${on} SET ${assignments}
    WHERE CTID IN (SELECT CTID FROM ${on} WHERE ${missing} LIMIT 10000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END
$$;
`
  return { up: up.replaceAll('CTID', 'ctid'), transactional: false }
}
