/**
 * The embedded PostgreSQL's files for `dist/pglite/`: the worker bundle, PGlite's WASM and file system image, the extensions we load on
 * demand, and an initialised data directory, so that a user's machine never runs initdb. The data directory is cached by PGlite's version.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const pglite = join(projectRoot, 'node_modules/@electric-sql/pglite')
const vector = join(projectRoot, 'node_modules/@electric-sql/pglite-pgvector')

/** By the names CREATE EXTENSION uses; the archives carry the same names. */
export const EXTENSIONS = [
  'amcheck',
  'bloom',
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'dict_int',
  'earthdistance',
  'file_fdw',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'lo',
  'ltree',
  'pageinspect',
  'pg_buffercache',
  'pg_stat_statements',
  'pg_trgm',
  'pg_visibility',
  'pgcrypto',
  'seg',
  'tablefunc',
  'tcn',
  'tsm_system_rows',
  'tsm_system_time',
  'unaccent',
  'uuid-ossp',
]

/** A change of how the data directory is made must change this, or a cached one is shipped. */
const RECIPE = 1

/** Writes `<outdir>/pglite/`. Takes 5 to 10 seconds the first time, below one with the cache. */
export async function buildPglite(outdir) {
  const target = join(outdir, 'pglite')
  mkdirSync(join(target, 'extensions'), { recursive: true })
  const worker = await build({
    entryPoints: [join(projectRoot, 'server/engine/db/pglite-worker.ts')],
    outfile: join(target, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
    write: false,
  })
  place(join(target, 'worker.mjs'), worker.outputFiles[0].contents)
  const copy = (from, to) => place(join(target, to), readFileSync(from))
  for (const file of ['pglite.wasm', 'pglite.data']) copy(join(pglite, 'dist', file), file)
  for (const name of EXTENSIONS) copy(join(pglite, 'dist', `${name}.tar.gz`), `extensions/${name}.tar.gz`)
  // One archive holds the four of contrib/spi; only this one is in use out there.
  copy(join(pglite, 'dist/spi.tar.gz'), 'extensions/moddatetime.tar.gz')
  copy(join(vector, 'dist/vector.tar.gz'), 'extensions/vector.tar.gz')
  copy(await dataDirectory(), 'data.tar.br')
}

/** Untouched when already so, and never half-written: other test runs may be reading these very files. */
function place(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return
  writeFileSync(`${file}.${process.pid}`, contents)
  renameSync(`${file}.${process.pid}`, file)
}

async function dataDirectory() {
  const { version } = JSON.parse(readFileSync(join(pglite, 'package.json'), 'utf8'))
  const cache = join(projectRoot, 'node_modules/.cache/lockstep')
  const cached = join(cache, `pglite-${version}-data-${RECIPE}.tar.br`)
  if (existsSync(cached)) return cached
  const { PGlite } = await import(pathToFileURL(join(pglite, 'dist/index.js')).href)
  // 1 MB of write-ahead log a segment instead of 16: the same database, half the archive to unpack at each start.
  const database = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] })
  await database.exec('vacuum freeze')
  await database.exec('checkpoint')
  const archive = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer())
  await database.close()
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: archive.length,
  }
  mkdirSync(cache, { recursive: true })
  place(cached, brotliCompressSync(archive, { params }))
  return cached
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const outdir = resolve(process.argv[2] ?? 'dist')
  rmSync(join(outdir, 'pglite'), { recursive: true, force: true })
  await buildPglite(outdir)
}
