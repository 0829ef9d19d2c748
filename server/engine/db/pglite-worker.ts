/**
 * The embedded PostgreSQL, in a worker thread of its own: a statement that never ends can be ended from outside, and the stack is large
 * enough for "stack depth limit exceeded" to be reported (with the default stack PGlite 0.5 answers everything with nothing instead;
 * test/engine/db/pglite.test.ts). Speaks the wire protocol in whole batches; knows nothing of sessions.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { untar } from './tar'

export interface WorkerSettings {
  /** Folder with pglite.wasm, pglite.data, data.tar.br and extensions/. */
  readonly assets: string
  /** An initialised data directory; in memory when absent. */
  readonly folder?: string
}

interface Run {
  readonly type: 'run'
  readonly batch: Uint8Array
  /** The SQL in it. */
  readonly text: string
  /** It ends before its Sync. */
  readonly partial: boolean
}

export type ToWorker = Run | { readonly type: 'close' }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly bytes: Uint8Array; readonly broken?: string }
  | { readonly type: 'closed' }

const { assets, folder } = workerData as WorkerSettings
const port = parentPort!
const extensionsFolder = join(assets, 'extensions')
const notLoaded = new Set(readdirSync(extensionsFolder).map((file) => file.replace(/\.tar\.gz$/, '')))

/** As a server starts: no preset search path, and no permission to change the system catalogs (PGlite's own defaults have both). */
function startParams(): string[] {
  const path = PGlite.defaultStartParams.indexOf('search_path=public')
  return PGlite.defaultStartParams.filter((value, index) => value !== '-O' && index !== path && index !== path - 1)
}

type WasmModule = NonNullable<PGliteOptions['pgliteWasmModule']>

/** The global that the type libraries of Node.js 20 leave out. */
const { compile } = (globalThis as unknown as { WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> } })
  .WebAssembly

async function boot(): Promise<PGlite> {
  const database = await PGlite.create({
    ...(folder
      ? { dataDir: folder }
      : { loadDataDir: new Blob([brotliDecompressSync(readFileSync(join(assets, 'data.tar.br')))]) }),
    pgliteWasmModule: await compile(readFileSync(join(assets, 'pglite.wasm'))),
    // Never run: the data directory exists. Given, PGlite does not look for the file.
    initdbWasmModule: await compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
    fsBundle: new Blob([readFileSync(join(assets, 'pglite.data'))]),
    startParams: startParams(),
  })
  if (folder) {
    const { rows } = await database.query<{ extname: string }>('select extname from pg_extension')
    for (const { extname } of rows) await loadExtension(database, extname)
  }
  return database
}

interface EmscriptenFs {
  mkdirTree(path: string): void
  writeFile(path: string, data: Uint8Array): void
  createPreloadedFile(
    folder: string,
    name: string,
    data: Uint8Array,
    canRead: boolean,
    canWrite: boolean,
    loaded: () => void,
    failed: () => void,
    dontCreate: boolean,
  ): void
}

/** PGlite takes extensions only at creation; their files may as well be added to a running one, the libraries compiled before dlopen. */
async function loadExtension(database: PGlite, name: string): Promise<void> {
  if (!notLoaded.delete(name)) return
  const fs = database.Module.FS as unknown as EmscriptenFs
  const required: string[] = []
  for (const file of untar(gunzipSync(readFileSync(join(extensionsFolder, `${name}.tar.gz`))))) {
    const path = `/pglite/${file.path}`
    const slash = path.lastIndexOf('/')
    fs.mkdirTree(path.slice(0, slash))
    if (path.endsWith('/')) continue
    if (path.endsWith('.control')) required.push(...requires(file.data))
    if (!path.endsWith('.so')) fs.writeFile(path, file.data)
    else {
      await new Promise<void>((done, failed) => {
        const trouble = () => failed(new Error(`cannot load the library of extension ${name}`))
        fs.createPreloadedFile(path.slice(0, slash), path.slice(slash + 1), file.data, true, true, done, trouble, false)
      })
    }
  }
  for (const other of required) await loadExtension(database, other)
}

function requires(control: Uint8Array): string[] {
  const line = /^\s*requires\s*=\s*'([^']*)'/m.exec(new TextDecoder().decode(control))
  return line?.[1] ? line[1].split(',').map((name) => name.trim()) : []
}

async function loadMentioned(database: PGlite, text: string): Promise<void> {
  if (!/extension/i.test(text)) return
  for (const name of [...notLoaded]) if (text.includes(name)) await loadExtension(database, name)
}

async function send(database: PGlite, batch: Uint8Array): Promise<Buffer> {
  const parts: Buffer[] = []
  // The bytes are a view into the engine's memory: copied before it runs on.
  await database.execProtocolRawStream(batch, { onRawData: (bytes) => void parts.push(Buffer.from(bytes)) })
  return Buffer.concat(parts)
}

function messageTypes(bytes: Buffer): string {
  let kinds = ''
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) kinds += String.fromCharCode(bytes[at]!)
  return kinds
}

const PROBE = Buffer.from('Q\0\0\0\x0dselect 1\0', 'latin1')

/** The last part is how the statement without a name is called where the database is served. */
const NO_STATEMENT = /(?:unnamed prepared statement|prepared statement "client_\d+_") does not exist/

/** Why nothing this instance says can be believed any more, if so. A partial batch has no end yet, and its session is not to be disturbed. */
async function brokenBy(database: PGlite, answer: Buffer, { batch, partial }: Run): Promise<string | undefined> {
  // After one failed dlopen later ones fail too, those of plpgsql and of the text search dictionaries included.
  const library = /could not load library "[^"]*?([^"/]+)"/.exec(answer.toString('latin1'))
  if (library) return `it could not load ${library[1]}`
  if (partial) return undefined
  const types = messageTypes(answer)
  if (!types.endsWith('Z')) return 'it did not finish its answer'
  // Every query ends in a completion, an "empty query" or an error, and every parse in one of two: PGlite swallows the exception of an
  // exhausted JavaScript stack, and a parse that went that way is missed only by the bind behind it.
  const asked = messageTypes(Buffer.from(batch))
  const silent = /[QE]/.test(asked) ? !/[CIEs]/.test(types) : asked.includes('P') && !/[1E]/.test(types)
  if (silent || NO_STATEMENT.test(answer.toString('latin1'))) return 'it ran out of stack'
  const probe = messageTypes(await send(database, PROBE))
  return /[DE].*Z$/.test(probe) ? undefined : 'it stopped answering'
}

const database = await boot()
port.on('message', async (message: ToWorker) => {
  if (message.type === 'close') {
    await database.close()
    port.postMessage({ type: 'closed' } satisfies FromWorker)
    return
  }
  await loadMentioned(database, message.text)
  const bytes = await send(database, message.batch)
  const broken = await brokenBy(database, bytes, message)
  port.postMessage({ type: 'answer', bytes, ...(broken ? { broken } : {}) } satisfies FromWorker)
})
port.postMessage({ type: 'ready' } satisfies FromWorker)
