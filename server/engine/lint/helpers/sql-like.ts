import type { Statement } from '../../syntax/statement'

type Tag = (keywords: TemplateStringsArray, ...names: readonly string[]) => string

/** A template whose keywords take the case the statement's author writes them in; what is put into it stays as it is. */
export function sqlLike(statement: Statement): Tag {
  const lower = /^[a-z]/.test(statement.text)
  return (keywords, ...names) =>
    keywords.map((part, i) => (lower ? part.toLowerCase() : part) + (names[i] ?? '')).join('')
}
