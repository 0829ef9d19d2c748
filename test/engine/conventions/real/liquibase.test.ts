import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { cutByLiquibase } from '../../../../server/engine/conventions/shared/liquibase-splitting'
import { whole } from '../../../../server/engine/conventions/shared/statements'
import { lockstep } from '../../../support/cli'
import { availableMajors, withServer } from '../../../support/postgres'
import { withFolder } from '../../../support/temporary'
import { whyNot } from './tools'

const home = resolve('.cache/tools/node_modules/liquibase/dist/liquibase')
const skip = !availableMajors().majors.includes(18)
  ? 'no PostgreSQL 18 on this machine'
  : !existsSync(join(home, 'liquibase'))
    ? `liquibase is not installed: ${whyNot()}`
    : spawnSync('java', ['-version']).status !== 0
      ? 'liquibase needs Java'
      : undefined

const files: Readonly<Record<string, string>> = {
  'db/changelog-master.xml': `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
  <!-- <changeSet id="no" author="body"/> -->
  <include file="changes/users.sql" relativeToChangelogFile="true"/>
  <include file="db/changes/orders.sql"/>
</databaseChangeLog>
`,
  'db/changes/users.sql': `--liquibase formatted sql

--property name:kind value:int

--changeset ann:1 labels:v1,V2 context:"dev or test"
--comment: the first table
-- a plain comment counts
CREATE TABLE t1 (id \${kind});
INSERT INTO t1 VALUES (1);
--rollback DROP TABLE
--rollback   t1;

-- changeset ann:2 runInTransaction:false
CREATE INDEX CONCURRENTLY t1i ON t1(id);
--rollback drop index concurrently t1i;

--changeset ann:elsewhere context:prod
CREATE TABLE elsewhere ();

--changeset "ann lee":"three" splitStatements:false logicalFilePath:./legacy/three.sql
CREATE FUNCTION t3() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1;   \t
END
$$;
/* liquibase rollback
DROP FUNCTION t3();
*/
`,
  'db/changes/orders.sql': `--liquibase formatted sql
--changeset ann:4 stripComments:false context:dev,test
--ignoreLines:start
this is no SQL;
--ignoreLines:end
 --comment indented: no directive
CREATE TABLE "grüße 👋" (id int);
--rollback DROP TABLE "grüße 👋";

--changeset ann:5 dbms:mysql
CREATE TABLE nowhere (id int);

--changeset ann:view runOnChange:true
CREATE OR REPLACE VIEW v AS SELECT 1 AS one;
--rollback DROP VIEW v;

--changeset ann:6 endDelimiter://
CREATE TABLE a ()
//
CREATE TABLE b ()
//
--rollback empty
`,
}
/** Far from the server's, which is UTC or near it. */
const zone = 'Pacific/Apia'
const users = ['users.sql::1::ann', 'users.sql::2::ann', 'users.sql::three::ann lee']
const orders = ['orders.sql::4::ann', 'orders.sql::view::ann', 'orders.sql::6::ann']
const all = [...users, ...orders]

interface Bench {
  readonly folder: string
  liquibase(...args: string[]): string
  run(...args: string[]): Promise<{ readonly document: ReturnType<typeof JSON.parse>; readonly stderr: string }>
  rows(sql: string): Promise<readonly unknown[][]>
  applied(): Promise<readonly string[]>
}

const withBench = (work: (bench: Bench) => Promise<void>): Promise<void> =>
  withServer(18, ({ createDatabase, host, port }) =>
    withFolder(files, async (folder) => {
      const url = new URL(await createDatabase())
      const jdbc = `jdbc:postgresql://${host}:${port}${url.pathname}`
      writeFileSync(
        join(folder, 'liquibase.properties'),
        `changeLogFile=db/changelog-master.xml\nurl=${jdbc}\nusername=postgres\npassword=none\ncontexts=dev\n`,
      )
      const client = new pg.Client({ connectionString: url.href })
      await client.connect()
      const run: Bench['run'] = async (...args) => {
        const { stdout, stderr } = await lockstep(folder, [...args, '--database', 'env:TARGET', '--format', 'json'], {
          env: { TARGET: `${url}?sslmode=disable`, TZ: zone },
        })
        return { document: stdout === '' ? undefined : JSON.parse(stdout), stderr }
      }
      try {
        await work({
          folder,
          run,
          liquibase(...args) {
            const { status, stdout, stderr } = spawnSync(join(home, 'liquibase'), args, {
              env: { ...process.env, TZ: zone },
              cwd: folder,
              encoding: 'utf8',
            })
            assert.equal(status, 0, `${stdout}${stderr}`)
            return `${stdout}${stderr}`
          },
          rows: async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows,
          applied: async () =>
            (await run('status')).document.migrations.flatMap(
              ({ version, state }: { version: string; state: string }) =>
                state === 'applied' ? [version.replace('legacy/three', 'users')] : [],
            ),
        })
      } finally {
        await client.end()
      }
    }),
  )

/** All that does not change from run to run. */
const books = `select id, author, filename, orderexecuted, exectype, md5sum, description, comments, tag, liquibase, contexts, labels, length(deployment_id)
  from databasechangelog order by orderexecuted`
const shape = `select table_name::text, column_name::text, data_type::text, character_maximum_length, is_nullable::text, column_default::text from information_schema.columns
  where table_name like 'databasechangelog%' union all select 'index', indexdef, null, null, null, null from pg_indexes where tablename like 'databasechangelog%' order by 1, 2`

