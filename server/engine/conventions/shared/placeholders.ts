import { spanOf } from '../../text/source'
import type { Placeholder } from '../convention'

/** Every `${name}` (or what the tool's settings make of it) in a text, comments and literals included. */
export function placeholdersIn(
  text: string,
  prefix: string,
  suffix: string,
  value: (name: string) => string | undefined,
): readonly Placeholder[] {
  const found: Placeholder[] = []
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
    const close = text.indexOf(suffix, at + prefix.length)
    if (close < 0) break
    const name = text.slice(at + prefix.length, close)
    if (name === '' || /[\r\n]/.test(name)) continue
    const known = value(name)
    found.push({ span: spanOf(at, close + suffix.length), name, ...(known !== undefined && { value: known }) })
  }
  return found
}

/** The text as the tool sends it; undefined while a value is not known for certain. */
export function replaced(text: string, placeholders: readonly Placeholder[]): string | undefined {
  let result = ''
  let at = 0
  for (const { span, value } of placeholders) {
    if (value === undefined) return undefined
    result += text.slice(at, span.start) + value
    at = span.end
  }
  return result + text.slice(at)
}
