import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Progress, Status } from '../../../server/protocol'
import { withServer } from '../../support/language-server'
import { withFolder } from '../../support/temporary'

const files = {
  'lockstep.json': JSON.stringify({ environments: { live: { tier: 'production', database: 'embedded' } } }),
  'migrations/0001_users.sql': 'create table users (id int);\n',
  'migrations/0002_broken.sql': 'alter table users add column email text;\nselect nonsense;\n',
}

test('projects, plan, apply and what they say afterwards', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      const found = await client.custom('lockstep/projects', {})
      assert.ok('ok' in found)
      assert.deepEqual(
        found.ok.map((project) => [project.root, project.database, project.migrations.map(({ state }) => state)]),
        [[root, 'embedded', ['unknown', 'unknown']]],
      )
      const planned = await client.custom('lockstep/plan', { root, token: 'plan' })
      assert.ok('ok' in planned, JSON.stringify(planned))
      const { id, files: steps, strongestLock, blockers, target } = planned.ok
      assert.deepEqual([steps.length, blockers, target.disposable], [2, [], true])
      assert.deepEqual(strongestLock, { mode: 'ACCESS EXCLUSIVE', relation: 'public.users' })
      const progress = client.next<Progress>('lockstep/progress', ({ token }) => token === 'apply')
      const applied = await client.custom('lockstep/apply', { planId: id, token: 'apply' })
      assert.ok('ok' in applied, JSON.stringify(applied))
      assert.match((await progress).message, /0001_users.sql, statement 1 of 1/)
      assert.deepEqual([applied.ok.done, applied.ok.remaining], [1, 1])
      const failed = applied.ok.steps.find(({ outcome }) => outcome === 'failed')!
      assert.deepEqual(
        [failed.statement, failed.range, failed.error?.sqlState],
        [1, { start: { line: 1, character: 7 }, end: { line: 1, character: 15 } }, '42703'],
      )
      const again = await client.custom('lockstep/apply', { planId: id, token: 'apply' })
      assert.ok('error' in again && again.error.code === 'plan-moved')
      const after = await client.custom('lockstep/projects', {})
      assert.ok('ok' in after)
      assert.deepEqual(
        after.ok[0]!.migrations.map(({ state }) => state),
        ['applied', 'pending'],
      )
    }),
  ))

test('production is planned and never applied from the editor', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const planned = await client.custom('lockstep/plan', {
        root: `file://${folder}`,
        database: 'live',
        token: 'plan',
      })
      assert.ok('ok' in planned)
      assert.match(planned.ok.blockers.join(), /production: apply from the command line/)
      const applied = await client.custom('lockstep/apply', { planId: planned.ok.id, token: 'apply' })
      assert.ok('error' in applied && applied.error.code === 'not-permitted')
    }),
  ))

test('text that is not saved is not applied', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      await client.open(`file://${folder}/migrations/0001_users.sql`, 'create table unsaved ();\n')
      const planned = await client.custom('lockstep/plan', { root: `file://${folder}`, token: 'plan' })
      assert.ok('ok' in planned)
      assert.deepEqual(planned.ok.blockers, ['0001_users.sql has changes that are not saved.'])
    }),
  ))

test('Restricted Mode: projects and status without a database, nothing else', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder], trusted: false }, async (client) => {
      const root = `file://${folder}`
      const planned = await client.custom('lockstep/plan', { root, token: 'plan' })
      assert.ok('error' in planned && planned.error.code === 'not-permitted')
      const applied = await client.custom('lockstep/apply', { planId: 'any', token: 'apply' })
      assert.ok('error' in applied && applied.error.code === 'not-permitted')
      const status = await client.custom('lockstep/status', {})
      assert.ok('ok' in status)
      assert.deepEqual(
        status.ok.tiers.map(({ id, state }) => `${id} ${state}`),
        ['offline on', 'embedded off', 'server off'],
      )
      const trusted = client.next<Status>('lockstep/statusChanged', ({ tiers }) => tiers[1]!.state === 'idle')
      await client.notify('lockstep/trustChanged', { trusted: true })
      assert.equal((await trusted).projects, 1)
    }),
  ))
