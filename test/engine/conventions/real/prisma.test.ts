import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Bench, missing, withBench } from './tools'

const names = ['20240101000000_one', '20240102000000_two', '20240103000000_three', '20240104000000_four']
const all: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name, i) => [
    `${name}/migration.sql`,
    name.endsWith('three')
      ? 'create index concurrently t3_idx on t1 (id);\n'
      : `create table t${i + 1} (id int primary key);\r\ncomment on table t${i + 1} is 'grüße';\n`,
  ]),
)
const half = Object.fromEntries(Object.entries(all).slice(0, 2))

const modules = (path: string): string => JSON.stringify(pathToFileURL(resolve('.cache/tools/node_modules', path)).href)
/**
 * Prisma's schema engine as WebAssembly over its pg adapter; the native one is downloaded from a place of its own. The adapter does not
 * know the type "name", which the engine asks for: those columns are text here.
 */
const config = `import { defineConfig } from ${modules('prisma/config.js')}
import { PrismaPg } from ${modules('@prisma/adapter-pg/dist/index.mjs')}
import Result from ${modules('pg/lib/result.js')}
const { addFields } = Result.prototype
Result.prototype.addFields = function (fields) {
  for (const field of fields) if (field.dataTypeID === 19) field.dataTypeID = 25
  return addFields.call(this, fields)
}
export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }),
})
`
const unneeded = resolve('.cache/tools/package.json')
const env = {
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  PRISMA_QUERY_ENGINE_LIBRARY: unneeded,
  PRISMA_SCHEMA_ENGINE_BINARY: unneeded,
}

const write = (bench: Bench, texts: Readonly<Record<string, string>>): void =>
  bench.write({
    'prisma.config.mjs': config,
    'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    ...Object.fromEntries(Object.entries(texts).map(([path, text]) => [`prisma/migrations/${path}`, text])),
  })
const prisma = (bench: Bench, ...args: string[]): string =>
  bench.tool('prisma', 'migrate', ...args, '--config', 'prisma.config.mjs')
const skip = missing('prisma')

test('Prisma applies half, Lockstep the rest, Prisma finds nothing to do', { skip }, () =>
  withBench(
    'prisma',
    async (bench) => {
      write(bench, half)
      prisma(bench, 'deploy')
      assert.deepEqual(
        (await bench.applied()).map(({ version }) => version),
        names.slice(0, 2),
      )
      write(bench, all)
      assert.deepEqual(await bench.apply(all), names.slice(2))
      assert.match(prisma(bench, 'status'), /Database schema is up to date/)
      assert.match(prisma(bench, 'deploy'), /No pending migrations to apply/)
      assert.deepEqual(await bench.tables(), ['t1', 't1_pkey', 't2', 't2_pkey', 't3_idx', 't4', 't4_pkey'])
    },
    env,
  ),
)

test('Lockstep applies half, Prisma the rest, Lockstep finds nothing to do', { skip }, () =>
  withBench(
    'prisma',
    async (bench) => {
      assert.deepEqual(await bench.apply(half), names.slice(0, 2))
      write(bench, all)
      assert.match(prisma(bench, 'deploy'), /20240103000000_three[\s\S]*20240104000000_four/)
      assert.deepEqual(await bench.apply(all), [])
      assert.match(prisma(bench, 'status'), /Database schema is up to date/)
    },
    env,
  ),
)