test('Liquibase applies half, Lockstep the rest; Liquibase finds nothing to do and takes it back', { skip }, () =>
  withBench(async ({ liquibase, run, rows, applied, folder }) => {
    liquibase('update-count', '--count=2')
    assert.deepEqual(await applied(), users.slice(0, 2))
    const { document, stderr } = await run('apply')
    assert.equal(document?.outcome, 'done', stderr)
    assert.deepEqual([document.applied, document.verified.books], [4, true])
    assert.deepEqual(await applied(), all)
    assert.match(liquibase('update'), /Run:\s+0\s[\s\S]*Previously run:\s+6\s/)
    const [[later]] = (await rows(
      "select max(dateexecuted) filter (where orderexecuted > 2) between max(dateexecuted) filter (where orderexecuted <= 2) and max(dateexecuted) filter (where orderexecuted <= 2) + interval '10 min' from databasechangelog",
    )) as [[boolean]]
    assert.equal(later, true)
    assert.deepEqual(await rows('select id, locked, lockgranted, lockedby from databasechangeloglock'), [
      [1, false, null, null],
    ])
    writeFileSync(
      join(folder, 'db/changes/orders.sql'),
      files['db/changes/orders.sql']!.replace('SELECT 1 AS one', 'SELECT 1 AS one, 2 AS two'),
    )
    assert.equal((await run('apply')).document.applied, 1)
    assert.deepEqual(await rows("select exectype, orderexecuted from databasechangelog where id = 'view'"), [
      ['RERAN', 7],
    ])
    liquibase('rollback-count', '--count=3')
    assert.deepEqual(await applied(), users)
    assert.equal((await run('rollback', '--to', '0', '--yes')).document.rolledBack, 3)
    assert.deepEqual(await rows(books), [])
    assert.deepEqual(await rows("select relname from pg_class where relname in ('t1', 'v', 'grüße 👋')"), [])
    assert.match(liquibase('status'), /6 changesets have not been applied/)
  }),
)

test('Lockstep applies half, Liquibase the rest; Lockstep finds nothing to do', { skip }, () =>
  withBench(async ({ liquibase, run, applied }) => {
    const { document, stderr } = await run('apply', '--to', all[2]!)
    assert.equal(document?.applied, 3, stderr)
    liquibase('update')
    assert.equal((await run('apply')).document.steps.length, 0)
    assert.deepEqual(await applied(), all)
    assert.equal((await run('rollback', '--to', all[0]!, '--yes')).document.rolledBack, 5)
    assert.match(liquibase('status'), /5 changesets have not been applied/)
    assert.deepEqual(await applied(), all.slice(0, 1))
  }),
)

test('the tables and rows of both are the same, by update and by changelog-sync', { skip }, async () => {
  const found: (readonly unknown[])[] = []
  const look = async ({ rows }: Bench) => void found.push([await rows(shape), await rows(books)])
  await withBench(async (bench) => {
    bench.liquibase('update')
    await look(bench)
  })
  await withBench(async (bench) => {
    assert.equal((await bench.run('apply')).document.applied, 6)
    await look(bench)
    const [marks] = await bench.rows(
      'select count(distinct deployment_id)::int, min(deployment_id) from databasechangelog',
    )
    assert.equal(marks![0], 1)
    assert.match(String(marks![1]), /^\d{10}$/)
  })
  await withBench(async (bench) => {
    const { document, stderr } = await bench.run('baseline', '--to', all[5]!, '--yes')
    assert.equal(document?.steps.length, 6, stderr)
    await look(bench)
    assert.match(bench.liquibase('update'), /Run:\s+0\s/)
  })
  assert.deepEqual(found[1], found[0])
  assert.deepEqual(found[2], found[0])
  assert.equal((found[0]![1] as unknown[]).length, 6)
})

/** One statement each; what Liquibase makes of it is asked of Liquibase. */
const statements = [
  'select $$a;b$$;',
  'select $q$a;b$q$;',
  'select \'a;b\', "c;d" from (select 1 as "c;d") as t;',
  "select 'it''s; so';",
  'select 1 /* a;b */ + 1;',
  'do $$\nbegin\n  perform 1;\nend\n$$;',
  'do $$\nbegin\n  perform 1;\nend;\n$$;',
  'do $$\ndeclare\n  x int;\nbegin\n  x := 1;\nend\n$$;',
  'do $$\nbegin\n  if true then\n    perform 1;\n  end if;\n  perform 2;\nend\n$$;',
  'do $$\nbegin\n  perform case when true then 1 end;\n  perform 2;\nend\n$$;',
  "do $$\nbegin\n  begin\n    perform 'end; begin';\n  end;\n  perform 2;\nend\n$$;",
  'create function f() returns int language sql as $$\n  select 1;\n  select 2;\n$$;',
  'create function g() returns int begin atomic select 1; select 2; end;',
  'create rule r as on insert to t do also (select 1; select 2);',
]

test('Liquibase cuts statements where we say it does', { skip }, () =>
  withFolder(
    {
      'x.sql': `--liquibase formatted sql\n${statements.map((text, i) => `--changeset a:${i}\n${text}\n`).join('')}`,
      'liquibase.properties': 'changeLogFile=x.sql\n',
    },
    (cwd) => {
      const { status, stdout, stderr } = spawnSync(
        join(home, 'liquibase'),
        ['update-sql', '--url=offline:postgresql'],
        {
          cwd,
          encoding: 'utf8',
        },
      )
      assert.equal(status, 0, stderr)
      const parts = stdout.split(/^-- Changeset x\.sql::\d+::a\n/m).slice(1)
      assert.equal(parts.length, statements.length)
      for (const [i, text] of statements.entries()) {
        const [cut] = cutByLiquibase(text, whole(text))
        const first = text.slice(0, cut ? cut.at + 1 : undefined).replace(/ \/\* .* \*\//, ' ')
        const [printed] = parts[i]!.split(';\n\n')
        assert.equal(`${printed};`.replace(/\s+/g, ' '), first.replace(/\s+/g, ' '))
      }
    },
  ),
)
