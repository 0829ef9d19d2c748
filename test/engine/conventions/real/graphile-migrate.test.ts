import assert from 'node:assert/strict'
import { test } from 'node:test'
import { graphileHash } from '../../../../server/engine/conventions/shared/graphile-headers'
import { type Bench, missing, withBench } from './tools'

const bodies = [
  'create table t1 (id int primary key);\n',
  'create table t2 (id int primary key);\n',
  '--! no-transaction\ncreate index concurrently t3_idx on t1 (id);\n',
  'create table t4 (id int primary key);\n',
]
let previous: string | undefined
const all = Object.fromEntries(
  bodies.map((body, i) => {
    const hash = graphileHash(body, previous)
    const text = `--! Previous: ${previous ?? '-'}\n--! Hash: ${hash}\n\n${body}`
    previous = hash
    return [`committed/00000${i + 1}${i === 1 ? '-two' : ''}.sql`, text]
  }),
)
const versions = ['000001.sql', '000002.sql', '000003.sql', '000004.sql']
const folder = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`migrations/${path}`, text]))
const half = Object.fromEntries(Object.entries(all).slice(0, 2))
const skip = missing('graphile-migrate')
const prepare = (bench: Bench, texts: Readonly<Record<string, string>>) =>
  bench.write({
    '.gmrc': JSON.stringify({
      rootConnectionString: new URL('/postgres', bench.url).href,
      shadowConnectionString: `${bench.url.href}_shadow`,
    }),
    'migrations/current.sql': '',
    ...folder(texts),
  })

test('graphile-migrate applies half, Lockstep the rest, it finds nothing to do', { skip }, () =>
  withBench('graphile-migrate', async (bench) => {
    prepare(bench, half)
    bench.tool('graphile-migrate', 'migrate')
    prepare(bench, all)
    assert.deepEqual(await bench.apply(all), versions.slice(2))
    assert.match(bench.tool('graphile-migrate', 'migrate'), /up to date/i)
    assert.deepEqual(
      (await bench.applied()).map(({ version }) => version),
      versions,
    )
  }),
)

test('Lockstep applies half, graphile-migrate the rest', { skip }, () =>
  withBench('graphile-migrate', async (bench) => {
    assert.deepEqual(await bench.apply(half), versions.slice(0, 2))
    prepare(bench, all)
    bench.tool('graphile-migrate', 'migrate')
    assert.deepEqual(await bench.apply(all), [])
    assert.deepEqual(await bench.tables(), ['t1', 't1_pkey', 't2', 't2_pkey', 't3_idx', 't4', 't4_pkey'])
    bench.tool('graphile-migrate', 'uncommit')
    assert.deepEqual(
      (await bench.applied()).map(({ version }) => version),
      versions.slice(0, 3),
    )
  }),
)
