import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

const files = {
  'lockstep.json': '{"timeouts": {"setElsewhere": true}}',
  'db/migration/V1__users.sql': 'create table users (id bigint primary key, email text);\n',
  'db/migration/V2__index.sql': '-- 🐘\ncreate index users_email_idx on users (email);\n',
}

test('JSON: one document, LSP positions, a summary, exit code 1', () =>
  withFolder(files, async (folder) => {
    const { code, stdout, stderr } = await lockstep(folder, ['lint', '--format', 'json'])
    assert.equal(stderr, '')
    assert.equal(code, 1)
    const document = JSON.parse(stdout)
    assert.deepEqual(Object.keys(document), ['lockstep', 'postgres', 'findings', 'summary'])
    const [finding] = document.findings
    assert.deepEqual(
      [finding.file, finding.code, finding.severity],
      ['db/migration/V2__index.sql', 'blocking-index-build', 'warning'],
    )
    assert.deepEqual(finding.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } })
    assert.ok(finding.fixes[0].edits.length > 0)
    assert.deepEqual(document.summary, { files: 2, statements: 2, error: 0, warning: 1, info: 0 })
  }))

test('--fail-on decides the exit code', () =>
  withFolder(files, async (folder) => {
    assert.equal((await lockstep(folder, ['lint', '--fail-on', 'error'])).code, 0)
    assert.equal((await lockstep(folder, ['lint', '--fail-on', 'nonsense'])).code, 2)
  }))

test('wrong use and a wrong world are exit code 2 with a message, never a stack', () =>
  withFolder(files, async (folder) => {
    for (const args of [
      ['nope'],
      ['lint', 'missing.sql'],
      ['lint', '--postgres', '9'],
      ['lint', '--nonsense'],
      ['lint', '--config', 'missing.json'],
      ['lint', '--format', 'nope'],
      ['explain'],
      ['explain', 'nope'],
    ]) {
      const { code, stdout, stderr } = await lockstep(folder, args)
      assert.equal(code, 2, args.join(' '))
      assert.equal(stdout, '', args.join(' '))
      assert.match(stderr, /^lockstep: .+\n.+\n$/, args.join(' '))
      assert.doesNotMatch(stderr, /internal error|\n {4}at /, args.join(' '))
    }
  }))

test('standard input is judged in its place in the history', () =>
  withFolder(files, async (folder) => {
    const { stdout } = await lockstep(
      folder,
      ['lint', '--stdin', '--stdin-path', 'db/migration/V3__x.sql', '--format', 'json'],
      { stdin: 'alter table users alter email set not null;' },
    )
    const { findings } = JSON.parse(stdout)
    assert.deepEqual(
      findings.map(({ code }: { code: string }) => code),
      ['not-null-scans-table'],
    )
  }))

test('a suppression silences, an unused one is told, --fix removes it and keeps the byte order mark', () =>
  withFolder(
    { ...files, 'db/migration/V3__a.sql': '\uFEFF-- lockstep: allow drop-table: gone anyway\r\nselect 1;\r\n' },
    async (folder) => {
      const path = join(folder, 'db/migration/V3__a.sql')
      const { stdout } = await lockstep(folder, ['lint', '--format', 'json', path])
      assert.deepEqual(
        JSON.parse(stdout).findings.map(({ code }: { code: string }) => code),
        ['unused-suppression'],
      )
      await lockstep(folder, ['lint', '--fix', path])
      assert.equal(readFileSync(path, 'utf8'), '\uFEFF\r\nselect 1;\r\n')
    },
  ))

test('--fix-dry-run writes nothing', () =>
  withFolder(
    { ...files, 'db/migration/V3__a.sql': '-- lockstep: allow drop-table: x\nselect 1;\n' },
    async (folder) => {
      const path = join(folder, 'db/migration/V3__a.sql')
      const before = readFileSync(path, 'utf8')
      await lockstep(folder, ['lint', '--fix-dry-run', path])
      assert.equal(readFileSync(path, 'utf8'), before)
    },
  ))

test('broken settings are findings with places, defaults are kept', () =>
  withFolder({ ...files, 'lockstep.json': '{"postgres": 9,\n "rules": {"nope": "off"},}' }, async (folder) => {
    const { stdout, code } = await lockstep(folder, ['lint', '--format', 'json'])
    assert.equal(code, 1)
    const { findings } = JSON.parse(stdout) as {
      findings: { file: string; code: string; range: { start: { line: number } } }[]
    }
    const own = findings.filter(({ file }) => file === 'lockstep.json')
    assert.deepEqual(
      own.map(({ code, range }) => [code, range.start.line]),
      [
        ['settings', 0],
        ['settings', 1],
      ],
    )
    assert.ok(findings.some(({ code }) => code === 'blocking-index-build'))
  }))

