import type { Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../../engine/diagnostic'
import { uriOf } from '../../engine/workspace/project'
import { defineFeature, type Snapshot } from '../feature'
import { toLsp } from '../lsp-diagnostic'

interface FullReport {
  readonly kind: 'full'
  readonly resultId: string
  readonly items: readonly LspDiagnostic[]
}
type Report = FullReport | { readonly kind: 'unchanged'; readonly resultId: string }

/** Findings of the same array are the same findings: the engine keeps it as long as nothing changed. */
const ids = new WeakMap<readonly Diagnostic[], string>()
let next = 0
function idOf(diagnostics: readonly Diagnostic[]): string {
  const known = ids.get(diagnostics)
  if (known) return known
  const id = String(++next)
  ids.set(diagnostics, id)
  return id
}

/** Pull diagnostics, workspace-wide too; pushed where the client does not ask. */
export default defineFeature({
  capabilities: {
    diagnosticProvider: { identifier: 'lockstep', interFileDependencies: true, workspaceDiagnostics: true },
  },
  register({ editor, document, standard }) {
    document<{ textDocument: { uri: string }; previousResultId?: string }, Report>(
      'textDocument/diagnostic',
      nothing,
      (snapshot, { previousResultId }) => report(snapshot, previousResultId),
    )
    standard<{ previousResultIds: readonly { uri: string; value: string }[] }, { items: readonly object[] }>(
      'workspace/diagnostic',
      { items: [] },
      async ({ previousResultIds }) => {
        const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
        const items: (Report & { readonly uri: string; readonly version: null })[] = []
        for (const workspace of await editor.workspaces()) {
          // Findings are read when all are checked: what later migrations settle is then known for nothing.
          for (const file of workspace.migrationPaths().map((path) => workspace.check(path))) {
            const { path, source, diagnostics } = file
            const uri = uriOf(path)
            const snapshot = {
              uri,
              path,
              workspace,
              source,
              diagnostics,
              range: (span: Diagnostic['span']) => source.range(span),
            }
            items.push({ uri, version: null, ...report(snapshot, previous.get(uri)) })
          }
          for (const settings of workspace.checkSettings()) {
            const uri = uriOf(settings.path)
            const { source } = settings
            items.push({
              uri,
              version: null,
              ...report({ ...settings, uri, workspace, range: (span) => source.range(span) }, previous.get(uri)),
            })
          }
        }
        return { items: [...items, ...vanished(previousResultIds, items)] }
      },
    )
    const refreshOthers = (): void => {
      if (editor.pulls) return
      for (const uri of editor.openUris()) {
        void editor.snapshot(uri).then(
          (snapshot) =>
            snapshot &&
            editor.connection.sendDiagnostics({
              uri,
              diagnostics: snapshot.diagnostics.map((one) => toLsp(one, snapshot)),
            }),
          (error: unknown) => editor.connection.console.error(String(error)),
        )
      }
    }
    editor.onChange(refreshOthers)
  },
})

/** What was reported of files that are gone is taken back. */
function vanished(previous: readonly { uri: string; value: string }[], items: readonly { uri: string }[]) {
  const reported = new Set(items.map(({ uri }) => uri))
  return previous
    .filter(({ uri }) => !reported.has(uri))
    .map(({ uri, value }) => ({ uri, version: null, ...(value === nothing.resultId ? unchanged(value) : nothing) }))
}

const nothing: FullReport = { kind: 'full', resultId: '0', items: [] }
const unchanged = (resultId: string): Report => ({ kind: 'unchanged', resultId })

function report(snapshot: Snapshot, previous: string | undefined): Report {
  const resultId = idOf(snapshot.diagnostics)
  if (previous === resultId) return unchanged(resultId)
  return { kind: 'full', resultId, items: snapshot.diagnostics.map((diagnostic) => toLsp(diagnostic, snapshot)) }
}
