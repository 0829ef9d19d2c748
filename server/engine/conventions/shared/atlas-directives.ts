import { type Span, spanOf } from '../../text/source'
import type { Problem } from '../convention'
import { linesOf } from './lines'

export interface AtlasFile {
  /** Directive lines that count. */
  readonly directives: readonly Span[]
  readonly problems: readonly Problem[]
  readonly checkpoint: boolean
  /** The `txmode none` line. */
  readonly outside?: Span
  readonly separators: readonly Span[]
}

const pattern = /^(?:--|#)[ -~]*?atlas:(\w+)(?: +(.+?))?\s*$/
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** sql/migrate/dir.go, LocalFile.Directive: the comment block at the very top, when a blank line or the end of the file follows. */
export function readAtlas(text: string): AtlasFile {
  const directives: Span[] = []
  const problems: Problem[] = []
  const separators: Span[] = []
  let outside: Span | undefined
  let checkpoint = false
  let header = true
  let open = true
  let first = true
  const block: { readonly name: string; readonly value: string; readonly span: Span }[] = []

  for (const line of linesOf(text)) {
    const comment = /^(--|#)/.test(line.text)
    if (open && !comment) {
      open = false
      header = line.text.trim() === ''
    }
    const match = pattern.exec(line.text)
    if (match && !open && match[1] === 'txmode') {
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span: line.span,
        message:
          'Atlas does not see this line: a file directive counts only in the comment block at the top of the file.',
        help: 'Move it to the first line, with a blank line after it.',
      })
    } else if (match && open) block.push({ name: match[1]!, value: match[2] ?? '', span: line.span })
    if (match?.[1] === 'delimiter' && !first) {
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span: line.span,
        message: 'Atlas wants its delimiter directive on the very first line of the file.',
      })
    }
    first = false
  }
  for (const { name, value, span } of block) {
    if (name === 'delimiter' && span.start === 0) {
      const delimiter = value.replace(/\\([nrt])/g, (_, letter: string) => escapes[letter]!)
      for (
        let at = text.indexOf(delimiter, span.end);
        delimiter !== '' && at >= 0;
        at = text.indexOf(delimiter, at + delimiter.length)
      )
        separators.push(spanOf(at, at + delimiter.length))
    }
    if (!header) {
      if (name === 'txmode' || name === 'checkpoint') {
        const after = block.at(-1)!.span.end
        problems.push({
          code: 'wrong-directive',
          severity: 'error',
          span,
          message: 'Atlas does not see this line: a blank line must follow the comment block at the top of the file.',
          fixes: [{ title: 'Add a blank line', safety: 'review', edits: [{ span: spanOf(after, after), text: '\n' }] }],
        })
      }
      continue
    }
    directives.push(span)
    if (name === 'checkpoint') checkpoint = true
    if (name !== 'txmode') continue
    if (value === 'none') outside = span
    else if (value !== 'file')
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span,
        message: `unknown txmode "${value}" found in file directive`,
        help: 'A file may say none or file.',
      })
  }
  return { directives, problems, checkpoint, separators, ...(outside && { outside }) }
}
