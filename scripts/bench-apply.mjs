// Applying beside dbmate, in the same run, on one local server: `npm run bench:apply [RUNS]`. Prints medians and ratios, never a verdict.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { buildAll } from './build.mjs'
import { installTools } from './tools.mjs'

const runs = Number(process.argv[2] ?? 5)
const dbmate = resolve('.cache/tools/node_modules/.bin/dbmate')
const lockstep = resolve('.cache/bench/cli.js')
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

const migration = (i) =>
  `-- migrate:up\nCREATE TABLE t${i} (id bigint PRIMARY KEY, name text NOT NULL);\nCREATE INDEX t${i}_name ON t${i} (name);\n\n-- migrate:down\nDROP TABLE t${i};\n`
const nameOf = (i) => `db/migrations/${20240101000000 + i}_t${i}.sql`

function project(count) {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
  mkdirSync(join(folder, 'db/migrations'), { recursive: true })
  for (let i = 0; i < count; i++) writeFileSync(join(folder, nameOf(i)), migration(i))
  return folder
}

function timed(command, args, cwd, env) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout.slice(-500)}${stderr.slice(-500)}`)
  return performance.now() - start
}

const keeper = spawn(process.execPath, ['scripts/postgres.mjs', '18', '--pipe'], { stdio: ['pipe', 'pipe', 'inherit'] })
const { port } = JSON.parse(await new Promise((done) => createInterface({ input: keeper.stdout }).once('line', done)))
let databases = 0
async function emptyDatabase() {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  await client.connect()
  databases += 1
  await client.query(`create database bench_${databases} template template0`)
  await client.end()
  return `postgres://postgres@127.0.0.1:${port}/bench_${databases}?sslmode=disable`
}

await buildAll({ minify: true, outdir: '.cache/bench' })
installTools()
const folders = [project(1000), project(10_000)]
try {
  const times = { lockstep: [], dbmate: [] }
  const apply = [lockstep, 'apply', '--database', 'env:DATABASE_URL', '--quiet']
  for (let run = 0; run < runs; run++) {
    times.lockstep.push(timed(process.execPath, apply, folders[0], { DATABASE_URL: await emptyDatabase() }))
    if (existsSync(dbmate))
      times.dbmate.push(timed(dbmate, ['--no-dump-schema', 'up'], folders[0], { DATABASE_URL: await emptyDatabase() }))
  }
  const ours = median(times.lockstep)
  console.log(`apply 1,000 migrations, median of ${runs}: lockstep ${Math.round(ours)} ms`)
  if (times.dbmate.length > 0)
    console.log(
      `dbmate ${Math.round(median(times.dbmate))} ms; lockstep / dbmate ${(ours / median(times.dbmate)).toFixed(2)}`,
    )

  const url = await emptyDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create table schema_migrations (version varchar(128) primary key)')
  await client.query(`insert into schema_migrations select 20240101000000 + i from generate_series(0, 8999) as i`)
  await client.end()
  const status = [lockstep, 'status', '--database', 'env:DATABASE_URL', '--quiet']
  const all = Array.from({ length: runs }, () => timed(process.execPath, status, folders[1], { DATABASE_URL: url }))
  console.log(`status of 10,000 migrations, 1,000 pending, a process of its own: ${Math.round(median(all))} ms`)
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  keeper.stdin.end()
}
