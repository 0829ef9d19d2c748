// Speed and memory beside the npm package squawk-cli, measured in the same run on the same generated files. Prints medians and ratios, never a verdict.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildAll } from './build.mjs'

const require = createRequire(import.meta.url)
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require('vscode-languageserver/node')
const squawk = resolve('node_modules/.bin/squawk')
const runs = Number(process.argv[2] ?? 5)

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]
const words = ['account', 'order', 'invoice', 'device', 'event', 'price', 'ticket', 'message', 'label', 'batch']

/** A migration of about 1.1 kB: tables, columns, indexes, keys, a view, a function, some data. The same for the same number. */
function migration(i) {
  const table = `${words[i % words.length]}_${Math.floor(i / words.length)}`
  const other = `${words[(i + 3) % words.length]}_${Math.floor(i / (words.length * 2))}`
  return [
    `-- migration ${i}: ${table}`,
    `CREATE TABLE ${table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, state varchar(20) DEFAULT 'new', total numeric(10, 2), created_at timestamptz NOT NULL DEFAULT now());`,
    `ALTER TABLE ${table} ADD COLUMN note text;`,
    `CREATE INDEX ${table}_name_idx ON ${table} (name);`,
    i > 40 ? `ALTER TABLE ${other} ADD COLUMN extra_${i} integer DEFAULT 0;` : '',
    i % 5 === 0 ? `CREATE VIEW ${table}_open AS SELECT id, name FROM ${table} WHERE state = 'new';` : '',
    i % 7 === 0
      ? `CREATE FUNCTION ${table}_touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.note := 'x';\n  RETURN NEW;\nEND;\n$$;`
      : '',
    i % 3 === 0 ? `INSERT INTO ${table} (name, state) VALUES ('a', 'new'), ('b', 'old'), ('c', 'new');` : '',
    i % 11 === 0 ? `ALTER TABLE ${table} ALTER COLUMN total TYPE numeric(12, 2);` : '',
    `COMMENT ON TABLE ${table} IS 'Everything about ${table}, kept for the reports of the next quarter and the one after that.';`,
    '',
  ]
    .filter((line, at, all) => line !== '' || at === all.length - 1)
    .join('\n\n')
}

function timed(command, args, cwd) {
  const started = process.hrtime.bigint()
  spawnSync(command, args, { cwd, stdio: 'ignore', maxBuffer: 1 << 28 })
  return Number(process.hrtime.bigint() - started) / 1e6
}

const row = (what, ours, theirs, unit = 'ms') =>
  console.log(
    `${what.padEnd(44)} ${ours.toFixed(0).padStart(7)} ${unit}${theirs === undefined ? '' : `  squawk ${theirs.toFixed(0).padStart(6)} ${unit}  ratio ${(ours / theirs).toFixed(2)}`}`,
  )

/** Median milliseconds from an edit in the middle to the findings after it. */
async function edits(command, args, folder, lines, edited) {
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.listen()
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null))
  let pushed = () => {}
  connection.onNotification('textDocument/publishDiagnostics', () => pushed())
  const { capabilities } = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: `file://${folder}`,
    workspaceFolders: [{ uri: `file://${folder}`, name: 'bench' }],
    capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: {} } },
  })
  await connection.sendNotification('initialized', {})
  const uri = `file://${folder}/V1__big.sql`
  // As pg_dump writes: a column a line, ten lines a table.
  const table = (i) =>
    [
      `CREATE TABLE t${i} (`,
      '    id bigint NOT NULL,',
      "    state character varying(20) DEFAULT 'new'::character varying NOT NULL,",
      '    total numeric(10,2),',
      '    note text,',
      '    created_at timestamp with time zone DEFAULT now() NOT NULL',
      ');',
      `ALTER TABLE ONLY t${i} ADD CONSTRAINT t${i}_pkey PRIMARY KEY (id);`,
      `CREATE INDEX t${i}_state_idx ON t${i} USING btree (state);`,
      '',
    ].join('\n')
  const text = Array.from({ length: lines / 10 }, (_, i) => `${table(i)}\n`).join('')
  const ask = () =>
    capabilities.diagnosticProvider
      ? connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
      : new Promise((done) => {
          pushed = done
        })
  const first = ask()
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sql', version: 1, text },
  })
  await (capabilities.diagnosticProvider ? ask() : first)
  const times = []
  for (let version = 2; version < 2 + edited; version++) {
    const line = Math.floor(lines / 2)
    const change = {
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      text: version % 2 === 0 ? '-- a comment\n' : 'ALTER TABLE t1 ADD COLUMN c text;\n',
    }
    const started = process.hrtime.bigint()
    const answer = capabilities.diagnosticProvider ? undefined : ask()
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    })
    await (answer ?? ask())
    times.push(Number(process.hrtime.bigint() - started) / 1e6)
  }
  connection.dispose()
  child.kill()
  return median(times)
}

async function memory(folder) {
  const child = spawn(process.execPath, [resolve('.cache/bench/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: `file://${folder}`, name: 'bench' }],
    capabilities: { textDocument: { diagnostic: {} } },
  })
  await connection.sendNotification('initialized', {})
  const started = process.hrtime.bigint()
  await connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })
  const ms = Number(process.hrtime.bigint() - started) / 1e6
  const status = process.platform === 'linux' ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : ''
  const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN)
  connection.dispose()
  child.kill()
  return { ms, resident: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 }
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
try {
  await buildAll({ minify: true, outdir: '.cache/bench' })
  mkdirSync(join(folder, 'migrations'))
  writeFileSync(join(folder, 'lockstep.json'), '{}')
  let bytes = 0
  const names = Array.from({ length: 2052 }, (_, i) => {
    const name = `migrations/V${i + 1}__step.sql`
    const text = migration(i)
    bytes += text.length
    writeFileSync(join(folder, name), text)
    return name
  })
  console.log(`${names.length} files, ${(bytes / 1e6).toFixed(1)} MB, median of ${runs} runs in turn`)
  const ours = []
  const theirs = []
  const again = []
  const cache = join(folder, '.cache')
  for (let i = 0; i < runs; i++) {
    process.env.LOCKSTEP_CACHE = 'off'
    ours.push(timed(process.execPath, [resolve('.cache/bench/cli.js'), 'lint', '--format', 'json'], folder))
    theirs.push(timed(squawk, names, folder))
    process.env.LOCKSTEP_CACHE = cache
    again.push(timed(process.execPath, [resolve('.cache/bench/cli.js'), 'lint', '--format', 'json'], folder))
  }
  row('lint, nothing known from earlier runs', median(ours), median(theirs))
  // The first of them wrote down what the others read.
  row('lint, nothing changed since the last run', median(again.slice(1)), median(theirs))
  for (const lines of [1000, 22000]) {
    const big = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
    writeFileSync(join(big, 'lockstep.json'), '{}')
    // A large file keeps the peer busy for seconds an edit.
    const count = lines > 5000 ? 6 : 30
    const own = await edits(process.execPath, [resolve('.cache/bench/server.js'), '--stdio'], big, lines, count)
    const peer = await edits(squawk, ['server'], big, lines, count)
    row(`edit to diagnostics, ${lines} lines, ${count} edits`, own, peer)
    rmSync(big, { recursive: true, force: true })
  }
  const { ms, resident, peak } = await memory(folder)
  row('project of all files, first findings', ms)
  row('server, resident', resident, undefined, 'MB')
  row('server, peak', peak, undefined, 'MB')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
