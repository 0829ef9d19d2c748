import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missing, withBench } from './tools'

const file = (n: number) =>
  `-- migrate:up\ncreate table t${n} (id int primary key);\n\n-- migrate:down\ndrop table t${n};\n`
const all = {
  '20240101000000_one.sql': file(1),
  '20240102000000_two.sql': file(2),
  '20240103000000_three.sql':
    '-- migrate:up transaction:false\ncreate index concurrently t3_idx on t1 (id);\n\n-- migrate:down transaction:false\ndrop index concurrently t3_idx;\n',
  '20240104000000_four.sql': file(4),
}
const folder = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`db/migrations/${path}`, text]))
const half = Object.fromEntries(Object.entries(all).slice(0, 2))
const dbmate = ['--no-dump-schema']
const versions = Object.keys(all).map((path) => path.slice(0, 14))
const skip = missing('dbmate')

test('dbmate applies half, Lockstep the rest, dbmate finds nothing to do', { skip }, () =>
  withBench('dbmate', async (bench) => {
    bench.write(folder(half))
    bench.tool('dbmate', ...dbmate, 'up')
    assert.deepEqual(
      (await bench.applied()).map(({ version }) => version),
      versions.slice(0, 2),
    )
    bench.write(folder(all))
    assert.deepEqual(await bench.apply(all), versions.slice(2))
    assert.match(bench.tool('dbmate', 'status'), /Applied: 4\s+Pending: 0/)
    bench.tool('dbmate', ...dbmate, 'rollback')
    bench.tool('dbmate', ...dbmate, 'rollback')
    assert.deepEqual(
      (await bench.applied()).map(({ version }) => version),
      versions.slice(0, 2),
    )
    assert.deepEqual(await bench.tables(), ['t1', 't1_pkey', 't2', 't2_pkey'])
  }),
)

test('Lockstep applies half, dbmate the rest, Lockstep finds nothing to do and takes it back', { skip }, () =>
  withBench('dbmate', async (bench) => {
    assert.deepEqual(await bench.apply(half), versions.slice(0, 2))
    bench.write(folder(all))
    assert.match(bench.tool('dbmate', 'status'), /Applied: 2\s+Pending: 2/)
    bench.tool('dbmate', ...dbmate, 'up')
    assert.deepEqual(await bench.apply(all), [])
    for (const version of [...versions].reverse()) await bench.rollBack(all, version)
    assert.deepEqual(await bench.tables(), [])
    assert.match(bench.tool('dbmate', 'status'), /Applied: 0\s+Pending: 4/)
  }),
)
