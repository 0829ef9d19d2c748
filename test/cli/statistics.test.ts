import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { availableMajors, withServer } from '../support/postgres'
import { withFolder } from '../support/temporary'

const { majors, reason } = availableMajors()
if (reason) test('every chosen major', { skip: reason }, () => {})

const files = {
  'lockstep.json': JSON.stringify({
    projects: [{ convention: 'plain', folders: ['migrations'] }],
    timeouts: { setElsewhere: true },
    environments: { production: { tier: 'production', database: 'env:PRODUCTION' } },
  }),
  'migrations/0001_users.sql':
    'create table users (id bigint primary key, email text);\ninsert into users select i, i::text from generate_series(1, 2000) i;\nanalyze users;\n',
}
const index = 'create index users_email on users (email);\n'

for (const major of majors.slice(-1)) {
  test('measured on production, the sizes grade what comes next', () =>
    withServer(major, (server) =>
      withFolder(files, async (folder) => {
        const env = { PRODUCTION: `${await server.createDatabase()}?sslmode=disable` }
        const run = (...args: string[]) => lockstep(folder, args, { env })
        const nothing = await run('statistics', '--environment', 'production')
        assert.equal(nothing.code, 2)
        assert.match(nothing.stderr, /no measured table/)
        const name = new URL(env.PRODUCTION).pathname.slice(1)
        const production = ['--environment', 'production', '--confirm', name]
        assert.equal((await run('apply', ...production)).code, 0)
        const measured = await run('statistics', '--environment', 'production', '--format', 'json')
        assert.equal(measured.code, 0, measured.stderr)
        const document = JSON.parse(measured.stdout)
        assert.deepEqual(
          [document.file, document.tables['public.users'].rows, document.notMeasured],
          ['db/lockstep.statistics.json', 2000, []],
        )
        const text = readFileSync(join(folder, 'db/lockstep.statistics.json'), 'utf8')
        const { takenAt, countedSince, tables } = document
        assert.equal(text, `${JSON.stringify({ takenAt, countedSince, tables }, null, 2)}\n`)
        assert.deepEqual(Object.keys(tables), ['public.users'], 'without the books')
        const shown = await run('statistics', '--environment', 'production', '--dry-run')
        assert.match(shown.stdout, /^db\/lockstep\.statistics\.json: 1 table of /)
      }),
    ))
}

test('the embedded database can be measured, and is said to be no measure', () =>
  withFolder(files, async (folder) => {
    assert.equal((await lockstep(folder, ['apply'])).code, 0)
    const { code, stdout } = await lockstep(folder, ['statistics'])
    assert.equal(code, 0)
    assert.match(stdout, /1 table of the embedded database[\s\S]*measure the one migrations are for/)
  }))

test('a damaged file of sizes is a finding in that file', () =>
  withFolder(
    {
      ...files,
      'migrations/0002_index.sql': index,
      'db/lockstep.statistics.json': '{"takenAt": "2026-01-01T00:00:00Z", "tables": {"public.users": {"rows": "many"',
    },
    async (folder) => {
      const { code, stdout } = await lockstep(folder, ['lint', '--format', 'json'])
      assert.equal(code, 1)
      const { findings } = JSON.parse(stdout)
      assert.deepEqual(
        findings.map(({ file, code, severity }: { file: string; code: string; severity: string }) => [
          file,
          code,
          severity,
        ]),
        [
          ['db/lockstep.statistics.json', 'statistics', 'error'],
          ['migrations/0002_index.sql', 'blocking-index-build', 'warning'],
        ],
      )
      assert.match(findings[0].message, /No table sizes are used/)
    },
  ))
