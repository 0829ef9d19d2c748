import { readdirSync, readFileSync } from 'node:fs'
import type { Catalog } from '../../../server/engine/catalog/catalog'
import { type Difference, difference } from '../../../server/engine/catalog/compare'
import { fold } from '../../../server/engine/catalog/fold'
import { introspect } from '../../../server/engine/catalog/introspect'
import { ddlOf } from '../../../server/engine/catalog/print'
import { emptyCatalog } from '../../../server/engine/catalog/store'
import type { Session } from '../../../server/engine/db/session'
import { parse } from '../../../server/engine/syntax/parse'
import type { Statement } from '../../../server/engine/syntax/statement'
import { sourceText } from '../../../server/engine/text/source'

export interface OracleCase {
  readonly file: string
  readonly title: string
  /** The oldest major that has all of it; 14 when the title doesn't say `{"postgres": N}`. */
  readonly from: number
  readonly statements: readonly Statement[]
}

const folder = 'test/engine/catalog/kinds'

/** `--- title` starts a case; JSON in front of the title says from which major on it can run. */
export function readCases(): OracleCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) =>
      readFileSync(`${folder}/${file}`, 'utf8')
        .split(/^--- ?/m)
        .slice(1)
        .map((text) => {
          const [head = '', ...rest] = text.split('\n')
          const [, json, title] = /^(\{.*?\})?\s*(.*)$/.exec(head)!
          const parsed = parse(sourceText(`${file}: ${title}`, rest.join('\n')))
          if (parsed.errors.length > 0) throw new Error(`${file}: ${title}: ${parsed.errors[0]!.message}`)
          const from = json ? (JSON.parse(json) as { postgres: number }).postgres : 14
          return { file, title: title!, from, statements: parsed.statements }
        }),
    )
}

export const folded = (statements: readonly Statement[]): Catalog =>
  statements.reduce<Catalog>((catalog, statement) => fold(catalog, statement), emptyCatalog())

/** Runs the case on an empty database, statement by statement, and compares what is there with the fold. */
export async function observe(test: OracleCase, session: Session): Promise<readonly Difference[]> {
  for (const statement of test.statements) {
    try {
      await session.script(statement.text)
    } catch (cause) {
      throw new Error(`${test.file}: ${test.title}: PostgreSQL refuses \`${statement.text}\``, { cause })
    }
  }
  return difference(folded(test.statements), await introspect(session))
}

/** Prints the folded catalog as DDL, runs that on an empty database, and compares what is there with the fold. */
export async function rebuilt(test: OracleCase, session: Session): Promise<readonly Difference[]> {
  const catalog = folded(test.statements)
  // CREATE TABLE AS leaves types of expressions open: there is no DDL for what isn't known.
  for (const { object } of catalog.ofKind('column')) if (object.type === 'unknown') return []
  const { statements, errors } = parse(sourceText(test.title, ddlOf(catalog)))
  if (errors.length > 0) throw new Error(`our own DDL: ${errors[0]!.message}\n${ddlOf(catalog)}`)
  for (const { text } of statements) {
    try {
      await session.script(text)
    } catch (cause) {
      throw new Error(`${test.file}: ${test.title}: PostgreSQL refuses our own \`${text}\``, { cause })
    }
  }
  return difference(catalog, await introspect(session))
}

/** Everything a case may have left. */
export async function clean(session: Session): Promise<void> {
  await session.script('rollback; reset all; set client_min_messages = error')
  const { rows } = await session.query<{ text: string }>(`
    select format('drop extension %I cascade', extname) as text from pg_extension where extname <> 'plpgsql'
    union all select format('drop publication %I', pubname) from pg_publication
    union all select format('drop event trigger %I', evtname) from pg_event_trigger
    union all select format('drop foreign data wrapper %I cascade', fdwname) from pg_foreign_data_wrapper
    union all select format('drop schema %I cascade', nspname) from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`)
  for (const { text } of rows) await session.script(text)
  await session.script('drop table if exists pg_temp.t cascade; create schema public; reset all')
}

export const printed = (differences: readonly Difference[]): string =>
  differences
    .map(({ kind, path, change, attributes }) => {
      const rest = (attributes ?? []).map(
        ({ name, expected, actual }) => `\n    ${name}: fold ${text(expected)}, server ${text(actual)}`,
      )
      return `${change === 'missing' ? 'only in the fold' : change === 'unexpected' ? 'only on the server' : change} ${kind} ${path.join('.')}${rest.join('')}`
    })
    .join('\n')

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
