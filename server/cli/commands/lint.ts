import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Severity } from '../../engine/diagnostic'
import { Failure } from '../../engine/failure'
import { safeFixes } from '../../engine/lint/fix-all'
import { applyEdits } from '../../engine/text/edits'
import { decodeUtf8 } from '../../engine/text/source'
import { slashed, writeFile } from '../../engine/workspace/files'
import { type CheckedFile, rootOf, Workspace } from '../../engine/workspace/workspace'
import { type Call, defineCommand, type Report } from '../command'
import { atLeast, countOf, finding, findingText, summaryText } from '../findings'
import { StoredFindings } from '../stored-findings'
import { plural } from '../style'
import { display, gitFor, majorOf, select } from '../workspaces'

const severities: readonly Severity[] = ['hint', 'info', 'warning', 'error']

export default defineCommand({
  summary: 'Find unsafe changes, naming and ordering mistakes.',
  usage: '[paths…]',
  options: {
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      summary: 'exit 1 at this severity or above: error, warning (default), info',
    },
    fix: { type: 'boolean', summary: 'apply the safe fixes' },
    'fix-dry-run': { type: 'boolean', summary: 'show what --fix would write' },
    'no-cache': { type: 'boolean', summary: 'find everything anew, whatever earlier runs found' },
    staged: { type: 'boolean', summary: 'only files staged in git' },
    changed: { type: 'string', value: 'BASE', summary: 'only files changed since a git revision' },
    stdin: { type: 'boolean', summary: 'read the text of one file from standard input' },
    'stdin-path': { type: 'string', value: 'P', summary: 'where that file lies' },
  },
  async run(call) {
    const failOn = (call.values['fail-on'] ?? 'warning') as Severity
    if (!severities.includes(failOn))
      throw new Failure('bad-arguments', `--fail-on ${failOn} is no severity.`, {
        hint: `Use ${severities.join(', ')}.`,
      })
    const times = new Map<string, number>()
    const onTime = call.env.TIMING
      ? (rule: string, ms: number) => void times.set(rule, (times.get(rule) ?? 0) + ms)
      : undefined
    const { files, postgres } = call.values.stdin === true ? await fromStdin(call) : await fromDisk(call, onTime)
    const fixes =
      call.values.fix === true || call.values['fix-dry-run'] === true
        ? files.map(fixed).filter((change) => change !== undefined)
        : []
    if (call.values.fix === true) for (const { path, text } of fixes) write(path, text)
    if (onTime) timing(call, times)
    return report(call, files, fixes, postgres, failOn)
  },
})

async function fromDisk(
  call: Call,
  onTime?: (rule: string, ms: number) => void,
): Promise<{ files: CheckedFile[]; postgres: number }> {
  const only = inGit(call)
  const files: CheckedFile[] = []
  let postgres = 18
  const stores: StoredFindings[] = []
  const findingsOf = (root: string): StoredFindings | undefined => {
    const store = StoredFindings.of(root, call)
    if (store) stores.push(store)
    return store
  }
  // Times of what was not done would tell nothing.
  const cached = call.values['no-cache'] !== true && !onTime
  const options = { git: gitFor(call), ...(cached ? { findingsOf } : onTime && { onTime }) }
  for (const { workspace, paths } of await select(call, options)) {
    files.push(...workspace.checkSettings().filter(({ diagnostics }) => diagnostics.length > 0))
    for (const path of await paths()) if (!only || only.has(path)) files.push(workspace.check(path))
    postgres = workspace.postgres
  }
  // Read when all are checked: by then what later migrations settle is known.
  const found = files.map(({ path, source, statements, diagnostics }) => ({ path, source, statements, diagnostics }))
  for (const store of stores) store.save()
  return { files: found, postgres }
}

async function fromStdin(call: Call): Promise<{ files: CheckedFile[]; postgres: number }> {
  const given = call.values['stdin-path']
  const path = slashed(resolve(call.cwd, typeof given === 'string' ? given : 'stdin.sql'))
  const text = await call.stdin()
  const postgres = majorOf(call)
  const workspace = new Workspace({
    root: rootOf(slashed(dirname(path))),
    overlay: (candidate) => (candidate === path ? text : undefined),
    ...(postgres && { postgres }),
  })
  await workspace.refresh()
  return { files: [workspace.check(path)], postgres: workspace.postgres }
}

