// Hazards found and false alarms raised by Lockstep and by pinned peers on our own probes; writes docs/truth.md. `npm run bench:truth`.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { buildAll } from './build.mjs'
import { evaluate } from './evaluate.mjs'

const run = promisify(execFile)
const peersFolder = resolve('.cache/peers')
const bin = (name) => join(peersFolder, 'node_modules/.bin', name)

/** Output whatever the exit code: a linter that found something exits with 1. */
const output = async (command, args, cwd) => {
  try {
    return await run(command, args, { cwd, maxBuffer: 1 << 28, env: { ...process.env, CI: '1' } })
  } catch (error) {
    return { stdout: error.stdout ?? '', stderr: error.stderr ?? '' }
  }
}

/** A probe's text as every tool gets it: without the lines that say what is expected. */
function readProbes(kind) {
  const folder = `test/engine/lint/truth/${kind}`
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const expects = /^-- expects:\s*(.*)$/m.exec(text)?.[1]?.split(',') ?? []
    const sql = text.replace(/^(-- (expects|postgres):.*\n)+/, '')
    return {
      id: `${kind}/${file}`,
      kind,
      expects: expects.map((name) => name.trim()),
      postgres: /^-- postgres:\s*(\d+)/m.exec(text)?.[1] ?? '18',
      inTransaction: !/lockstep: no-transaction/.test(sql) && !/^\s*begin\b/im.test(sql),
      sql,
    }
  })
}

/** Findings by probe; `unread`: the tool could not read the SQL, which is no finding about a hazard. Lines are 0-based. */
const collected = () => {
  const found = new Map()
  return { found, add: (id, finding) => found.set(id, [...(found.get(id) ?? []), finding]) }
}

const grouped = (items, key) => {
  const groups = new Map()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** Wishes for session settings: about no statement of a file. */
const wishes =
  /^(require-(lock|statement)-timeout|require-timeout-settings|lockTimeoutWarning|requireStatementTimeout|requireIdleInTransactionTimeout)$/

const loud = (severity) => /^(warning|error)$/i.test(severity)

async function lockstep(probes, folder) {
  const paths = new Map()
  for (const { id, sql, postgres } of probes) {
    const project = join(folder, 'lockstep', id)
    const path = join(project, 'migrations/0001_probe.sql')
    mkdirSync(dirname(path), { recursive: true })
    const projects = [{ convention: 'plain', folders: ['migrations'] }]
    writeFileSync(join(project, 'lockstep.json'), JSON.stringify({ postgres: Number(postgres), projects }))
    writeFileSync(path, sql)
    paths.set(path.slice(folder.length + 1), id)
  }
  const { stdout, stderr } = await output(
    process.execPath,
    [resolve('.cache/bench/cli.js'), 'lint', '--format', 'json', ...paths.keys()],
    folder,
  )
  if (stderr) throw new Error(stderr)
  const { found, add } = collected()
  for (const { file, code, severity, range } of JSON.parse(stdout).findings)
    if (loud(severity)) add(paths.get(file), { rule: code, line: range.start.line, unread: code === 'syntax-error' })
  return found
}

/** One file a probe, in a folder for all peers. */
function filesOf(probes, folder) {
  return probes.map((probe) => {
    const path = join('peers', probe.id)
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), probe.sql)
    return { ...probe, path }
  })
}

async function squawk(probes, folder) {
  const { found, add } = collected()
  const files = filesOf(probes, folder)
  const groups = grouped(files, ({ postgres, inTransaction }) => `${postgres} ${inTransaction}`)
  for (const [, [first, ...rest]] of groups) {
    const group = [first, ...rest]
    const args = ['--reporter', 'json', '--pg-version', first.postgres]
    if (first.inTransaction) args.push('--assume-in-transaction')
    const { stdout } = await output(bin('squawk'), [...args, ...group.map(({ path }) => path)], folder)
    for (const { file, line, line_end, level, rule_name } of JSON.parse(stdout))
      if (loud(level))
        add(idOf(file), {
          rule: rule_name,
          line,
          lastLine: line_end,
          unread: rule_name === 'syntax-error',
          wish: wishes.test(rule_name),
        })
  }
  return found
}

const idOf = (path) => `${basename(dirname(path))}/${basename(path)}`

async function languageServer(probes, folder) {
  const { found, add } = collected()
  const paths = filesOf(probes, folder).map(({ path }) => path)
  const args = ['check', '--reporter=json', '--max-diagnostics=none', '--disable-db', ...paths]
  const { stdout } = await output(bin('postgres-language-server'), args, folder)
  for (const { severity, category, location } of JSON.parse(stdout).diagnostics) {
    if (!loud(severity)) continue
    const [line, lastLine] = [location.start.line - 1, location.end.line - 1]
    const rule = basename(category)
    add(idOf(location.path), { rule, line, lastLine, unread: category === 'syntax', wish: wishes.test(rule) })
  }
  return found
}

