import { heldFromBefore, type PrintedLocks, printed } from '../../engine/lint/locks'
import { defineCommand } from '../command'
import type { Style } from '../style'
import { display, select, type Unread, unreadIn } from '../workspaces'

interface File {
  readonly file: string
  readonly statements: readonly (PrintedLocks & { readonly index: number })[]
  readonly unread?: readonly Unread[]
}

export default defineCommand({
  summary: 'Show what every statement locks, rewrites and scans.',
  usage: '[paths…]',
  options: {},
  async run(call) {
    const files: File[] = []
    let postgres = 18
    for (const { workspace, paths } of await select(call)) {
      postgres = workspace.postgres
      for (const path of await paths()) {
        const unread = unreadIn(workspace, path)
        files.push({
          file: display(call, path),
          statements: workspace.locks(path).map((report, index) => ({ index, ...printed(report) })),
          ...(unread.length > 0 && { unread }),
        })
      }
    }
    return {
      postgres,
      exitCode: files.some(({ unread }) => unread) ? 1 : 0,
      document: { files },
      text: (style) => files.map((file) => `${style.bold(file.file)}\n${linesOf(file, style).join('')}`).join('\n'),
    }
  },
})

const linesOf = ({ statements, unread = [] }: File, style: Style): readonly string[] =>
  [
    ...statements.map((statement) => ({ at: statement.range.start.line, line: text(statement, style) })),
    ...unread.map(({ range, message }) => ({
      at: range.start.line,
      line: `${style.dim(`${range.start.line + 1}:`)} ${style.red(`not read: ${message}`)}\n`,
    })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)

/** A dump in one transaction holds more locks at its end than anybody reads, statement by statement. */
const mostHeld = 20

function text(
  { range, sql, transactional, locks, rewrites, scans, held, unknown }: PrintedLocks,
  style: Style,
): string {
  const first = sql.split(/\r?\n/, 1)[0]!
  const lines = [`${style.dim(`${range.start.line + 1}:`)} ${first}${first.length < sql.length ? ' …' : ''}`]
  if (!transactional) lines.push('   cannot run in a transaction block')
  for (const { relation, mode, why } of locks)
    lines.push(`   ${strong(mode) ? style.red(mode) : mode} on ${relation}: ${style.dim(why)}`)
  if (rewrites.length > 0) lines.push(`   rewrites ${rewrites.join(', ')}`)
  if (scans.length > 0) lines.push(`   scans ${scans.join(', ')}`)
  const before = heldFromBefore({ held, locks })
  if (before.length > 0) {
    const shown = before.slice(0, mostHeld).map(({ relation, mode }) => `${mode} on ${relation}`)
    if (before.length > mostHeld) shown.push(`and ${before.length - mostHeld} more`)
    lines.push(style.dim(`   held from before: ${shown.join(', ')}`))
  }
  for (const reason of unknown ?? []) lines.push(style.yellow(`   unknown: ${reason}`))
  return `${lines.join('\n')}\n`
}

const strong = (mode: string): boolean =>
  mode === 'ACCESS EXCLUSIVE' || mode === 'EXCLUSIVE' || mode.startsWith('SHARE ROW') || mode === 'SHARE'
