import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { availableMajors, withServer } from './postgres'

const { majors, reason } = availableMajors()
if (reason) test('real servers of every chosen major', { skip: reason }, () => {})

for (const major of majors) {
  test(`a real server ${major} gives each test a fresh database`, () =>
    withServer(major, async (server) => {
      const first = new pg.Client({ connectionString: await server.createDatabase() })
      const second = new pg.Client({ connectionString: await server.createDatabase() })
      await first.connect()
      await second.connect()
      try {
        await first.query('create table only_here ()')
        const version = await first.query("select current_setting('server_version_num')::int / 10000 as major")
        assert.equal(version.rows[0].major, major)
        const seen = await second.query("select to_regclass('only_here') as table")
        assert.equal(seen.rows[0].table, null)
      } finally {
        await first.end()
        await second.end()
      }
    }))

  test(`server ${major} is started once a process`, async () => {
    const ports = await Promise.all([1, 2].map(() => withServer(major, async (server) => server.port)))
    assert.equal(ports[0], ports[1])
  })
}
