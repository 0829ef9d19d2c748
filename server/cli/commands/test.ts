import { setOf } from '../../engine/migrate/set'
import type { TestResult } from '../../engine/migrate/test'
import { loadParser } from '../../engine/syntax/parser'
import { type Call, defineCommand, type Report } from '../command'
import { plural } from '../style'
import { display, onlyProject } from '../workspaces'

export default defineCommand({
  summary: 'Replay the history in a throwaway PostgreSQL and prove every way down.',
  usage: '[paths…]',
  options: {},
  async run(call) {
    const { workspace, project, paths } = await onlyProject(call)
    await loadParser()
    const { openEmbedded } = await import('../../engine/db/pglite')
    const { testMigrations } = await import('../../engine/migrate/test')
    const database = openEmbedded()
    try {
      const results = await testMigrations({
        set: setOf(project),
        database,
        ...(call.paths.length > 0 && { wanted: new Set(await paths()) }),
        signal: call.signal,
        ...(call.isTerminal &&
          call.format === 'tty' && {
            onProgress: (file, index, total) => call.error(`\r\u001b[K${index + 1} of ${total} ${file.relativePath}`),
          }),
      })
      if (call.isTerminal && call.format === 'tty') call.error('\r\u001b[K')
      return report(call, results, workspace.postgres)
    } finally {
      await database.close()
    }
  },
})

const marks = { passed: 'ok', failed: 'FAILED', skipped: 'skipped' } as const

function report(call: Call, results: readonly TestResult[], postgres: number): Report {
  const count = (outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  const tests = results.map(({ file, name, outcome, ms, message, span }) => ({
    file: display(call, file.path),
    ...(file.part !== undefined && { part: file.part }),
    name,
    outcome,
    ms,
    ...(message && { message }),
    ...(span && { range: file.source.range(span) }),
  }))
  return {
    postgres,
    exitCode: count('failed') > 0 ? 1 : 0,
    document: { tests, summary: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') } },
    text: (style) => {
      const paint = { passed: style.green, failed: style.red, skipped: style.yellow }
      const quiet = call.values.quiet === true
      const lines = tests
        .filter(({ outcome }) => !quiet || outcome === 'failed')
        .map(({ file, part, name, outcome, ms, message, range }) => {
          const place = range && message ? `:${range.start.line + 1}:${range.start.character + 1}` : ''
          return `${paint[outcome](marks[outcome])} ${file}${place}${part === undefined ? '' : ` ${part}`} ${name} ${style.dim(`${ms} ms`)}${message ? `\n   ${message}` : ''}\n`
        })
      const summary = `${plural(tests.length, 'test')}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`
      return quiet && lines.length === 0 ? '' : `${lines.join('')}${style.bold(summary)}`
    },
  }
}
