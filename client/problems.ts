import { Diagnostic, DiagnosticSeverity, type Disposable, languages, Range, Uri, workspace } from 'vscode'
import type { Range as ProtocolRange } from '../server/protocol'

export interface Problem {
  readonly uri: string
  /** Absent: the file's first line. */
  readonly range?: ProtocolRange
  readonly message: string
  readonly code?: string
}

/** What runs found, beside what the server finds by reading: gone with the next run, or when the file is edited. */
export interface Problems extends Disposable {
  /** Takes the place of what the same source reported before. */
  replace(source: 'Lockstep test' | 'Lockstep apply', problems: readonly Problem[]): void
}

export function createProblems(): Problems {
  const collections = {
    'Lockstep test': languages.createDiagnosticCollection('lockstep-test'),
    'Lockstep apply': languages.createDiagnosticCollection('lockstep-apply'),
  }
  const all = Object.values(collections)
  const edits = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return
    for (const collection of all) if (collection.has(document.uri)) collection.delete(document.uri)
  })
  return {
    replace(source, problems) {
      const collection = collections[source]
      collection.clear()
      for (const uri of new Set(problems.map((problem) => problem.uri)))
        collection.set(
          Uri.parse(uri),
          problems.filter((problem) => problem.uri === uri).map((problem) => diagnostic(source, problem)),
        )
    },
    dispose: () => {
      for (const part of [edits, ...all]) part.dispose()
    },
  }
}

function diagnostic(source: string, { range, message, code }: Problem): Diagnostic {
  const at = range
    ? new Range(range.start.line, range.start.character, range.end.line, range.end.character)
    : new Range(0, 0, 0, Number.MAX_SAFE_INTEGER)
  const made = new Diagnostic(at, message, DiagnosticSeverity.Error)
  made.source = source
  made.code = code
  return made
}
