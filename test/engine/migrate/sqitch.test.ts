import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../server/engine/failure'
import { planRollback } from '../../../server/engine/migrate/rollback'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { applied, column, onEmbedded, type Place, requestFor, setOf } from './support'

const by = '2024-01-01T00:00:00Z Ann <ann@example.org>'
const user = { 'user.name': 'Ann', 'user.email': 'ann@example.org' }
const setWith = (
  place: Place,
  plan: string,
  deploy: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = user,
): MigrationSet =>
  setOf(
    'sqitch',
    Object.fromEntries(
      Object.entries(deploy).map(([path, sql]) => [path.includes('/') ? path : `deploy/${path}.sql`, sql]),
    ),
    place.root,
    { ...settings, manifest: `%project=x\n\n${plan}` },
  )
const failure = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && text.test(`${error.message} ${error.hint ?? ''}`)

test('what only psql or Sqitch can do is refused by name, and nothing is written', () =>
  onEmbedded(async (place) => {
    const one = `a ${by}\n`
    const cases: readonly [string, Readonly<Record<string, string>>, RegExp, Readonly<Record<string, string>>?][] = [
      [one, { a: '\\i other.sql\n' }, /deploy\/a\.sql:1: /],
      [one, { a: 'select 1;\nselect 2 \\gexec\n' }, /deploy\/a\.sql:2: a psql command/],
      [one, { a: "select 1;\nselect :'who';\n" }, /deploy\/a\.sql:2: :'who' is a variable/],
      [one, { a: 'set search_path to :registry;\n' }, /:registry is a variable/],
      [one, { a: 'select 1;\n' }, /who deploys/, {}],
      [one, { a: 'select 1;\n' }, /sqitch\.conf sets core\.deploy_dir/, { ...user, 'core.deploy_dir': 'x' }],
      [one, { a: 'select 1;\n' }, /sets deploy\.variables\.who/, { ...user, 'deploy.variables.who': 'x' }],
      [one, { a: 'select 1;\n' }, /sets target\.prod\.registry/, { ...user, 'target.prod.registry': 'x' }],
      [one, { a: 'select 1;\n' }, /sqitch\.conf sets deploy\.verify/, { ...user, 'deploy.verify': 'true' }],
      [`a [b] ${by}\n`, { a: 'select 1;\n' }, /Unable to find change "b"/],
      [`a [b] ${by}\nb ${by}\n`, { a: 'select 1;\n', b: 'select 2;\n' }, /Missing required change: b/],
      [
        `a ${by}\nb [!a] ${by}\n`,
        { a: 'select 1;\n', b: 'select 2;\n' },
        /Conflicts with previously deployed change: a/,
      ],
      [`a [y:b] ${by}\n`, { a: 'select 1;\n' }, /requires y:b of another project/],
      [`a ${by}\nb ${by}\n`, { a: 'select 1;\n', b: 'select 1;\n' }, /byte for byte the script of deploy\/a\.sql/],
      [`a ${by}\nnonsense\n`, { a: 'select 1;\n' }, /sqitch\.plan, line 4/],
      [one, { a: 'begin;\nselect 1;\n', b: 'select 2;\n' }, /sqitch\.plan has no change b/],
    ]
    for (const [plan, deploy, why, settings] of cases) {
      await assert.rejects(
        applied(place, setWith(place, plan, deploy, settings)),
        failure('not-permitted', why),
        String(why),
      )
      assert.deepEqual(await column(place, "select nspname from pg_namespace where nspname = 'sqitch'"), [])
    }
  }))

test('what merely looks like a variable runs as it stands', () =>
  onEmbedded(async (place) => {
    const sql = `-- :no \\no\nselect ':no'::text, '\\no', (array[1,2,3])[1:2], $$ :no \\no $$;\n`
    assert.equal((await applied(place, setWith(place, `a ${by}\n`, { a: sql }))).outcome, 'done')
  }))

test('a script that fails: its event, what stands of it, and the changes before it', () =>
  onEmbedded(async (place) => {
    const set = setWith(place, `a ${by}\nb ${by}\n`, {
      a: 'begin;\ncreate table a ();\ncommit;\n',
      b: 'create table b ();\nselect 1/0;\n',
    })
    const { outcome, done, steps } = await applied(place, set)
    assert.deepEqual([outcome, done.length, steps.at(-1)!.stands], ['failed', 1, 'part'])
    assert.deepEqual(await column(place, "select event || ' ' || change from sqitch.events order by committed_at"), [
      'deploy a',
      'fail b',
    ])
    await assert.rejects(applied(place, set), failure('not-permitted', /deploy\/b\.sql did not finish/))
  }))

test('a change that another project needs stays', () =>
  onEmbedded(async (place) => {
    const set = setWith(place, `a ${by}\n`, { a: 'select 1;\n', 'revert/a.sql': 'select 2;\n' })
    await applied(place, set)
    await place.database.withSession((session) =>
      session.script(`insert into sqitch.projects (project, creator_name, creator_email) values ('y', 'n', 'e');
        insert into sqitch.changes (change_id, change, project, committer_name, committer_email, planned_at, planner_name, planner_email) values ('y1', 'b', 'y', 'n', 'e', now(), 'n', 'e');
        insert into sqitch.dependencies select 'y1', 'require', 'x:a', change_id from sqitch.changes where project = 'x'`),
    )
    const { blockers } = await place.database.withSession((session) => planRollback(session, requestFor(place, set)))
    assert.deepEqual(blockers, ['Change "a" required by currently deployed change: y:b'])
  }))