/** Facts of one file leak into the next in one run of pgfence, so each has its own. */
async function pgfence(probes, folder) {
  const { found, add } = collected()
  for (const { id, path, sql, postgres } of filesOf(probes, folder)) {
    const { stdout } = await output(
      bin('pgfence'),
      ['analyze', '--output', 'json', '--min-pg-version', postgres, path],
      folder,
    )
    if (!stdout.trim().startsWith('{')) {
      add(id, { rule: 'unreadable', line: 0, unread: true })
      continue
    }
    for (const { checks, policyViolations } of JSON.parse(stdout).results) {
      for (const { statement, risk, ruleId } of checks) {
        // As its own SARIF has it: LOW is a note.
        if (!/^(MEDIUM|HIGH|CRITICAL)$/.test(risk)) continue
        const at = sql.indexOf(statement)
        const line = at < 0 ? undefined : linesBefore(sql, at)
        add(id, { rule: ruleId, line, lastLine: at < 0 ? undefined : linesBefore(sql, at + statement.length) })
      }
      for (const { ruleId } of policyViolations) add(id, { rule: ruleId, wish: true })
    }
  }
  return found
}

const linesBefore = (text, at) => text.slice(0, at).split('\n').length - 1

const peers = [
  {
    title: 'Squawk',
    tool: 'squawk',
    package: 'squawk-cli',
    version: '2.66.0',
    run: squawk,
    how: '`squawk --pg-version N`, with `--assume-in-transaction` where the tool opens one',
  },
  {
    title: 'postgres-language-server',
    tool: 'pgls',
    package: '@postgres-language-server/cli',
    version: '0.25.5',
    run: languageServer,
    how: '`postgres-language-server check --disable-db`: it takes no target version without a database',
  },
  {
    title: 'pgfence',
    tool: 'pgfence',
    package: '@flvmnt/pgfence',
    version: '0.1.5',
    run: pgfence,
    how: '`pgfence analyze --min-pg-version N`, one run a file; MEDIUM and above count, as its own SARIF grades them',
  },
]

/** Into a folder of our own, pinned; never a dependency of the product. */
function install() {
  const wanted = Object.fromEntries(peers.map((peer) => [peer.package, peer.version]))
  const manifest = `${JSON.stringify({ private: true, dependencies: wanted }, null, 2)}\n`
  const path = join(peersFolder, 'package.json')
  const complete = peers.every((peer) => existsSync(join(peersFolder, 'node_modules', peer.package)))
  if (complete && existsSync(path) && readFileSync(path, 'utf8') === manifest) return
  mkdirSync(peersFolder, { recursive: true })
  writeFileSync(path, manifest)
  spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: peersFolder, stdio: 'inherit' })
}

const engine = await evaluate(`
  export { registry } from './server/engine/workspace/workspace'
  export { parse } from './server/engine/syntax/parse'
  export { loadParser } from './server/engine/syntax/parser'
  export { sourceText } from './server/engine/text/source'`)

/** First and last line of each statement. */
function statementsOf(sql) {
  const source = engine.sourceText('file:///probe.sql', sql)
  return engine.parse(source).statements.map(({ span }) => {
    const { start, end } = source.range(span)
    return { first: start.line, last: end.line }
  })
}

/** Lines of the statements that hold the hazard: those where Lockstep reports it; everywhere when it does not. */
function hazardLines(probe, own) {
  const at = (own ?? []).filter(({ rule }) => probe.expects.includes(rule))
  const statements = statementsOf(probe.sql)
  const holding = statements.filter(({ first, last }) => at.some(({ line }) => first <= line && line <= last))
  return holding.length > 0 ? holding : statements
}

const aliasesOf = (probe, tool) =>
  probe.expects.flatMap((id) => (engine.registry[id]?.aliases ?? []).filter((one) => one.tool === tool))

