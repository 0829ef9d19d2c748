const trimmed = (text: string): string => text.trim()

/** ExpressionMatcher.java: an expression against the names given; without any names everything matches. */
export function matches(given: string, items: readonly string[]): boolean {
  let expression = given.trim()
  for (;;) {
    const nested = /\([^()]+\)/.exec(expression)
    if (!nested) break
    const value = matches(nested[0].slice(1, -1), items) ? ':TRUE' : ':FALSE'
    expression =
      `${expression.slice(0, nested.index)} ${value} ${expression.slice(nested.index + nested[0].length)}`.trim()
  }
  const any = expression.replace(/\s*,\s*/g, ' or ').split(/\s+or\s+/)
  if (any.length > 1) return any.some((one) => matches(one, items))
  const all = expression.split(/\s+and\s+/)
  if (all.length > 1) return all.every((one) => matches(one, items))
  const negated = /^(?:!|not )/i.exec(expression)
  const required = /^@\s*/.exec(negated ? expression.slice(negated[0].length).trim() : expression)
  const name = (negated ? expression.slice(negated[0].length).trim() : expression)
    .slice(required?.[0].length ?? 0)
    .trim()
  if (items.length === 0 && !required && !/^:(TRUE|FALSE)$/.test(name)) return true
  const holds =
    name === ':TRUE' ||
    (name !== ':FALSE' && items.some((item) => item.replace(/^@/, '').trim().toLowerCase() === name.toLowerCase()))
  return holds !== (negated !== null)
}

/** ContextExpression.java and LabelExpression.java: alternatives, each an expression. */
export const matchesList = (expression: string, items: readonly string[]): boolean => {
  const alternatives = expression.split(',').map(trimmed).filter(Boolean)
  return alternatives.length === 0 || alternatives.some((one) => matches(one.toLowerCase(), items))
}

export const namesIn = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
