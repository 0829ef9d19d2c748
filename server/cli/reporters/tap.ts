import type { Report } from '../command'
import { testsOf } from '../tests'

/** Test Anything Protocol 14 (testanything.org). */
export default function tap(report: Report): string {
  const tests = testsOf(report, 'tap')
  const escaped = (text: string): string => text.replace(/[\\#]/g, '\\$&').replaceAll('\n', ' ')
  const lines = tests.map(({ file, name, outcome, message }, i) => {
    const end = outcome === 'skipped' ? ` # SKIP ${escaped(message ?? '')}` : ''
    const why = outcome === 'failed' && message ? `\n  ---\n  message: ${JSON.stringify(message)}\n  ...` : ''
    return `${outcome === 'failed' ? 'not ok' : 'ok'} ${i + 1} - ${escaped(`${file} ${name}`)}${end}${why}\n`
  })
  return `TAP version 14\n1..${tests.length}\n${lines.join('')}`
}
