import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bench, missing, withBench } from './tools'

const all = {
  '001.do.one.sql': 'create table t1 (id int primary key);\n',
  '001.undo.one.sql': 'drop table t1;\n',
  '002.do.two.sql': 'create table t2 (id int primary key);\n',
  '002.undo.two.sql': 'drop table t2;\n',
  '003.do.sql': 'create index concurrently t3_idx on t1 (id);\n',
  '003.undo.sql': 'drop index t3_idx;\n',
}
const folder = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`migrations/${path}`, text]))
const half = Object.fromEntries(Object.entries(all).slice(0, 4))
const configure = (bench: Bench) =>
  bench.write({
    '.postgratorrc.json': JSON.stringify({
      driver: 'pg',
      host: bench.url.hostname,
      port: Number(bench.url.port),
      database: bench.url.pathname.slice(1),
      username: 'postgres',
      password: '',
      ssl: false,
      migrationPattern: 'migrations/*',
    }),
  })
const skip = missing('postgrator')

test('postgrator applies half, Lockstep the rest, postgrator verifies the sums and undoes', { skip }, () =>
  withBench('postgrator', async (bench) => {
    configure(bench)
    bench.write(folder(half))
    bench.tool('postgrator')
    bench.write(folder(all))
    assert.deepEqual(await bench.apply(all), ['3'])
    bench.tool('postgrator')
    assert.deepEqual(
      (await bench.applied()).map(({ version, title }) => `${version} ${title}`),
      ['1 one', '2 two', '3 '],
    )
    bench.tool('postgrator', '1')
    assert.deepEqual(await bench.tables(), ['t1', 't1_pkey'])
  }),
)

test('Lockstep applies half, postgrator the rest, Lockstep takes it back', { skip }, () =>
  withBench('postgrator', async (bench) => {
    configure(bench)
    assert.deepEqual(await bench.apply(half), ['1', '2'])
    bench.write(folder(all))
    bench.tool('postgrator')
    assert.deepEqual(await bench.apply(all), [])
    for (const version of ['3', '2', '1']) await bench.rollBack(all, version)
    assert.deepEqual(await bench.tables(), [])
    bench.tool('postgrator')
    assert.equal((await bench.applied()).length, 3)
  }),
)

test('postgrator refuses an edited file until the books are repaired', { skip }, () =>
  withBench('postgrator', async (bench) => {
    configure(bench)
    await bench.apply(half)
    bench.write(folder({ ...all, '001.do.one.sql': `${all['001.do.one.sql']}-- edited\n` }))
    assert.throws(() => bench.tool('postgrator'), /MD5 checksum failed for migration \[1\]/)
  }),
)
