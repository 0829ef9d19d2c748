// First: the client's modules load the editor's API when they are loaded.
import './support/vscode'

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { Uri } from 'vscode'
import { isMigration, migrationFolders, projectOf } from '../../client/projects'
import { provideSecret } from '../../client/secrets'
import { createServer } from '../../client/server'
import { explanation, summary } from '../../client/status'
import type { Status } from '../../server/protocol'
import { context, log, migration, project } from './support/ctx'
import { editor, reset, user } from './support/vscode'

suite('projects', () => {
  beforeEach(reset)
  const inner = {
    ...project,
    root: 'file:///shop/services/billing',
    folders: ['file:///shop/services/billing/migrations'],
  }

  test('a file belongs to the innermost project around it', () => {
    const file = Uri.parse('file:///shop/services/billing/migrations/1.sql')
    assert.equal(projectOf([project, inner], file), inner)
    assert.equal(projectOf([inner, project], migration), project)
    assert.equal(projectOf([project], Uri.parse('file:///shopping/x.sql')), undefined)
  })

  test('menus know every folder that holds migrations', async () => {
    assert.deepEqual(migrationFolders([project]), ['/shop/db/migration', '/shop/db/migration/sub'])
    const { ctx } = context({})
    await ctx.projects.all()
    assert.equal(editor.context.get('lockstep.hasProject'), true)
    assert.deepEqual(editor.context.get('lockstep.migrationFolders'), ['/shop/db/migration', '/shop/db/migration/sub'])
  })

  test('a migration is an .sql file below a migrations folder', () => {
    assert.ok(isMigration(migration, project.folders))
    assert.ok(!isMigration(Uri.parse('file:///shop/db/migration/readme.md'), project.folders))
    assert.ok(!isMigration(Uri.parse('file:///shop/db/migrations-old/V1.sql'), project.folders))
  })

  test('with several, the user chooses; with none, the user is told', async () => {
    const { ctx } = context({ 'lockstep/projects': { ok: [project, { ...inner, label: 'billing' }] } })
    user.answers = ['billing']
    assert.equal((await ctx.projects.choose())?.root, inner.root)
    const nothing = context({ 'lockstep/projects': { ok: [] } })
    assert.equal(await nothing.ctx.projects.choose(migration), undefined)
    assert.match(user.saw.at(-1)?.text ?? '', /found no migrations/)
  })
})

test('projects stay while files are on the move, and are asked for again', async () => {
  reset()
  let answer: unknown = { ok: [project] }
  const { ctx, asked } = context({
    get 'lockstep/projects'() {
      return answer
    },
  })
  assert.deepEqual(await ctx.projects.all(), [project])
  answer = { error: { code: 'file-missing', message: 'It went away just now.' } }
  await ctx.projects.refresh()
  assert.deepEqual([await ctx.projects.all(), editor.context.get('lockstep.hasProject')], [[project], true])
  answer = { ok: [] }
  assert.deepEqual(await ctx.projects.all(), [])
  assert.ok(asked.length >= 4)
})

suite('secrets', () => {
  beforeEach(reset)
  const store = () => {
    const kept = new Map<string, string>()
    return {
      kept,
      get: async (key: string) => kept.get(key),
      store: async (key: string, value: string) => void kept.set(key, value),
      delete: async (key: string) => void kept.delete(key),
    }
  }
  type Store = Parameters<typeof provideSecret>[0]
  const params = { root: 'file:///shop', name: 'prod', purpose: 'To connect to shop', reason: 'first use' } as const

  test('are asked for once, kept apart by project, and asked for again when rejected', async () => {
    const secrets = store()
    const provide = (more = {}) => provideSecret(secrets as unknown as Store, { ...params, ...more })
    user.answers = ['one', 'two', 'three']
    assert.equal(await provide(), 'one')
    assert.equal(await provide(), 'one')
    assert.equal(await provide({ root: 'file:///other' }), 'two')
    assert.equal(await provide({ reason: 'rejected' }), 'three')
    assert.equal(await provide(), 'three')
    assert.equal(await provide({ reason: 'unasked' }), 'three')
    assert.equal(await provide({ name: 'never given', reason: 'unasked' }), null)
    assert.equal(user.saw.length, 3)
  })

  test('are not given in Restricted Mode, and not kept when none was typed', async () => {
    const secrets = store()
    assert.equal(await provideSecret(secrets as unknown as Store, params), null)
    assert.equal(secrets.kept.size, 0)
    secrets.kept.set('file:///shop prod', 'kept')
    editor.trusted = false
    assert.equal(await provideSecret(secrets as unknown as Store, params), null)
  })
})

suite('the server', () => {
  test('comes back by a restart when it did not start', async () => {
    let tries = 0
    const connection = { request: async <T>() => ({ ok: [] }) as T, trust: async () => {}, stop: async () => {} }
    const server = createServer(
      log,
      async () => null,
      async () => {
        if (++tries === 1) throw new Error('no such file')
        return connection
      },
    )
    await assert.rejects(server.ask('lockstep/projects', {}), /no such file/)
    await server.restart()
    assert.deepEqual(await server.ask('lockstep/projects', {}), { ok: [] })
  })

  test('tells which tiers are on, and why the others are not', () => {
    const status: Status = {
      health: 'ok',
      busy: false,
      projects: 1,
      missingHere: [],
      tiers: [
        { id: 'offline', state: 'on', why: 'Reads the migrations.' },
        { id: 'embedded', state: 'idle', why: 'Starts when a command needs it.' },
        { id: 'server', state: 'off', why: 'No database is configured.' },
      ],
    }
    assert.equal(summary(status), 'offline + embedded PostgreSQL')
    assert.equal(summary({ ...status, message: 'Testing V3__x.sql' }), 'Testing V3__x.sql')
    assert.match(explanation(status), /server: off\. No database is configured\./)
  })
})
