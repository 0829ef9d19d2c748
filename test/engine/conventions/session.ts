import { PGlite } from '@electric-sql/pglite'
import { PostgresFailure, type Session } from '../../../server/engine/db/session'

type Runner = Pick<PGlite, 'query' | 'exec'>

/** PGlite in this process behind the engine's own interface: books are plain SQL and need no worker. */
export async function embedded(): Promise<{
  readonly session: Session
  reset(): Promise<void>
  close(): Promise<void>
}> {
  const database = await PGlite.create()
  const failure = (error: unknown): never => {
    const { message, code } = error as { message: string; code?: string }
    throw code === undefined ? error : new PostgresFailure(message, { sqlState: code })
  }
  const over = (runner: Runner): Session => ({
    backend: 'pglite',
    major: 18,
    pid: 0,
    can: { cancel: false, concurrently: false, otherSessions: false, extensions: false },
    async query<Row>(sql: string, values?: readonly unknown[]) {
      const { rows, affectedRows } = await runner
        .query<Row>(sql, values === undefined ? undefined : [...values])
        .catch(failure)
      return { rows, ...(affectedRows !== undefined && { affected: affectedRows }) }
    },
    script: (sql) => runner.exec(sql).then(() => undefined, failure),
    transaction: (work) => database.transaction((transaction) => work(over(transaction))) as never,
  })
  return {
    session: over(database),
    async reset() {
      const { rows } = await database.query<{ name: string }>(
        "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
      )
      await database.exec(
        `${rows.map(({ name }) => `drop schema ${name} cascade;`).join('\n')} create schema public; set search_path to public`,
      )
    },
    close: () => database.close(),
  }
}
