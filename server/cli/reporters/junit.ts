import type { Report } from '../command'
import { testsOf } from '../tests'

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\P{Cc}\n\t]/gu, ' ')

/** JUnit's XML as CI servers read it; times in seconds. */
export default function junit(report: Report): string {
  const tests = testsOf(report, 'junit')
  const count = (outcome: string): number => tests.filter((test) => test.outcome === outcome).length
  const seconds = (ms: number): string => (ms / 1000).toFixed(3)
  const cases = tests.map(({ file, name, outcome, ms, message }) => {
    const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" time="${seconds(ms)}"`
    if (outcome === 'passed') return `${head}/>\n`
    const inner =
      outcome === 'failed'
        ? `<failure message="${escaped(message ?? '')}"/>`
        : `<skipped message="${escaped(message ?? '')}"/>`
    return `${head}>${inner}</testcase>\n`
  })
  const total = tests.reduce((sum, { ms }) => sum + ms, 0)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="lockstep" tests="${tests.length}" failures="${count('failed')}" skipped="${count('skipped')}" time="${seconds(total)}">\n${cases.join('')}  </testsuite>\n</testsuites>\n`
}
