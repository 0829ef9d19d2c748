import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic as LspDiagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { createsOf, type Diagnostic, type Fix, type Severity } from '../../engine/diagnostic'
import { safeFixes } from '../../engine/lint/fix-all'
import { suppressionText } from '../../engine/lint/suppress'
import { type Range, spanOf } from '../../engine/text/source'
import { uriOf } from '../../engine/workspace/project'
import { registry } from '../../engine/workspace/workspace'
import { defineFeature, type Snapshot } from '../feature'
import { toLsp } from '../lsp-diagnostic'

const fixAll = `${CodeActionKind.SourceFixAll}.lockstep`

interface Params {
  readonly textDocument: { readonly uri: string }
  readonly range: Range
  readonly context: { readonly diagnostics: readonly LspDiagnostic[]; readonly only?: readonly string[] }
}

/** Quick fixes with their safety in the title, "allow here", and every safe fix at once. */
export default defineFeature({
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAll] } },
  register({ editor, document }) {
    document<Params, readonly CodeAction[]>('textDocument/codeAction', [], (snapshot, { range, context }) => {
      const wants = (kind: string): boolean =>
        !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`))
      const actions: CodeAction[] = []
      if (wants(CodeActionKind.QuickFix)) {
        const here = snapshot.diagnostics
          .filter((diagnostic) => touches(snapshot.range(diagnostic.span), range))
          .sort((a, b) => gravest.indexOf(a.severity) - gravest.indexOf(b.severity))
        for (const diagnostic of here) actions.push(...quickFixes(diagnostic, snapshot, editor.supports.createFiles))
        for (const diagnostic of here) actions.push(...suppress(diagnostic, snapshot))
      }
      if (wants(fixAll)) {
        const { edits } = safeFixes(snapshot.diagnostics)
        if (edits.length > 0)
          actions.push({
            title: 'Apply all safe fixes of Lockstep',
            kind: fixAll,
            edit: workspaceEdit(snapshot, { edits }),
          })
      }
      return actions
    })
  },
})

const gravest: readonly Severity[] = ['error', 'warning', 'info', 'hint']

const touches = (a: Range, b: Range): boolean => before(a.start, b.end) && before(b.start, a.end)
const before = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character)

function quickFixes(diagnostic: Diagnostic, snapshot: Snapshot, createFiles: boolean): readonly CodeAction[] {
  return diagnostic.fixes
    .filter((fix) => createFiles || !fix.creates)
    .map((fix, i) => ({
      title: fix.safety === 'review' ? `${fix.title} (review)` : fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toLsp(diagnostic, snapshot)],
      isPreferred: i === 0 && fix.safety === 'safe',
      edit: workspaceEdit(snapshot, fix),
    }))
}

function suppress(diagnostic: Diagnostic, snapshot: Snapshot): readonly CodeAction[] {
  if (!(diagnostic.code in registry)) return []
  const statement = snapshot.workspace
    .reading(snapshot.path)
    .sections.flatMap(({ parsed }) => parsed.statements)
    .find(({ span }) => span.start <= diagnostic.span.start && diagnostic.span.start <= span.end)
  if (!statement) return []
  const { at, text } = suppressionText(snapshot.source, statement, diagnostic.code)
  return [
    {
      title: `Allow ${diagnostic.code} here`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toLsp(diagnostic, snapshot)],
      edit: workspaceEdit(snapshot, { edits: [{ span: spanOf(at, at), text }] }),
    },
  ]
}

function workspaceEdit({ uri, source }: Snapshot, fix: Pick<Fix, 'edits' | 'creates'>): WorkspaceEdit {
  const { edits } = fix
  const creates = createsOf(fix)
  const own = edits.map(({ span, text }) => ({ range: source.range(span), newText: text }))
  if (creates.length === 0) return { changes: { [uri]: own } }
  const start = { line: 0, character: 0 }
  return {
    documentChanges: [
      ...(own.length > 0 ? [{ textDocument: { uri, version: null }, edits: own }] : []),
      ...creates.flatMap(({ path, text, replaces }) => [
        { kind: 'create' as const, uri: uriOf(path), options: { overwrite: replaces === true } },
        { textDocument: { uri: uriOf(path), version: null }, edits: [{ range: { start, end: start }, newText: text }] },
      ]),
    ],
  }
}
