import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { conventions } from '../../../../server/engine/conventions'
import type {
  AppliedMigration,
  Convention,
  MigrationFile,
  ToolSettings,
} from '../../../../server/engine/conventions/convention'
import { openServer } from '../../../../server/engine/db/pg'
import type { Database, Session } from '../../../../server/engine/db/session'
import { availableMajors, withServer } from '../../../support/postgres'
import { type Loaded, load } from '../project'

const bins = resolve('.cache/tools/node_modules/.bin')
const modules = resolve('.cache/tools/node_modules')

/** Why a tool cannot be run here; undefined when it can. */
export function missing(bin: string): string | undefined {
  if (!availableMajors().majors.includes(18)) return 'no PostgreSQL 18 on this machine'
  if (existsSync(join(bins, bin))) return undefined
  return `${bin} is not installed: ${whyNot()}`
}

/** What `scripts/tools.mjs` wrote down when the registry refused. */
export function whyNot(): string {
  const file = resolve('.cache/tools/why-not.txt')
  return existsSync(file) ? readFileSync(file, 'utf8') : 'run node scripts/tools.mjs'
}

/** A project of one tool with a database of its own, and both ways to apply to it. */
export interface Bench {
  readonly url: URL
  readonly folder: string
  /** Writes files below the project's folder, creating what is missing. */
  write(texts: Readonly<Record<string, string>>): void
  remove(path: string): void
  /** Standard output and error of the tool; fails when it does. */
  tool(bin: string, ...args: string[]): string
  applied(settings?: ToolSettings): Promise<readonly AppliedMigration[]>
  /** What Lockstep does: lock, run each pending file as its sections say, record. */
  apply(files: Readonly<Record<string, string>>, settings?: ToolSettings): Promise<readonly string[]>
  /** Takes back the last one by its down part. */
  rollBack(files: Readonly<Record<string, string>>, version: string, settings?: ToolSettings): Promise<void>
  tables(): Promise<readonly string[]>
}

export async function withBench(
  id: keyof typeof conventions,
  work: (bench: Bench) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const convention: Convention = conventions[id]
  const books = convention.books!
  const folder = mkdtempSync(join(tmpdir(), `lockstep-${id}-`))
  await withServer(18, async ({ createDatabase, host, port, user }) => {
    const url = new URL(await createDatabase())
    const database: Database = openServer({ host, port, user, database: url.pathname.slice(1), sslMode: 'disable' })
    const inOrder = (texts: Readonly<Record<string, string>>, settings: ToolSettings): readonly Loaded[] =>
      Object.entries(texts)
        .filter(([path]) => convention.parseName(path, settings))
        .map(([path, text]) => load(convention, path, text, { settings }))
        .sort((a, b) => convention.compare(a, b, settings))
    const identity = (migration: Pick<AppliedMigration, 'version'>) =>
      convention.identity?.(migration) ?? migration.version
    const run = async (
      session: Session,
      file: MigrationFile,
      direction: 'up' | 'down',
      done: (session: Session) => Promise<void>,
    ): Promise<void> => {
      const [section] = file.sections.filter((section) => section.direction === direction)
      assert.ok(section, `${file.relativePath} has no ${direction} part`)
      const sql = file.source.slice(section.span)
      if (section.scope === 'file' || section.scope === 'batch') {
        await session.transaction(async (transaction) => {
          await transaction.script(sql)
          await done(transaction)
        })
      } else {
        await session.script(sql)
        await done(session)
      }
    }
    try {
      await work({
        url,
        folder,
        write: (texts) => {
          for (const [path, text] of Object.entries(texts)) {
            mkdirSync(dirname(join(folder, path)), { recursive: true })
            writeFileSync(join(folder, path), text)
          }
        },
        remove: (path) => rmSync(join(folder, path)),
        tool(bin, ...args) {
          const { status, stdout, stderr } = spawnSync(join(bins, bin), args, {
            cwd: folder,
            encoding: 'utf8',
            env: {
              ...process.env,
              DATABASE_URL: `${url.href}?sslmode=disable`,
              NODE_PATH: modules,
              NO_COLOR: '1',
              ...env,
            },
          })
          assert.equal(status, 0, `${bin} ${args.join(' ')}: ${stdout}${stderr}`)
          return `${stdout}${stderr}`
        },
        applied: (settings = {}) => database.withSession((session) => books.applied(session, settings)),
        apply: (texts, settings = {}) =>
          database.withSession(async (session) => {
            const keys = (await books.lock?.keys(session, settings)) ?? []
            for (const key of keys) {
              const { rows } = await session.query<{ taken: boolean }>(
                'select pg_try_advisory_lock($1::bigint) as taken',
                [key.toString()],
              )
              assert.ok(rows[0]!.taken)
            }
            await books.prepare(session, settings)
            const before = new Set((await books.applied(session, settings)).map(identity))
            const pending = inOrder(texts, settings).filter(
              (file) => file.name.direction !== 'down' && !before.has(identity(file.name)),
            )
            for (const file of pending) {
              const outside = file.sections.every(({ scope }) => scope === 'statement' || scope === 'simple query')
              if (outside) await books.record(session, { file, milliseconds: 0, outcome: 'started' }, settings)
              await run(session, file, 'up', (inside) =>
                books.record(inside, { file, milliseconds: 1, outcome: 'done' }, settings),
              )
            }
            return pending.map((file) => file.name.version)
          }),
        rollBack: (texts, version, settings = {}) =>
          database.withSession(async (session) => {
            const files = inOrder(texts, settings)
            const file = files.find(
              ({ name, sections }) =>
                name.version === version && sections.some(({ direction }) => direction === 'down'),
            )!
            await run(session, file, 'down', (inside) => books.forget(inside, file, settings, files))
          }),
        tables: () =>
          database.withSession(async (session) => {
            const { rows } = await session.query<{ name: string }>(
              "select relname::text as name from pg_class where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace and relname ~ '^t[0-9]' order by 1",
            )
            return rows.map(({ name }) => name)
          }),
      })
    } finally {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
