import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import liquibase from '../../../server/engine/conventions/liquibase'
import sqitch from '../../../server/engine/conventions/sqitch'
import { openEmbedded } from '../../../server/engine/db/pglite'

/** Tables as the tools themselves make them, and rows they wrote. */
const liquibaseTable = `create table databasechangelog (id varchar(255) not null, author varchar(255) not null, filename varchar(255) not null,
  dateexecuted timestamp not null, orderexecuted integer not null, exectype varchar(10) not null, md5sum varchar(35), description varchar(255),
  comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255), labels varchar(255), deployment_id varchar(10));
insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum) values
  ('1', 'alice', 'db/changelog/users.sql', now(), 1, 'EXECUTED', '9:177a14f116ef05d90420b349161878f9'),
  ('2', 'alice', 'db/changelog/users.sql', now(), 2, 'RERAN', '9:c88061988950c8d280b4f6cdf640b73e'),
  ('3', 'bob', 'db/changelog/orders.sql', now(), 3, 'MARK_RAN', '9:fbaf6dc776ada1f57bad0acbc7dcdac1')`
const sqitchTable = `create schema sqitch; create table sqitch.changes (change_id text primary key, script_hash text, change text not null,
  project text not null, note text not null default '', committed_at timestamptz not null default clock_timestamp(), committer_name text not null,
  committer_email text not null, planned_at timestamptz not null, planner_name text not null, planner_email text not null);
insert into sqitch.changes (change_id, script_hash, change, project, committer_name, committer_email, planned_at, planner_name, planner_email) values
  ('fe51', 'ac7e', 'appschema', 'flipr', 'Dev One', 'dev@example.com', now(), 'Dev One', 'dev@example.com'),
  ('0761', null, 'users', 'flipr', 'Dev One', 'dev@example.com', now(), 'Dev One', 'dev@example.com')`

describe('tools that keep their books themselves', { concurrency: false }, () => {
  const database = openEmbedded()
  after(() => database.close())

  test('liquibase: what is applied, a changeset at a time', () =>
    database.withSession(async (session) => {
      assert.deepEqual(await liquibase.books!.applied(session, {}), [])
      await session.script(liquibaseTable)
      const applied = await liquibase.books!.applied(session, {})
      assert.deepEqual(
        applied.map(({ version, script, checksum }) => [version, script, checksum?.slice(0, 6)]),
        [
          ['db/changelog/users.sql::1::alice', 'db/changelog/users.sql', '9:177a'],
          ['db/changelog/users.sql::2::alice', 'db/changelog/users.sql', '9:c880'],
          ['db/changelog/orders.sql::3::bob', 'db/changelog/orders.sql', '9:fbaf'],
        ],
      )
    }))

  test('sqitch: what is deployed, by whom', () =>
    database.withSession(async (session) => {
      assert.deepEqual(await sqitch.state!.applied(session, {}), [])
      await session.script(sqitchTable)
      assert.deepEqual(
        (await sqitch.state!.applied(session, {})).map(({ version, by, checksum }) => [version, by, checksum]),
        [
          ['appschema', 'Dev One', 'ac7e'],
          ['users', 'Dev One', undefined],
        ],
      )
    }))
})
