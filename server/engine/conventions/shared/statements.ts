import { type Piece, split } from '../../syntax/split'
import { Lexer } from '../../syntax/tokens'
import { applyEdits, type Edit } from '../../text/edits'
import { offsetOf, type Span, spanOf } from '../../text/source'

export const statementsIn = (text: string, within: Span): readonly Piece[] => split(text, within).pieces

/** The section's text as it will be once the edits inside it are made. */
export function afterEdits(text: string, section: Span, edits: readonly Edit[] = []): string {
  const inside = edits.filter((edit) => edit.span.start >= section.start && edit.span.end <= section.end)
  return applyEdits(
    text.slice(section.start, section.end),
    inside.map((edit) => ({
      text: edit.text,
      span: spanOf(edit.span.start - section.start, edit.span.end - section.start),
    })),
  )
}

export const countAfter = (text: string, section: Span, edits?: readonly Edit[]): number => {
  const after = afterEdits(text, section, edits)
  return statementsIn(after, spanOf(0, after.length)).length
}

/** Words made of letters only, upper-cased, outside parentheses and comments: what keyword detection by prefix looks at. */
export function leadingWords(text: string, span: Span, most: number): readonly string[] {
  const lexer = new Lexer(text, span.start, span.end)
  const words: string[] = []
  let depth = 0
  while (words.length < most && lexer.next()) {
    if (lexer.kind === 'punctuation' && lexer.at === lexer.start + 1) {
      const c = text[lexer.start]
      if (c === '(') depth++
      else if (c === ')') depth--
    }
    if (lexer.kind !== 'word' || depth > 0) continue
    const word = text.slice(lexer.start, lexer.at)
    if (/^[A-Za-z]+$/.test(word)) words.push(word.toUpperCase())
  }
  return words
}

export const insertion = (at: number, text: string): Edit => ({
  span: { start: offsetOf(at), end: offsetOf(at) },
  text,
})

export const whole = (text: string): Span => spanOf(0, text.length)
