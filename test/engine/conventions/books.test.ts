import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { conventions } from '../../../server/engine/conventions'
import type { Convention } from '../../../server/engine/conventions/convention'
import { detectProjects } from '../../../server/engine/conventions/detect'
import { openServer } from '../../../server/engine/db/pg'
import { openEmbedded } from '../../../server/engine/db/pglite'
import type { Database, Session } from '../../../server/engine/db/session'
import { Failure } from '../../../server/engine/failure'
import { availableMajors, withServer } from '../../support/postgres'
import { cases } from './cases'
import { folderTexts, load, loadAll, memoryFiles, partsOf } from './project'

const registry: Readonly<Record<string, Convention>> = conventions
const columns = `select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end ||
  coalesce(' ' || case when attidentity = '' then pg_get_expr(adbin, adrelid) else 'identity' end, '') as definition
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = $1::regclass and attnum > 0 order by attnum`

const rows = async (session: Session, sql: string): Promise<readonly unknown[]> =>
  (await session.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row))

async function empty(session: Session): Promise<void> {
  const { rows: schemas } = await session.query<{ name: string }>(
    "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  )
  await session.script(
    `${schemas.map(({ name }) => `drop schema ${name} cascade;`).join('\n')} create schema public; set search_path to public`,
  )
}

function contract(name: string, open: () => Promise<Database>): void {
  describe(name, { concurrency: false }, () => {
    let opened: Promise<Database> | undefined
    after(async () => (await opened)?.close())
    const check = (title: string, run: (session: Session) => Promise<void>) =>
      test(title, async () => {
        opened ??= open()
        await (await opened).withSession(async (session) => {
          await empty(session)
          await run(session)
        })
      })
    conventionsKeepBooks(check)
  })
}

contract('embedded', async () => openEmbedded())
const { majors, reason } = availableMajors()
if (reason !== undefined) test('books on every wanted server', { skip: reason }, () => undefined)
for (const major of majors) {
  contract(`PostgreSQL ${major}`, () =>
    withServer(major, async ({ host, port, user, createDatabase }) =>
      openServer({ host, port, user, database: new URL(await createDatabase()).pathname.slice(1), sslMode: 'prefer' }),
    ),
  )
}

function conventionsKeepBooks(check: (title: string, run: (session: Session) => Promise<void>) => void): void {
  for (const [id, { books }] of Object.entries(registry)) {
    const expected = cases[id]?.books
    if (!books) continue
    const convention = registry[id]!
    assert.ok(expected, `${id} has books and no case`)
    const own = expected.settings ?? {}
    const project = async () => {
      const files = memoryFiles(folderTexts(`test/engine/conventions/${id}`))
      const found = (await detectProjects(files, registry))[0]!
      const loaded = await loadAll(convention, files, found)
      return { settings: found.settings, files: loaded.flatMap((file) => partsOf(convention, file, own)) }
    }
    const identity = (migration: { version: string; title?: string; kind?: 'versioned' }) =>
      convention.identity ? convention.identity(migration) : migration.version

    check(`${id}: nothing is read or written before there are books`, async (session) => {
      assert.deepEqual(await books.applied(session, own), [])
      assert.deepEqual(
        await rows(
          session,
          "select relname from pg_class join pg_namespace n on n.oid = relnamespace where nspname !~ '^(pg_|information_schema)'",
        ),
        [],
      )
    })

    check(`${id}: makes the table the tool makes`, async (session) => {
      await books.prepare(session, own)
      await books.prepare(session, own)
      for (const [table, definitions] of Object.entries(expected.tables)) {
        const { rows: found } = await session.query<{ definition: string }>(columns, [table])
        assert.deepEqual(
          found.map(({ definition }) => definition),
          definitions,
        )
      }
      assert.deepEqual(await rows(session, expected.rows), expected.fresh ?? [])
    })

    check(`${id}: records, reads and forgets as the tool does`, async (session) => {
      const { files } = await project()
      const up = files.filter(
        (file) =>
          file.name.direction !== 'down' && file.name.kind !== 'callback' && file.relativePath !== 'current.sql',
      )
      await books.prepare(session, own)
      for (const file of up) {
        if (file.sections.every((section) => section.scope !== 'file' && section.scope !== 'batch')) {
          await books.record(session, { file, milliseconds: 0, outcome: 'started' }, own)
          await books.record(session, { file, milliseconds: 7.4, outcome: 'done' }, own)
        } else await session.transaction((tx) => books.record(tx, { file, milliseconds: 7.4, outcome: 'done' }, own))
      }
      assert.deepEqual(await rows(session, expected.rows), expected.recorded)
      const applied = await books.applied(session, own)
      if (!expected.latestOnly)
        assert.deepEqual(applied.map(identity as never).sort(), up.map((file) => identity(file.name as never)).sort())
      assert.equal(identity(applied.at(-1) as never), identity(up.at(-1)!.name as never))
      assert.ok(applied.every((row) => !row.failed && !row.baseline) || expected.latestOnly)
      for (const row of applied)
        if (row.at) assert.ok(Math.abs(row.at.getTime() - Date.now()) < 24 * 3600_000, String(row.at))
      if (books.checksum && !expected.noSums)
        for (const row of applied)
          assert.equal(
            row.checksum,
            books.checksum(up.find((file) => identity(file.name as never) === identity(row as never))!, own),
          )
      assert.deepEqual(await books.repair?.(session, files, own), books.repair ? [] : undefined)
      for (const file of [...up].reverse()) await session.transaction((tx) => books.forget(tx, file, own, files))
      assert.deepEqual(await rows(session, expected.rows), expected.fresh ?? [])
      assert.deepEqual(await books.applied(session, own), [])
    })

    check(`${id}: a failure outside a transaction`, async (session) => {
      const { files } = await project()
      const file = files[0]!
      await books.prepare(session, own)
      await books.record(session, { file, milliseconds: 0, outcome: 'started' }, own)
      await books.record(session, { file, milliseconds: 3, outcome: 'failed' }, own)
      const applied = await books.applied(session, own)
      assert.deepEqual(
        applied.map((row) => [row.version, row.failed]),
        expected.failed ? [[expected.failed, true]] : [],
      )
      const repairs = (await books.repair?.(session, files, own)) ?? []
      assert.equal(repairs.length, expected.failed ? 1 : 0)
      for (const { sql, why } of repairs) {
        assert.ok(why.length > 20)
        await session.script(sql)
      }
      assert.deepEqual(
        (await books.applied(session, own)).map((row) => [row.version, row.failed]),
        (expected.repaired ?? []).map((version) => [version, undefined]),
      )
    })

    if (books.baseline) {
      check(`${id}: baseline`, async (session) => {
        const { files } = await project()
        const up = files.filter((file) => file.name.direction !== 'down' && file.name.kind === 'versioned')
        await books.prepare(session, own)
        await books.baseline!(session, up[1]!, own, files)
        assert.deepEqual(await rows(session, expected.rows), expected.baseline)
        const applied = await books.applied(session, own)
        assert.ok(applied.some((row) => identity(row as never) === identity(up[1]!.name as never)))
      })
    }

    for (const [whose, ddl] of Object.entries(expected.foreign)) {
      check(`${id}: a table of ${whose} is not taken for its own`, async (session) => {
        await session.script(ddl)
        for (const call of [books.applied(session, own), books.prepare(session, own)]) {
          await assert.rejects(
            call,
            (error) =>
              error instanceof Failure &&
              error.code === 'books-damaged' &&
              error.message.includes(whose) &&
              !!error.hint,
          )
        }
      })
    }

    const { elsewhere } = expected
    if (elsewhere)
      check(`${id}: works in the schema it is told`, async (session) => {
        const { settings: given, table, shown = table } = elsewhere
        const settings = { ...own, ...given }
        await session.script('create schema app')
        await books.prepare(session, settings)
        const { rows: found } = await session.query<{ name: string }>('select to_regclass($1)::text as name', [table])
        assert.equal(found[0]!.name, table)
        const { files } = await project()
        await books.record(session, { file: files[0]!, milliseconds: 1, outcome: 'done' }, settings)
        assert.equal((await books.applied(session, settings)).length, 1)
        assert.equal(books.table(settings), shown)
      })

    if (expected.repairs) {
      check(`${id}: repairs an edited and a missing file`, async (session) => {
        const [first, edited, missing] = expected.repairs!.files
        const parts = (path: string, text: string) => partsOf(convention, load(convention, path, text), own)
        await books.prepare(session, own)
        for (const [path, text] of [first, edited, missing] as const)
          for (const file of parts(path, text))
            await books.record(session, { file, milliseconds: 1, outcome: 'done' }, own)
        const now = [...parts(...first), ...parts(edited[0], `${edited[1]}-- edited\n`)]
        const repairs = (await books.repair!(session, now, own)) ?? []
        assert.equal(repairs.length, expected.repairs!.repairs ?? 2)
        for (const { sql } of repairs) await session.script(sql)
        assert.deepEqual(await rows(session, expected.rows), expected.repairs!.rows)
        assert.deepEqual(await books.repair!(session, now, own), [])
        assert.deepEqual(
          (await books.applied(session, own)).map((row) => row.version),
          expected.repairs!.applied,
        )
      })
    }
  }

  check('advisory lock keys are the tools’ own', async (session) => {
    const { rows: found } = await session.query<{ name: string }>('select current_database() as name')
    for (const [id, { books: expected }] of Object.entries(cases)) {
      if (!expected) continue
      const lock = registry[id]!.books!.lock
      assert.equal(lock !== undefined, expected.keys !== undefined, id)
      if (!lock) continue
      assert.deepEqual(await lock.keys(session, {}), expected.keys!(found[0]!.name), id)
      for (const [setting, key] of expected.otherKeys ?? [])
        assert.deepEqual(await lock.keys(session, setting), [key], id)
    }
  })
}
