import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import liquibase from '../../../../server/engine/conventions/liquibase'
import { changesetsOf } from '../../../../server/engine/conventions/shared/liquibase-changesets'
import { changesetSql, checksum9 } from '../../../../server/engine/conventions/shared/liquibase-state'
import { openServer } from '../../../../server/engine/db/pg'
import { availableMajors, withServer } from '../../../support/postgres'
import { load } from '../project'
import { whyNot } from './tools'

const home = resolve('.cache/tools/node_modules/liquibase/dist/liquibase')
const skip = !availableMajors().majors.includes(18)
  ? 'no PostgreSQL 18 on this machine'
  : !existsSync(join(home, 'liquibase'))
    ? `liquibase is not installed: ${whyNot()}`
    : spawnSync('java', ['-version']).status !== 0
      ? 'liquibase needs Java'
      : undefined

const changelog = `--liquibase formatted sql

--changeset ann:1 labels:v1 context:"dev or test"
--comment: the first table
-- a plain comment counts
CREATE TABLE t1 (id int);
INSERT INTO t1 VALUES (1);
--rollback DROP TABLE t1;

-- changeset ann:2 runInTransaction:false
CREATE INDEX CONCURRENTLY t1i ON t1(id);

--changeset "ann lee":"three" splitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_class WHERE relname = 't3'
CREATE FUNCTION t3() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1;   \t
END
$$;
/* liquibase rollback
DROP FUNCTION t3();
*/

--changeset ann:4
--ignoreLines:start
this is no SQL;
--ignoreLines:end
CREATE TABLE "grüße 👋" (id int);

--changeset ann:5 dbms:mysql
CREATE TABLE nowhere (id int);
`

test('Liquibase runs what we read, and stores the sums we compute', { skip }, () =>
  withServer(18, async ({ createDatabase, host, port, user }) => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-liquibase-'))
    const database = new URL(await createDatabase()).pathname.slice(1)
    const server = openServer({ host, port, user, database, sslMode: 'disable' })
    try {
      writeFileSync(join(folder, 'changelog.sql'), changelog)
      const url = `jdbc:postgresql://${host}:${port}/${database}`
      const { status, stdout, stderr } = spawnSync(
        join(home, 'liquibase'),
        [
          '--changelog-file=changelog.sql',
          `--url=${url}`,
          '--username=postgres',
          '--password=none',
          '--contexts=dev',
          'update',
        ],
        { cwd: folder, encoding: 'utf8' },
      )
      assert.equal(status, 0, `${stdout}${stderr}`)
      const file = load(liquibase, 'changelog.sql', changelog)
      assert.deepEqual(file.problems, [])
      assert.deepEqual(
        file.sections.map(({ direction, scope }) => `${direction} ${scope}`),
        ['up file', 'down file', 'up statement', 'up file', 'down file', 'up file'],
      )
      await server.withSession(async (session) => {
        const { rows } = await session.query<{ id: string; author: string; md5sum: string }>(
          'select id, author, md5sum from databasechangelog order by orderexecuted',
        )
        const changesets = changesetsOf(file.source)
        assert.deepEqual(
          rows.map(({ id, author, md5sum }) => `${author} ${id} ${md5sum}`),
          rows.map(({ id }) => {
            const i = changesets.findIndex((changeset) => changeset.id === id)
            return `${changesets[i]!.author} ${id} ${checksum9(changesetSql(file, i)!)}`
          }),
        )
        assert.equal(rows.length, 4)
        const [applied] = await liquibase.state!.applied(session, {})
        assert.equal(applied?.title, '4 changesets')
        assert.equal(liquibase.identity!(applied!), liquibase.identity!(file.name))
      })
    } finally {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)