test('invalid UTF-8 is a finding at its place', () =>
  withFolder(
    { ...files, 'db/migration/V3__a.sql': Buffer.from([0x73, 0x65, 0x6c, 0x65, 0x63, 0x74, 0x20, 0xff, 0x31, 0x3b]) },
    async (folder) => {
      const { stdout } = await lockstep(folder, ['lint', '--format', 'json', 'db/migration/V3__a.sql'])
      const finding = JSON.parse(stdout).findings.find(({ code }: { code: string }) => code === 'invalid-utf-8')
      assert.deepEqual(finding.range.start, { line: 0, character: 7 })
    },
  ))

test('--staged and --changed lint what git says; an edit of a committed migration is told', () =>
  withFolder(files, async (folder) => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, encoding: 'utf8' })
    git('init', '-q', '-b', 'main')
    git('add', '.')
    git('commit', '-qm', 'first')
    writeFileSync(join(folder, 'db/migration/V3__new.sql'), 'drop table users;\n')
    writeFileSync(
      join(folder, 'db/migration/V1__users.sql'),
      'create table users (id bigint primary key, email text, x int);\n',
    )
    git('add', 'db/migration/V3__new.sql')
    const names = async (...args: string[]) => [
      ...new Set(
        JSON.parse((await lockstep(folder, ['lint', '--format', 'json', ...args])).stdout).findings.map(
          ({ file, code }: { file: string; code: string }) => `${file} ${code}`,
        ),
      ),
    ]
    assert.deepEqual(await names('--staged'), ['db/migration/V3__new.sql drop-table'])
    assert.deepEqual(await names('--changed', 'HEAD'), [
      'db/migration/V1__users.sql edited-after-commit',
      'db/migration/V3__new.sql drop-table',
    ])
  }))

test('an unreadable folder of nothing and an empty project say so', () =>
  withFolder({ 'lockstep.json': '{}', 'readme.txt': 'x' }, async (folder) => {
    const { code, stdout } = await lockstep(folder, ['lint'])
    assert.equal(code, 0)
    assert.match(stdout, /No migrations were found here/)
  }))

test('findings of an earlier run are given again only where nothing they depend on changed', () =>
  withFolder(
    {
      'w/db/migration/V1__users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
      'w/db/migration/V2__index.sql': 'CREATE INDEX users_email_idx ON users (email);\n',
      'w/db/migration/V3__drop.sql': 'ALTER TABLE users DROP COLUMN email;\n',
      'w/loose.sql': 'DROP TABLE gone;\n',
      // As many as make it worth while.
      ...Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [`w/db/migration/V${i + 10}__seed.sql`, 'SELECT 1;\n']),
      ),
    },
    async (folder) => {
      const cwd = join(folder, 'w')
      const run = async (cache: string, ...more: string[]) => {
        const { stdout } = await lockstep(cwd, ['lint', '--format', 'json', '.', ...more], {
          env: { LOCKSTEP_CACHE: cache },
        })
        return JSON.parse(stdout)
      }
      const cache = join(folder, 'cache')
      const same = async (what: string) => {
        const fresh = await run('off')
        assert.deepEqual(await run(cache), fresh, `${what}, first run`)
        assert.deepEqual(await run(cache), fresh, `${what}, second run`)
        assert.deepEqual(await run(cache, '--no-cache'), fresh, `${what}, without what is kept`)
        return fresh
      }
      const first = await same('at first')
      assert.ok(first.findings.length > 0)
      writeFileSync(join(cwd, 'db/migration/V1__users.sql'), 'CREATE TABLE users (id bigint PRIMARY KEY);\n')
      assert.notDeepEqual(await same('an earlier migration edited'), first)
      writeFileSync(join(cwd, 'db/migration/V2__index.sql.conf'), 'executeInTransaction=false\n')
      await same('a side file added')
      writeFileSync(join(cwd, 'lockstep.json'), '{ "rules": { "drop-column": "off" } }')
      assert.ok(
        !(await same('a rule turned off')).findings.some(({ code }: { code: string }) => code === 'drop-column'),
      )
      writeFileSync(join(cwd, 'lockstep.json'), '{ "queries": ["app/*.sql"] }')
      mkdirSync(join(cwd, 'app'))
      writeFileSync(join(cwd, 'app/users.sql'), '-- name: Mails\nSELECT email FROM users;\n')
      await same('a query file added')
      writeFileSync(join(cwd, 'app/users.sql'), '-- name: Mails\nSELECT id FROM users;\n')
      await same('a query file edited')
      writeFileSync(join(cwd, 'loose.sql'), 'SELECT 1;\n')
      await same('a file of no history edited')

      const [name] = readdirSync(cache)
      const kept = readFileSync(join(cache, name!), 'utf8')
      assert.match(kept, /locks users in SHARE/)
      writeFileSync(join(cache, name!), kept.replaceAll('locks users in SHARE', 'IS TAKEN FROM HERE'))
      assert.match(JSON.stringify(await run(cache)), /IS TAKEN FROM HERE/)
      writeFileSync(join(cache, name!), kept.slice(0, 100))
      await same('a damaged file')
    },
  ))
