import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../engine/diagnostic'
import { rangeIn } from '../engine/workspace/project'
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
