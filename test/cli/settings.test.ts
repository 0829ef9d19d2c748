import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

const migrations = { 'migrations/0001_a.sql': 'create table a (id bigint primary key);\n' }
const withSettings = <T>(settings: unknown, work: (folder: string) => Promise<T>): Promise<T> =>
  withFolder(
    { ...migrations, 'lockstep.json': typeof settings === 'string' ? settings : JSON.stringify(settings) },
    work,
  )

interface Shown {
  readonly findings: readonly { readonly file: string; readonly code: string; readonly message: string }[]
}

const wrong: readonly (readonly [string, unknown, RegExp])[] = [
  ['a tier nobody knows', { environments: { live: { tier: 'prod', database: 'env:LIVE' } } }, /can't be "prod"/],
  [
    'a tier given twice',
    '{"environments": {"live": {"tier": "production", "tier": "local", "database": "env:LIVE"}}}',
    /environments\.live\.tier is given twice/,
  ],
  [
    'an environment with the name of a kind of reference',
    { environments: { 'env:LIVE': { database: 'env:OTHER' } } },
    /env:LIVE can't be a name/,
  ],
  [
    'an environment called embedded',
    { environments: { embedded: { database: 'env:LIVE' } } },
    /embedded can't be a name/,
  ],
  ['no JSON', '{"environments": ', /Value expected/],
  ['a tool nobody knows', { projects: [{ convention: 'oracle', folders: ['migrations'] }] }, /can't be "oracle"/],
  [
    'a folder that is not there',
    { projects: [{ convention: 'plain', folders: ['migrations', 'nope'] }] },
    /no folder nope/,
  ],
  ['a folder above', { projects: [{ convention: 'plain', folders: ['../..'] }] }, /no folder \.\.\/\.\./],
  ['an empty pattern', { exclude: [''], queries: [''] }, /exclude\[0\] does not fit/],
  ['a rule named like what every object has', { rules: { constructor: 'off' } }, /no rule constructor/],
]

for (const [what, settings, text] of wrong)
  test(`${what}: a finding, and no database is reached`, () =>
    withSettings(settings, async (folder) => {
      const linted = await lockstep(folder, ['lint', '--format', 'json'])
      assert.equal(linted.code, 1, linted.stderr)
      const { findings } = JSON.parse(linted.stdout) as Shown
      assert.match(
        findings
          .filter(({ file }) => file === 'lockstep.json')
          .map(({ message }) => message)
          .join('\n'),
        text,
      )
      for (const args of [['status'], ['apply', '--environment', 'live'], ['apply', '--database', 'env:LIVE']]) {
        const { code, stdout, stderr } = await lockstep(folder, args, {
          env: { LIVE: 'postgres://nobody@127.0.0.1:1/live' },
        })
        assert.deepEqual([code, stdout], [2, ''], args.join(' '))
        assert.match(stderr, /lockstep\.json:1:\d+: .+\nNo database is reached with settings that are wrong\./)
      }
    }))

test('a password somebody wrote into the settings is not shown', () =>
  withSettings({ environments: { live: { database: 'postgres://ann:hunter2@host/live' } } }, async (folder) => {
    for (const args of [['lint'], ['lint', '--format', 'json'], ['status', '--environment', 'live'], ['apply']]) {
      const { stdout, stderr } = await lockstep(folder, args)
      assert.doesNotMatch(`${stdout}${stderr}`, /hunter2/, args.join(' '))
    }
  }))

test('names every object has are no environments and no formats', () =>
  withSettings({}, async (folder) => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      for (const [args, text] of [
        [['status', '--environment', name], /There is no environment/],
        [['lint', '--format', name], /There is no format/],
      ] as const) {
        const { code, stdout, stderr } = await lockstep(folder, args)
        assert.deepEqual([code, stdout], [2, ''], args.join(' '))
        assert.match(stderr, text)
      }
    }
  }))