function judged(probes, found, own, tool) {
  const hazards = probes.filter(({ kind }) => kind === 'hazards')
  const safe = probes.filter(({ kind }) => kind === 'safe')
  const named = (probe) =>
    (found.get(probe.id) ?? []).filter(({ unread }) => !unread || probe.expects.includes('syntax-error'))
  const isMapped = (probe) => {
    const names = tool ? aliasesOf(probe, tool).map(({ name }) => name) : probe.expects
    return named(probe).some(({ rule }) => names.includes(rule))
  }
  const isNear = (probe) =>
    named(probe).some(
      ({ line, lastLine = line, wish }) =>
        !wish &&
        hazardLines(probe, own.get(probe.id)).some(
          ({ first, last }) => line === undefined || (line <= last && lastLine >= first),
        ),
    )
  return {
    found: new Set(hazards.filter((probe) => isMapped(probe) || (tool && isNear(probe))).map(({ id }) => id)),
    mapped: hazards.filter(isMapped).length,
    alarms: safe.filter(({ id }) => (found.get(id) ?? []).some(({ wish }) => !wish)).map(({ id }) => id),
  }
}

const groupOf = ({ expects }) => engine.registry[expects[0]]?.group ?? 'refused by the parser'

function page(probes, columns) {
  const hazards = probes.filter(({ kind }) => kind === 'hazards')
  const safe = probes.length - hazards.length
  const groups = [...grouped(hazards, groupOf)].sort(([a], [b]) => (a < b ? -1 : 1))
  const row = (...cells) => `| ${cells.join(' | ')} |`
  const table = [
    row('', 'files', ...columns.map(({ title, version }) => `${title} ${version}`)),
    row('---', ...['', ...columns].map(() => '---:')),
    ...groups.map(([group, members]) =>
      row(
        `hazards: ${group}`,
        members.length,
        ...columns.map(({ found }) => members.filter(({ id }) => found.has(id)).length),
      ),
    ),
    row('**hazards found**', hazards.length, ...columns.map(({ found }) => `**${found.size}**`)),
    row('of these by a rule mapped to the hazard', '', ...columns.map(({ mapped }) => mapped)),
    row('**safe files with a false alarm**', safe, ...columns.map(({ alarms }) => `**${alarms.length}**`)),
  ]
  const missed = hazards.filter(({ id }) => !columns[0].found.has(id)).map(({ id }) => `\`${id}\``)
  const wrong = columns[0].alarms.map((id) => `\`${id}\``)
  return `# Hazards found, false alarms raised

Written by \`npm run bench:truth\` on ${new Date().toISOString().slice(0, 10)}, ${process.platform} ${process.arch}, Node ${process.versions.node}.

${table.join('\n')}

Lockstep misses ${missed.join(', ') || 'none'} and raises a false alarm on ${wrong.join(', ') || 'none'}.

## How to read this

The probes are ours (\`test/engine/lint/truth/hazards\` and \`test/engine/lint/truth/safe\`): written from the hazards Lockstep knows, run by its tests,
and so they favour Lockstep, whose score here says that it does what it means to and no more. They are no measure of how a tool does
on your migrations. What the peers score says which of these hazards they see.

- A file is one migration, run in one transaction unless it says otherwise, for the PostgreSQL major it names (18 if none).
- Only warnings and errors count, under each tool's own defaults; nothing was configured, no rule was switched on or off.
- **Found, for Lockstep**: a finding of a rule the probe expects, by id.
- **Found, for a peer**: any finding that lies on a line of the statement that holds the hazard, whatever it says, or one of a rule that is mapped
  to the hazard (\`docs/rules/peers.md\`) anywhere in the file. That is generous: advice about another matter on the same statement counts. The row
  below it counts mapped rules alone.
- **False alarm**: any finding on a safe file, a refusal to read valid SQL included. Left out, in the peers' favour: their wishes for timeouts and
  other session settings, which pgfence has on every file. What counts as safe is our judgement.
- Peers are the versions the npm registry had when they were pinned: pgfence's repository is ahead of it (0.5.1), eugene and MigrationPilot are not
  there and not measured.

| tool | version | run as |
|---|---|---|
| Lockstep | ${columns[0].version} | \`lockstep lint\`, a project of one plain migration each |
${peers.map(({ title, package: name, version, how }) => `| ${title} | \`${name}\` ${version} | ${how} |`).join('\n')}
`
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-truth-'))
try {
  await buildAll({ minify: true, outdir: '.cache/bench' })
  await engine.loadParser()
  install()
  const probes = [...readProbes('hazards'), ...readProbes('safe')]
  const own = await lockstep(probes, folder)
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const columns = [{ title: 'Lockstep', version, ...judged(probes, own, own) }]
  for (const peer of peers) {
    const found = await peer.run(probes, folder)
    columns.push({ ...peer, ...judged(probes, found, own, peer.tool) })
  }
  const text = page(probes, columns)
  writeFileSync('docs/truth.md', text)
  console.log(text.slice(0, text.indexOf('## How')))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
