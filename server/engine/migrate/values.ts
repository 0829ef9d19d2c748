/** An attribute's value for people: text as it is, lists and the like as JSON. */
export function show(value: unknown): string {
  const json: unknown = value === undefined ? 'nothing' : JSON.parse(JSON.stringify(value) ?? 'null')
  return typeof json === 'string' ? json : JSON.stringify(json)
}
