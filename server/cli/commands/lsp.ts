import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { defineCommand } from '../command'

export default defineCommand({
  summary: 'Run the language server on standard input and output.',
  usage: '--stdio',
  options: { stdio: { type: 'boolean', summary: 'the only transport here' } },
  /** A program of its own: the two front ends share the engine and nothing else. */
  run: () =>
    new Promise<number>((done) => {
      const server = spawn(process.execPath, [join(__dirname, 'server.js'), '--stdio'], { stdio: 'inherit' })
      server.once('exit', (code) => done(code ?? 2))
    }),
})
