import { createsOf, type Diagnostic, type Severity } from '../engine/diagnostic'
import type { SourceText } from '../engine/text/source'
import { pathOfUri, rangeIn } from '../engine/workspace/project'
import type { CheckedFile } from '../engine/workspace/workspace'
import type { Call } from './command'
import { plural, type Style } from './style'
import { display } from './workspaces'

const order: readonly Severity[] = ['hint', 'info', 'warning', 'error']
export const atLeast = (severity: Severity, least: Severity): boolean => order.indexOf(severity) >= order.indexOf(least)

export const countOf = (files: readonly CheckedFile[], severity: Severity): number =>
  files.reduce(
    (sum, { diagnostics }) => sum + diagnostics.filter((diagnostic) => diagnostic.severity === severity).length,
    0,
  )

/** A finding as the contract has it: LSP positions, stable key order. */
export function finding(
  file: string,
  source: SourceText,
  { code, severity, message, help, span, related, fixes }: Diagnostic,
  call: Call,
) {
  return {
    file,
    code,
    severity,
    message,
    ...(help && { help }),
    range: source.range(span),
    ...(related && {
      related: related.map((one) => ({
        file: display(call, pathOfUri(one.uri)),
        range: one.uri === source.uri ? source.range(one.span) : rangeIn(one.uri, one.span),
        message: one.message,
      })),
    }),
    fixes: fixes.map((fix) => ({
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ range: source.range(edit.span), text: edit.text })),
      ...(fix.creates && { creates: createsOf(fix).map(({ path, text }) => ({ file: display(call, path), text })) }),
    })),
  }
}

const paint = (style: Style, severity: Severity): string => {
  const tone = { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity]
  return tone(severity)
}

/** `file:line:column severity message code`, the line itself with its place marked, the way out. */
export function findingText(file: string, source: SourceText, diagnostic: Diagnostic, style: Style): string {
  const { start, end } = source.range(diagnostic.span)
  const line = source.text.split(/\r\n|\n|\r/, start.line + 1)[start.line] ?? ''
  const last = end.line === start.line ? end.character : line.length
  const gutter = String(start.line + 1)
  const pad = ' '.repeat(gutter.length)
  const lead = line.slice(0, start.character).replace(/[^\t]/g, ' ')
  // The settings are no place for a password: what somebody put there all the same must not reach the log of a pipeline.
  const hidden = diagnostic.code === 'settings'
  const shown = [
    `${style.bold(`${file}:${start.line + 1}:${start.character + 1}`)} ${paint(style, diagnostic.severity)} ${diagnostic.message} ${style.dim(diagnostic.code)}`,
    ...(hidden
      ? []
      : [
          `${style.dim(`${gutter} |`)} ${line}`,
          `${style.dim(`${pad} |`)} ${lead}${style.red('^'.repeat(Math.max(1, last - start.character)))}`,
        ]),
  ]
  if (diagnostic.help) shown.push(`${style.dim(`${pad} =`)} ${diagnostic.help}`)
  for (const fix of diagnostic.fixes)
    shown.push(`${style.dim(`${pad} +`)} fix: ${fix.title}${fix.safety === 'review' ? ' (review)' : ''}`)
  return `${shown.join('\n')}\n`
}

export function summaryText(files: readonly CheckedFile[], style: Style): string {
  const errors = countOf(files, 'error')
  const warnings = countOf(files, 'warning')
  const infos = countOf(files, 'info')
  const statements = files.reduce((sum, file) => sum + file.statements, 0)
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${infos} info`
  return `${style.bold(counts)} in ${plural(files.length, 'file')} (${plural(statements, 'statement')})\n`
}
