import { columnOf, constraintsOf, indexesOf } from '../../catalog/read'
import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import type { Node } from '../../syntax/statement'
import type { RuleContext, TableFacts } from '../rule'
import { newline, replace, withSemicolon } from './edits'

/**
 * The rename of a column as expand and contract: here the new column and a trigger that keeps both in step, in migrations that follow the
 * values of old rows and NOT NULL, in the last one the end of the old column. None for a column with a default, which the trigger could not
 * tell from a value, nor for one with indexes or constraints, which would have to be built anew.
 */
export function expandColumn(node: Node<'RenameStmt'>, table: TableFacts, context: RuleContext): readonly Fix[] {
  const { statement } = context
  const column = columnOf(context.before, table.id, node.subname ?? '')
  if (!column || column.object.generated || column.object.identity || column.object.default || statement.enclosure)
    return []
  if (needed(node.subname ?? '', table, context)) return []
  const [old, next] = [quoteIdentifier(node.subname ?? ''), quoteIdentifier(node.newname ?? '')]
  const schema = node.relation?.schemaname ? [node.relation.schemaname] : []
  const on = quoteName([...schema, node.relation?.relname ?? ''])
  const name = `${node.relation?.relname}_${node.newname}_sync`.slice(0, 63)
  const sync = quoteName([...schema, name])
  const trigger = quoteIdentifier(name)
  const up = [
    `ALTER TABLE ${on} ADD COLUMN ${next} ${column.object.type};`,
    `CREATE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql AS $$`,
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    `    NEW.${next} := coalesce(NEW.${next}, NEW.${old});`,
    `    NEW.${old} := coalesce(NEW.${old}, NEW.${next});`,
    `  ELSIF NEW.${next} IS DISTINCT FROM OLD.${next} THEN`,
    `    NEW.${old} := NEW.${next};`,
    '  ELSE',
    `    NEW.${next} := NEW.${old};`,
    '  END IF;',
    '  RETURN NEW;',
    'END',
    '$$;',
    `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${on} FOR EACH ROW EXECUTE FUNCTION ${sync}();`,
  ]
  const proof = quoteIdentifier(`${node.relation?.relname}_${node.newname}_not_null`.slice(0, 63))
  const notNull = [
    { up: `ALTER TABLE ${on} ADD CONSTRAINT ${proof} CHECK (${next} IS NOT NULL) NOT VALID;` },
    {
      up: `ALTER TABLE ${on} VALIDATE CONSTRAINT ${proof};\nALTER TABLE ${on} ALTER COLUMN ${next} SET NOT NULL;\nALTER TABLE ${on} DROP CONSTRAINT ${proof};`,
    },
  ]
  const creates = context.followUp(`rename ${node.relation?.relname}.${node.subname}`, [
    { up: `UPDATE ${on} SET ${next} = ${old} WHERE ${next} IS DISTINCT FROM ${old};` },
    ...(column.object.nullable ? [] : notNull),
    { up: `DROP TRIGGER ${trigger} ON ${on};\nDROP FUNCTION ${sync}();\nALTER TABLE ${on} DROP COLUMN ${old};` },
  ])
  if (!creates) return []
  return [
    {
      title: `Add ${next} beside ${old} and keep both in step`,
      safety: 'review',
      edits: [replace(withSemicolon(statement), up.join(newline(statement)))],
      creates,
    },
  ]
}

/** Something else than NOT NULL hangs on the column. */
function needed(name: string, table: TableFacts, context: RuleContext): boolean {
  const { before } = context
  return (
    constraintsOf(before, table.id).some(({ object }) => object.form !== 'not null' && object.columns.includes(name)) ||
    indexesOf(before, table.id).some(({ object }) => object.keys.some(({ column }) => column === name))
  )
}
