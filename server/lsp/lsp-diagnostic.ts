import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../engine/diagnostic'
import { decodeUtf8, sourceText } from '../engine/text/source'
import { readFile } from '../engine/workspace/files'
import type { Snapshot } from './feature'

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const

/** A finding in LSP's words: the same code, message, severity and place as on the command line. */
export function toLsp(
  { code, severity, message, help, span, related }: Diagnostic,
  { range, uri }: Pick<Snapshot, 'range' | 'uri'>,
): LspDiagnostic {
  return {
    range: range(span),
    severity: severities[severity],
    code,
    source: 'lockstep',
    message: help ? `${message}\n${help}` : message,
    ...(code === 'unused-suppression' && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related && {
      relatedInformation: related.map((one) => ({
        location: { uri: one.uri, range: one.uri === uri ? range(one.span) : rangeIn(one.uri, one.span) },
        message: one.message,
      })),
    }),
  }
}

/** A place in a file that is not the one being looked at. */
function rangeIn(uri: string, span: Diagnostic['span']) {
  const bytes = readFile(decodeURIComponent(uri.replace(/^file:\/\//, '')))
  return sourceText(uri, bytes ? decodeUtf8(bytes).text : '').range(span)
}