/** Absolute paths git says are staged or changed; undefined when the call asks for neither. */
function inGit(call: Call): ReadonlySet<string> | undefined {
  const { staged, changed } = call.values
  if (staged !== true && changed === undefined) return undefined
  const run = (...args: string[]): string => {
    try {
      return execFileSync('git', args, { cwd: call.cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    } catch (error) {
      const { stderr } = error as { stderr?: string }
      throw new Failure('tool-missing', `git ${args[0]} failed: ${stderr?.trim() || 'git is not there'}.`, {
        hint: 'Run this in a git work tree, with a revision git knows.',
        cause: error,
      })
    }
  }
  const top = run('rev-parse', '--show-toplevel').trim()
  const range = staged === true ? ['--cached'] : [String(changed)]
  const tracked = run('diff', '--name-only', '-z', '--diff-filter=d', ...range)
  const untracked = staged === true ? '' : run('ls-files', '-z', '--others', '--exclude-standard', '--full-name')
  return new Set(
    `${tracked}${untracked}`
      .split('\0')
      .filter(Boolean)
      .map((name) => slashed(resolve(top, name))),
  )
}

interface Change {
  readonly path: string
  readonly text: string
  readonly titles: readonly string[]
}

/** What `--fix` makes of a file; undefined when nothing of it is safely mended. */
function fixed({ path, source, diagnostics }: CheckedFile): Change | undefined {
  const { edits, titles } = safeFixes(diagnostics)
  return titles.length > 0 ? { path, text: applyEdits(source.text, edits), titles } : undefined
}

/** The byte order mark of the file stays. */
function write(path: string, text: string): void {
  const old = readFileSync(path)
  const bom = old[0] === 0xef && old[1] === 0xbb && old[2] === 0xbf
  if (decodeUtf8(old).invalidAt !== undefined)
    throw new Failure('file-unreadable', `${path} is not UTF-8, so it is left alone.`, {
      hint: 'Save it as UTF-8 first.',
    })
  writeFile(path, bom ? `\uFEFF${text}` : text)
}

function report(
  call: Call,
  files: readonly CheckedFile[],
  changes: readonly Change[],
  postgres: number,
  failOn: Severity,
): Report {
  const quiet = call.values.quiet === true
  const shown = files.map((file) => ({
    ...file,
    diagnostics: file.diagnostics.filter(({ severity }) => !quiet || severity === 'error'),
  }))
  const found = files.some(({ diagnostics }) => diagnostics.some(({ severity }) => atLeast(severity, failOn)))
  return {
    postgres,
    exitCode: found ? 1 : 0,
    document: {
      findings: shown.flatMap(({ path, source, diagnostics }) =>
        diagnostics.map((diagnostic) => finding(display(call, path), source, diagnostic, call)),
      ),
      ...(changes.length > 0 && {
        fixed: changes.map(({ path, titles, text }) => ({
          file: display(call, path),
          titles,
          ...(call.values.fix !== true && { text }),
        })),
      }),
      summary: {
        files: files.length,
        statements: files.reduce((sum, { statements }) => sum + statements, 0),
        error: countOf(files, 'error'),
        warning: countOf(files, 'warning'),
        info: countOf(files, 'info'),
      },
    },
    text: (style) => {
      const parts = shown.flatMap(({ path, source, diagnostics }) =>
        diagnostics.map((diagnostic) => `${findingText(display(call, path), source, diagnostic, style)}\n`),
      )
      for (const { path, titles, text } of changes) {
        parts.push(`${call.values.fix === true ? 'fixed' : 'would fix'} ${display(call, path)}: ${titles.join('; ')}\n`)
        if (call.values.fix !== true) parts.push(`${text}\n`)
      }
      if (files.length === 0) parts.push('No migrations were found here.\n')
      return quiet && parts.length === 0 ? '' : `${parts.join('')}${summaryText(files, style)}`
    },
  }
}

function timing(call: Call, times: ReadonlyMap<string, number>): void {
  const total = [...times.values()].reduce((sum, ms) => sum + ms, 0)
  const rows = [...times]
    .sort((a, b) => b[1] - a[1])
    .map(([rule, ms]) => `${ms.toFixed(1).padStart(9)} ms ${((ms / total) * 100).toFixed(1).padStart(5)} %  ${rule}\n`)
  const rules = [...times.keys()].filter((name) => !name.startsWith('(')).length
  call.error(`${plural(rules, 'rule')}, ${total.toFixed(1)} ms; in brackets what rules share\n${rows.join('')}`)
}
