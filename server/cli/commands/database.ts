import { dirname, join, resolve } from 'node:path'
import { embeddedId } from '../../engine/db/embedded-label'
import { removeFolder, servedAt } from '../../engine/db/pglite-folder'
import { parseReference } from '../../engine/db/reference'
import { Failure } from '../../engine/failure'
import { diskJournal } from '../../engine/migrate/journal'
import { targetKey } from '../../engine/migrate/plan'
import type { Project } from '../../engine/workspace/project'
import { embeddedFolder, inEnvironment } from '../../engine/workspace/target'
import { type Call, defineCommand, type Report } from '../command'
import { serveInBackground, tellStarter } from '../serving'
import { asked, text } from '../targets'
import { display, onlyProject } from '../workspaces'

/** The embedded database a call means, and the version its documents name. */
interface Meant {
  readonly project: Project
  readonly folder: string
  readonly postgres: number
  /** What the process in the background needs to mean the same. */
  readonly args: readonly string[]
}

type Action = (call: Call, meant: Meant) => Promise<Report | number>

const report = (
  { postgres, folder }: Meant,
  call: Call,
  found: { readonly [key: string]: unknown },
  said: string,
): Report => ({
  postgres,
  exitCode: 0,
  document: { database: display(call, folder), ...found },
  text: () => (call.values.quiet === true ? '' : `${said}\n`),
})

const start: Action = async (call, meant) => {
  const { folder, args } = meant
  const { serveEmbedded, urlAt } = await import('../../engine/db/pglite-server')
  const running = servedAt(folder)
  if (running) {
    throw new Failure('locked', `The embedded database is served already: ${urlAt(running.port)}`, {
      hint: 'Stop it with lockstep database stop.',
    })
  }
  const port = portOf(call)
  if (call.values.foreground !== true) {
    const given = port === undefined ? args : ['--port', String(port), ...args]
    const { url, pid, port: chosen } = await serveInBackground(given, call.cwd, folder)
    return report(meant, call, { url, port: chosen, pid }, `Serving the embedded database, process ${pid}:\n${url}`)
  }
  const serving = await serveEmbedded({ folder, ...(port !== undefined && { port }) }).catch(async (error: unknown) => {
    if (error instanceof Failure) await tellStarter({ message: error.message, ...(error.hint && { hint: error.hint }) })
    throw error
  })
  call.signal.addEventListener('abort', () => void serving.stop(), { once: true })
  await tellStarter({ port: serving.port, url: serving.url })
  const begun = report(
    meant,
    call,
    { url: serving.url, port: serving.port, pid: process.pid },
    `Serving the embedded database until Ctrl+C:\n${serving.url}`,
  )
  if (call.format === 'tty' && !process.send) call.out(begun.text(call.style))
  await serving.ended
  return call.format === 'tty' ? 0 : begun
}

const stop: Action = async (call, meant) => {
  const running = await stopped(meant.folder)
  return report(meant, call, { stopped: running }, running ? 'Stopped.' : 'It is not being served.')
}

const reset: Action = async (call, meant) => {
  const shown = display(call, meant.folder)
  const served = servedAt(meant.folder) ? 'It is being served and will be stopped. ' : ''
  await asked(call, `${served}Delete the embedded database in ${shown} with everything in it?`)
  await stopped(meant.folder)
  const deleted = removeFolder(meant.folder)
  // A migration that had begun there is gone with it.
  const { project, folder } = meant
  await diskJournal(project.root).ended(targetKey({ set: project, database: { id: embeddedId(folder) } }))
  return report(meant, call, { deleted }, deleted ? `Deleted ${shown}.` : `There is nothing to delete in ${shown}.`)
}

const url: Action = async (call, meant) => {
  const { urlAt } = await import('../../engine/db/pglite-server')
  const running = servedAt(meant.folder)
  if (!running)
    throw new Failure('no-connection', 'The embedded database is not being served.', {
      hint: 'Start it with lockstep database start.',
    })
  const { port, pid } = running
  return { ...report(meant, call, { url: urlAt(port), port, pid }, ''), text: () => `${urlAt(port)}\n` }
}

const actions: { readonly [name: string]: Action } = { start, stop, reset, url }

export default defineCommand({
  summary: 'Serve the embedded database on a local port for psql and your application, or delete it.',
  usage: `${Object.keys(actions).join('|')} [paths…]`,
  options: {
    port: { type: 'string', value: 'N', summary: 'start: the port, on 127.0.0.1; a free one by default' },
    foreground: { type: 'boolean', summary: 'start: serve until Ctrl+C instead of in the background' },
    yes: { type: 'boolean', short: 'y', summary: 'reset: do not ask' },
  },
  run: async (call) => {
    const [name = '', ...paths] = call.paths
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action)
      throw new Failure('bad-arguments', name === '' ? 'What is to be done?' : `There is no database ${name}.`, {
        hint: `Use lockstep database ${Object.keys(actions).join(', ')}.`,
      })
    return action(call, await meantBy({ ...call, paths }))
  },
})

async function meantBy(call: Call): Promise<Meant> {
  const { workspace, project } = await onlyProject(call)
  const { environments } = workspace.settings
  const given = text(call, 'database')
  const name = text(call, 'environment') ?? given ?? 'local'
  const reference = Object.hasOwn(environments, name) ? environments[name]!.database : given
  if (reference === undefined)
    throw new Failure('bad-arguments', `There is no environment ${name}.`, {
      hint: `lockstep.json has ${Object.keys(environments).join(', ') || 'none'}.`,
    })
  const meant = reference.startsWith('secret:') ? undefined : parseReference(reference)
  if (meant?.kind !== 'embedded')
    throw new Failure('bad-arguments', `The environment ${name} is not the embedded database.`, {
      hint: 'Only the embedded one is served from here: name it with --database embedded.',
    })
  return {
    project: inEnvironment(project, environments[name]),
    folder: resolve(call.cwd, meant.folder ?? embeddedFolder(project.root)),
    postgres: workspace.postgres,
    args: [
      ...['config', 'database', 'environment'].flatMap((option) => {
        const value = text(call, option)
        return value === undefined ? [] : [`--${option}`, value]
      }),
      ...call.paths,
    ],
  }
}

function portOf(call: Call): number | undefined {
  const given = text(call, 'port')
  if (given === undefined) return undefined
  const port = Number(given)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new Failure('bad-arguments', `--port ${given} is no port number.`, { hint: 'Use a number from 1 to 65535.' })
}

/** Ends the server of a folder, if one runs; whether it did. */
async function stopped(folder: string): Promise<boolean> {
  const running = servedAt(folder)
  if (!running) return false
  const { stopServed } = await import('../../engine/db/pglite-server')
  if (await stopServed(running)) return true
  throw new Failure('no-connection', `Process ${running.pid}, which serves the embedded database, does not answer.`, {
    hint: `End it, or delete ${join(dirname(folder), 'database.lock')} if it is something else.`,
  })
}
