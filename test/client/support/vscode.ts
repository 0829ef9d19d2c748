import Module from 'node:module'

/** The part of the editor's API that the client's own decisions need. Imported first, it answers `require('vscode')`. */

class FakeUri {
  constructor(private readonly url: URL) {}
  static parse(text: string): FakeUri {
    return new FakeUri(new URL(text))
  }
  static from({ scheme, path }: { scheme: string; path: string }): FakeUri {
    return FakeUri.parse(`${scheme}:${encodeURI(path)}`)
  }
  static joinPath(base: FakeUri, ...parts: string[]): FakeUri {
    return FakeUri.parse(new URL(parts.join('/'), `${base.url.href.replace(/\/$/, '')}/`).href.replace(/\/$/, ''))
  }
  get path(): string {
    return decodeURIComponent(this.url.pathname)
  }
  get fsPath(): string {
    return this.path
  }
  toString(): string {
    return this.url.href
  }
}

class FakeEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>()
  readonly event = (listener: (value: T) => void) => {
    this.listeners.add(listener)
    return { dispose: () => this.listeners.delete(listener) }
  }
  fire(value: T): void {
    for (const listener of this.listeners) listener(value)
  }
  dispose(): void {
    this.listeners.clear()
  }
}

export interface Box {
  readonly kind: 'information' | 'warning' | 'error' | 'input' | 'pick'
  readonly text: string
  readonly options: readonly (Readonly<Record<string, unknown>> | undefined)[]
}

/** What the user saw, and what is answered next: the button, the text, or the label of the line. */
export const user = { saw: [] as Box[], answers: [] as (string | undefined)[] }

export const editor = {
  trusted: true,
  context: new Map<string, unknown>(),
  executed: [] as unknown[][],
  clipboard: '',
  statusBar: '',
  /** What progress said, in order. */
  progress: [] as unknown[],
  /** The tree view made last. */
  view: undefined as { message?: string; badge?: unknown } | undefined,
}

/** What happens in the editor beside the extension. */
export const happens = {
  windowState: new FakeEmitter<{ focused: boolean }>(),
  commandEnded: new FakeEmitter<unknown>(),
  taskEnded: new FakeEmitter<unknown>(),
  viewVisibility: new FakeEmitter<{ visible: boolean }>(),
}

export function reset(): void {
  user.saw = []
  user.answers = []
  editor.trusted = true
  editor.context.clear()
  editor.executed = []
  editor.clipboard = ''
  editor.statusBar = ''
  editor.progress = []
}

const message =
  (kind: Box['kind']) =>
  async (text: string, ...options: unknown[]): Promise<unknown> => {
    user.saw.push({ kind, text, options: options as Box['options'] })
    return user.answers.shift()
  }

const fake = {
  Uri: FakeUri,
  Disposable: {
    from: (...parts: { dispose(): void }[]) => ({
      dispose: () => {
        for (const part of parts) part.dispose()
      },
    }),
  },
  tasks: { onDidEndTask: happens.taskEnded.event },
  EventEmitter: FakeEmitter,
  ProgressLocation: { Notification: 15 },
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  TreeItem: class {
    constructor(
      readonly label: string,
      readonly collapsibleState: number,
    ) {}
  },
  Range: class {
    constructor(
      readonly startLine: number,
      readonly startCharacter: number,
      readonly endLine: number,
      readonly endCharacter: number,
    ) {}
  },
  ThemeIcon: class {
    constructor(
      readonly id: string,
      readonly color?: unknown,
    ) {}
  },
  ThemeColor: class {
    constructor(readonly id: string) {}
  },
  MarkdownString: class {
    value = ''
    appendText(text: string) {
      this.value += text
    }
    appendMarkdown(text: string) {
      this.value += text
    }
  },
  languages: { getDiagnostics: () => [], onDidChangeDiagnostics: () => ({ dispose() {} }) },
  env: {
    clipboard: {
      writeText: async (text: string) => {
        editor.clipboard = text
      },
    },
  },
  window: {
    activeTextEditor: undefined,
    state: { focused: true },
    onDidChangeWindowState: happens.windowState.event,
    onDidEndTerminalShellExecution: happens.commandEnded.event,
    showInformationMessage: message('information'),
    showWarningMessage: message('warning'),
    showErrorMessage: message('error'),
    showInputBox: (options: { title: string }) => message('input')(options.title, options),
    showQuickPick: async (items: { label: string }[], options: { placeHolder: string }) => {
      const label = await message('pick')(options.placeHolder, ...items)
      return items.find((item) => item.label === label)
    },
    setStatusBarMessage: (text: string) => {
      editor.statusBar = text
    },
    createTreeView: () => {
      editor.view = {}
      return Object.assign(editor.view, { dispose() {}, onDidChangeVisibility: happens.viewVisibility.event })
    },
    showTextDocument: async (...args: unknown[]) => void editor.executed.push(['showTextDocument', ...args]),
    withProgress: (_: unknown, work: (bar: unknown, cancel: unknown) => unknown) =>
      work({ report: ({ message }: { message?: string }) => editor.progress.push(message) }, undefined),
  },
  workspace: {
    get isTrusted() {
      return editor.trusted
    },
    workspaceFolders: [],
    onDidGrantWorkspaceTrust: () => ({ dispose() {} }),
  },
  commands: {
    executeCommand: async (command: string, ...args: unknown[]) => {
      if (command === 'setContext') editor.context.set(String(args[0]), args[1])
      else editor.executed.push([command, ...args])
    },
  },
}

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown }
const load = loader._load
loader._load = (request, ...rest) => (request === 'vscode' ? fake : load.call(loader, request, ...rest))
