import { execFile } from 'node:child_process'
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Git } from '../engine/workspace/git'
import { pathOfUri } from '../engine/workspace/project'
import { rootOf, Workspace } from '../engine/workspace/workspace'
import type { InitializationOptions } from '../protocol'
import type { Editor, Feature, Snapshot } from './feature'
import { features } from './features/index'
import { serveOn } from './serve'

declare const LOCKSTEP_VERSION: string

/** Files whose change may change what is a project or how it is read. */
const watched = [
  '**/*.sql',
  '**/*.pgsql',
  '**/lockstep.json',
  '**/lockstep.statistics.json',
  '**/*.{toml,conf,plan,sum,xml,yaml,yml,json,env,gmrc}',
  '**/.env',
]

/** Wires documents, workspaces and features to a connection. One instance a connection; no state outside. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument)
  const open = new Map<string, TextDocument>()
  const workspaces = new Map<string, Workspace>()
  const listeners: (() => void)[] = []
  let folders: readonly string[] = []
  let trusted = false
  let params: InitializeParams | undefined
  /** Everything on disk may have changed; `touched` are open documents that did. */
  let stale = true
  const touched = new Set<string>()
  let refreshing: Promise<void> | undefined
  const running = new Set<string>()

  const git: Git = (folder, args) =>
    new Promise((done) =>
      execFile('git', ['-C', folder, ...args], { maxBuffer: 1 << 28 }, (error, stdout) =>
        done(error ? undefined : stdout),
      ),
    )

  const workspaceAt = (root: string): Workspace => {
    const known = workspaces.get(root)
    if (known) return known
    const created = new Workspace({
      root,
      overlay: (path) => open.get(path)?.getText(),
      openPaths: () => [...open.keys()],
      ...(trusted && { git }),
    })
    workspaces.set(root, created)
    stale = true
    return created
  }

  const rootFor = (path: string): string => {
    const folder = path.slice(0, path.lastIndexOf('/')) || '/'
    const within = folders.find((candidate) => path.startsWith(`${candidate}/`))
    return rootOf(folder, within)
  }

  /** Brings every workspace up to the documents and the disk; callers share one run. */
  const refresh = async (): Promise<void> => {
    while (refreshing) await refreshing
    if (!stale && touched.size === 0) return
    refreshing = (async () => {
      if (!stale) for (const path of touched) if (!(workspaces.get(rootFor(path))?.touch(path) ?? false)) stale = true
      touched.clear()
      if (!stale) return
      stale = false
      try {
        for (const workspace of workspaces.values()) await workspace.refresh()
      } catch (error) {
        // A file that went away in the middle: whoever asks next has it read anew.
        stale = true
        throw error
      }
    })().finally(() => {
      refreshing = undefined
    })
    await refreshing
  }

  const changed = (): void => {
    for (const listener of listeners) listener()
  }

  const editor: Editor = {
    connection,
    get trusted() {
      return trusted
    },
    get pulls() {
      return params?.capabilities.textDocument?.diagnostic !== undefined
    },
    get supports() {
      return {
        createFiles: params?.capabilities.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
      }
    },
    workspaces: async () => {
      for (const folder of folders) workspaceAt(rootOf(folder, folder))
      await refresh()
      return [...workspaces.values()]
    },
    snapshot: async (uri) => {
      const path = pathOf(uri)
      const workspace = workspaceAt(rootFor(path))
      await refresh()
      const { source } = workspace.reading(path)
      return {
        uri,
        path,
        workspace,
        source,
        get diagnostics() {
          return workspace.check(path).diagnostics
        },
        range: (span) => source.range(span),
      } satisfies Snapshot
    },
    openUris: () => documents.keys(),
    changedOnDisk: () => {
      stale = true
      changed()
    },
    changedInBooks: changed,
    onChange: (listener) => listeners.push(listener),
    notify: (name, value) => void connection.sendNotification(name, value),
    ask: (name, value) => connection.sendRequest(name, value),
    progress: (token, message, percent, blockers) =>
      void connection.sendNotification('lockstep/progress', {
        token,
        message,
        ...(percent !== undefined && { percent }),
        ...(blockers && { blockers }),
      }),
    running: () => [...running],
    busy: async (what, work) => {
      running.add(what)
      changed()
      try {
        return await work()
      } finally {
        running.delete(what)
        changed()
      }
    },
  }

  documents.onDidOpen(({ document }) => {
    const path = pathOf(document.uri)
    open.set(path, document)
    touched.add(path)
    changed()
  })
  documents.onDidChangeContent(({ document }) => {
    touched.add(pathOf(document.uri))
    changed()
  })
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri)
    open.delete(path)
    touched.add(path)
    changed()
  })

  connection.onInitialize((initialize): InitializeResult => {
    params = initialize
    trusted = (initialize.initializationOptions as InitializationOptions | undefined)?.trusted ?? true
    folders = (initialize.workspaceFolders ?? []).map(({ uri }) => pathOf(uri))
    const capabilities: ServerCapabilities = {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }
    for (const feature of Object.values(features) as readonly Feature[])
      Object.assign(capabilities, feature.capabilities)
    return { capabilities, serverInfo: { name: 'lockstep', version: LOCKSTEP_VERSION } }
  })
  connection.onInitialized(() => {
    if (params?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: watched.map((globPattern) => ({ globPattern })),
      })
    }
    if (params?.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => pathOf(uri)))
        folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => pathOf(uri))]
        workspaces.clear()
        stale = true
        changed()
      })
    }
    changed()
  })
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.every(({ uri, type }) => type === 2 && open.has(pathOf(uri)))) return
    stale = true
    changed()
  })
  connection.onNotification('lockstep/trustChanged', ({ trusted: now }: { trusted: boolean }) => {
    trusted = now
    workspaces.clear()
    stale = true
    changed()
  })

  const funnel = serveOn(connection, editor)
  for (const feature of Object.values(features) as readonly Feature[]) feature.register(funnel)
  documents.listen(connection)
  connection.listen()
}

/** Untitled and virtual documents, and files no disk can have (a host, a NUL, a broken escape), get a path of their own. */
export function pathOf(uri: string): string {
  const onDisk = uri.startsWith('file:') ? tried(() => pathOfUri(uri)) : undefined
  if (onDisk !== undefined) return onDisk.replace(/\/$/, '') || '/'
  const { scheme, path = '' } = /^(?<scheme>[\w+.-]+):(?:\/\/)?(?<path>.*)$/.exec(uri)?.groups ?? {
    scheme: 'unknown',
    path: uri,
  }
  return `/.${scheme}/${(tried(() => decodeURIComponent(path)) ?? path).replace(/^\/+/, '')}`
}

function tried(work: () => string): string | undefined {
  try {
    const path = work()
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}
