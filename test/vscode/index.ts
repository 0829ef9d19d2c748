import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

interface Result {
  readonly state: 'passed' | 'failed' | 'skipped' | 'end'
  readonly title: string
  readonly error?: string
}

/** VS Code calls this in the extension host. The suite's name and the file for the results come through the environment. */
export async function run(): Promise<void> {
  const suite = process.env.LOCKSTEP_SUITE ?? 'trusted'
  const results = process.env.LOCKSTEP_RESULTS
  const { default: Mocha } = await import('mocha')
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, slow: 10_000 })
  mocha.addFile(join(__dirname, 'suites', `${suite}.js`))
  await new Promise<void>((resolve, reject) => {
    const tell = (state: Result['state'], title: string, error?: string): void => {
      console.log(`${state} ${title}${error ? `\n${error}` : ''}`)
      if (results) appendFileSync(results, `${JSON.stringify({ state, title, error } satisfies Result)}\n`)
    }
    const runner = mocha.run((failures) => {
      tell('end', suite)
      if (failures > 0) reject(new Error(`${failures} failed`))
      else resolve()
    })
    runner.on('pass', (test) => tell('passed', test.fullTitle()))
    runner.on('fail', (test, error: Error) => tell('failed', test.fullTitle(), error.stack ?? String(error)))
    runner.on('pending', (test) => tell('skipped', test.fullTitle()))
  })
}
