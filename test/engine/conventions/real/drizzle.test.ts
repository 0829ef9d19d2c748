import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bench, missing, withBench } from './tools'

const tags = ['0000_one', '0001_two', '0002_three', '0003_four']
const texts: Readonly<Record<string, string>> = Object.fromEntries(
  tags.map((tag, i) => [
    `${tag}.sql`,
    `create table t${i + 1} (id int primary key);\n--> statement-breakpoint\ncomment on table t${i + 1} is 'one of four';\n`,
  ]),
)
const journal = (count: number) =>
  JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: tags
      .slice(0, count)
      .map((tag, idx) => ({ idx, version: '7', when: 1795364066930 + idx, tag, breakpoints: true })),
  })
const prepare = (bench: Bench, count: number) => {
  const config = `export default { dialect: 'postgresql', out: './drizzle', dbCredentials: { url: process.env.DATABASE_URL } }\n`
  bench.write({
    'drizzle.config.ts': config,
    'package.json': '{}',
    'drizzle/meta/_journal.json': journal(count),
    ...Object.fromEntries(Object.entries(texts).map(([path, text]) => [`drizzle/${path}`, text])),
  })
}
const settings = (count: number) => ({ manifest: journal(count) })
const skip = missing('drizzle-kit')

test('drizzle-kit applies half, Lockstep the rest, drizzle-kit finds nothing to do', { skip }, () =>
  withBench('drizzle', async (bench) => {
    prepare(bench, 2)
    bench.tool('drizzle-kit', 'migrate')
    assert.equal((await bench.applied(settings(2))).length, 2)
    prepare(bench, 4)
    assert.deepEqual(await bench.apply(texts, settings(4)), ['1795364066932', '1795364066933'])
    bench.tool('drizzle-kit', 'migrate')
    assert.equal((await bench.applied(settings(4))).length, 4)
  }),
)

test('Lockstep applies half, drizzle-kit the rest', { skip }, () =>
  withBench('drizzle', async (bench) => {
    assert.equal((await bench.apply(texts, settings(2))).length, 2)
    prepare(bench, 4)
    bench.tool('drizzle-kit', 'migrate')
    assert.deepEqual(await bench.apply(texts, settings(4)), [])
    assert.equal((await bench.tables()).length, 8)
  }),
)
