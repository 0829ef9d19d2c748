import { type Disposable, DocumentLink, EventEmitter, languages, Range, Uri, window, workspace } from 'vscode'
import type { Report } from './render'

const scheme = 'lockstep'

/** Read-only documents that exist only in the editor: reports, plans, trees, the two sides of a drift. */
export interface Documents extends Disposable {
  /** A document of the same name is replaced, so that a second run updates the open one. */
  put(name: string, report: Report): Uri
  show(name: string, report: Report, options?: { readonly beside?: boolean }): Promise<void>
}

export function createDocuments(): Documents {
  const reports = new Map<string, Report>()
  const changed = new EventEmitter<Uri>()
  const parts: Disposable[] = [
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => reports.get(uri.path)?.text ?? '',
    }),
    languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: (document) =>
          (reports.get(document.uri.path)?.links ?? []).map(({ line, start, end, target }) => {
            const at = target.line === undefined ? '' : `L${target.line + 1}`
            const link = new DocumentLink(
              new Range(line, start, line, end),
              Uri.parse(target.uri).with({ fragment: at }),
            )
            link.tooltip = 'Open where it comes from'
            return link
          }),
      },
    ),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) reports.delete(uri.path)
    }),
  ]
  const put = (name: string, report: Report): Uri => {
    const uri = Uri.from({ scheme, path: `/${name}` })
    reports.set(uri.path, report)
    changed.fire(uri)
    return uri
  }
  return {
    put,
    async show(name, report, { beside = false } = {}) {
      const document = await workspace.openTextDocument(put(name, report))
      await window.showTextDocument(document, { preview: true, ...(beside && { viewColumn: -2 }) })
    },
    dispose: () => {
      for (const part of parts) part.dispose()
    },
  }
}
