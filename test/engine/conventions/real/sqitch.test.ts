import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { lockstep } from '../../../support/cli'
import { availableMajors, withServer } from '../../../support/postgres'
import { withFolder } from '../../../support/temporary'

const driver = () => spawnSync('perl', ['-MDBD::Pg', '-e', '1']).status === 0
const skip = !availableMajors().majors.includes(18)
  ? 'no PostgreSQL 18 on this machine'
  : spawnSync('sqitch', ['--version']).status !== 0
    ? 'sqitch is not installed (Debian: sqitch libdbd-pg-perl)'
    : !driver()
      ? 'sqitch has no driver (Debian: libdbd-pg-perl)'
      : spawnSync('psql', ['--version']).status !== 0
        ? 'sqitch needs psql (Debian: postgresql-client)'
        : undefined

const changes = ['one', 'two', 'area/three', 'four']
const files: Readonly<Record<string, string>> = Object.fromEntries([
  ['sqitch.conf', '[core]\n\tengine = pg\n[user]\n\tname = Ann Lee\n\temail = ann@example.org\n'],
  [
    'sqitch.plan',
    `%syntax-version=1.0.0\n%project=shop\n\n${changes
      .map(
        (name, i) =>
          `${name}${i > 0 ? ` [${changes[i - 1]}]` : ''} 2024-01-0${i + 1}T00:00:00Z Ann Lee <ann@example.org> # ${name}`,
      )
      .join('\n')}\n`,
  ],
  ...changes.flatMap((name, i) => [
    [`deploy/${name}.sql`, `-- Deploy shop:${name} to pg\n\nBEGIN;\n\nCREATE TABLE t${i} (id int);\n\nCOMMIT;\n`],
    [`revert/${name}.sql`, `-- Revert shop:${name} from pg\n\nBEGIN;\n\nDROP TABLE t${i};\n\nCOMMIT;\n`],
    [
      `verify/${name}.sql`,
      `-- Verify shop:${name} on pg\n\nBEGIN;\n\nSELECT id FROM t${i} WHERE false;\n\nROLLBACK;\n`,
    ],
  ]),
])

test('Sqitch deploys, verifies and reverts; Lockstep sees each step and leaves applying to it', { skip }, () =>
  withServer(18, ({ createDatabase }) =>
    withFolder(files, async (folder) => {
      const url = await createDatabase()
      const sqitch = (...args: string[]): string => {
        const { status, stdout, stderr } = spawnSync('sqitch', args, {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, SQITCH_TARGET: `db:${url}`, LC_ALL: 'C', HOME: folder },
        })
        assert.equal(status, 0, `sqitch ${args.join(' ')}: ${stdout}${stderr}`)
        return `${stdout}${stderr}`
      }
      const run = (...args: string[]) =>
        lockstep(folder, [...args, '--database', 'env:TARGET'], { env: { TARGET: `${url}?sslmode=disable` } })
      const states = async (): Promise<readonly string[]> => {
        const { code, stdout, stderr } = await run('status', '--format', 'json')
        assert.equal(code, 0, stderr)
        return JSON.parse(stdout).migrations.map(
          ({ version, state }: { version: string; state: string }) => `${version} ${state}`,
        )
      }
      const expected = (applied: number): readonly string[] =>
        changes.map((name, i) => `${name} ${i < applied ? 'applied' : 'pending'}`)

      assert.deepEqual(await states(), expected(0))
      sqitch('deploy', '--to', 'two')
      assert.deepEqual(await states(), expected(2))
      const refused = await run('apply')
      assert.equal(refused.code, 2)
      assert.match(refused.stderr, /sqitch deploy/)
      assert.deepEqual(await states(), expected(2))
      sqitch('deploy', '--verify')
      assert.match(sqitch('status'), /Nothing to deploy \(up-to-date\)/)
      assert.match(sqitch('verify'), /Verify successful/)
      assert.deepEqual(await states(), expected(4))
      sqitch('revert', '-y', '--to', 'one')
      assert.deepEqual(await states(), expected(1))
      sqitch('deploy')

      const edited = join(folder, 'deploy/two.sql')
      mkdirSync(dirname(edited), { recursive: true })
      writeFileSync(edited, `${files['deploy/two.sql']}-- edited\n`)
      assert.deepEqual(
        await states(),
        changes.map((name) => `${name} ${name === 'two' ? 'changed since' : 'applied'}`),
      )
    }),
  ),
)
