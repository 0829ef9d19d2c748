import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openServer } from '../../../server/engine/db/pg'
import { openEmbedded } from '../../../server/engine/db/pglite'
import type { Session } from '../../../server/engine/db/session'
import { loadParser } from '../../../server/engine/syntax/parser'
import { availableMajors, withServer } from '../../support/postgres'
import { clean, type OracleCase, observe, printed, readCases, rebuilt } from './cases'

before(loadParser)

async function compareAll(session: Session, look: typeof observe = observe): Promise<void> {
  const failures: string[] = []
  let compared = 0
  for (const oracleCase of readCases()) {
    if (oracleCase.from > session.major) continue
    await clean(session)
    const complaint = await complaintOf(oracleCase, session, look)
    compared++
    if (complaint) failures.push(`${oracleCase.file}: ${oracleCase.title}\n${complaint}`)
  }
  assert.ok(compared >= 100, `only ${compared} cases`)
  assert.equal(failures.length, 0, `${failures.length} of ${compared} cases differ\n\n${failures.join('\n\n')}`)
}

async function complaintOf(oracleCase: OracleCase, session: Session, look: typeof observe): Promise<string> {
  try {
    return printed(await look(oracleCase, session))
  } catch (error) {
    const { message, cause } = error as Error
    return cause instanceof Error ? `${message}: ${cause.message}` : ((error as Error).stack ?? message)
  }
}

test('folding every case equals running it in the embedded PostgreSQL', async () => {
  const database = openEmbedded()
  try {
    await database.withSession((session) => compareAll(session))
  } finally {
    await database.close()
  }
})

test('the DDL of every folded catalog builds it anew', async () => {
  const database = openEmbedded()
  try {
    await database.withSession((session) => compareAll(session, rebuilt))
  } finally {
    await database.close()
  }
})

const { majors, reason } = availableMajors()
for (const major of majors) {
  test(`folding every case equals running it on PostgreSQL ${major}`, () =>
    withServer(major, async (server) => {
      const url = new URL(await server.createDatabase())
      const database = openServer({
        host: server.host,
        port: server.port,
        user: server.user,
        database: url.pathname.slice(1),
        sslMode: 'disable',
      })
      try {
        await database.withSession((session) => compareAll(session))
      } finally {
        await database.close()
      }
    }))
}
if (majors.length === 0)
  test('folding every case equals running it on a server', { skip: reason ?? 'no server' }, () => undefined)
