import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missing, withBench } from './tools'

const file = (n: number) =>
  `-- Up Migration\ncreate table t${n} (id int primary key);\n\n-- Down Migration\ndrop table t${n};\n`
const all = {
  '1795364013371_one.sql': file(1),
  '1795364013372_two.sql': file(2),
  '1795364013373_three.sql': file(3),
  '20261122161718000_four.sql': file(4),
}
const versions = Object.keys(all).map((path) => path.slice(0, -4))
const folder = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`migrations/${path}`, text]))
const half = Object.fromEntries(Object.entries(all).slice(0, 2))
const skip = missing('node-pg-migrate')

test('node-pg-migrate applies half, Lockstep the rest, it finds nothing to do', { skip }, () =>
  withBench('node-pg-migrate', async (bench) => {
    bench.write(folder(half))
    bench.tool('node-pg-migrate', 'up')
    bench.write(folder(all))
    assert.deepEqual(await bench.apply(all), versions.slice(2))
    assert.match(bench.tool('node-pg-migrate', 'up'), /No migrations to run!/)
    bench.tool('node-pg-migrate', 'down', '3')
    assert.deepEqual(
      (await bench.applied()).map(({ version }) => version),
      versions.slice(0, 1),
    )
    assert.deepEqual(await bench.tables(), ['t1', 't1_pkey'])
  }),
)

test('Lockstep applies half, node-pg-migrate the rest, Lockstep takes it back', { skip }, () =>
  withBench('node-pg-migrate', async (bench) => {
    assert.deepEqual(await bench.apply(half), versions.slice(0, 2))
    bench.write(folder(all))
    bench.tool('node-pg-migrate', 'up')
    assert.deepEqual(await bench.apply(all), [])
    for (const version of [...versions].reverse()) await bench.rollBack(all, version)
    assert.deepEqual(await bench.tables(), [])
    bench.tool('node-pg-migrate', 'up')
    assert.equal((await bench.applied()).length, 4)
  }),
)
