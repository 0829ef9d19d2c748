import type { ToolSettings } from '../convention'

const scalar = (text: string): string =>
  text
    .replace(/^(["'])(.*)\1(\s+#.*)?$/, '$2')
    .replace(/\s+#.*$/, '')
    .trim()

/**
 * What a YAML file says in block mappings, as dotted keys; lists of plain values as comma-separated text. Anchors, block scalars and flow
 * mappings are passed over. Of several documents one that is for a profile of Spring alone does not count.
 */
export function yaml(text: string): ToolSettings {
  const documents = text.split(/^---.*$/m).map(yamlDocument)
  return Object.assign(
    {},
    ...documents.filter((one) => !('spring.config.activate.on-profile' in one || 'spring.profiles' in one)),
  )
}

function yamlDocument(text: string): ToolSettings {
  const found: Record<string, string> = {}
  const open: { readonly indent: number; readonly key: string }[] = []
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue
    const item = /^(\s*)-\s+([^{[&*|>].*)$/.exec(line)
    const entry = /^(\s*)(["']?)([\w.-]+)\2\s*:(?:\s+(.*))?$/.exec(line)
    if (item && open.length > 0) {
      const list = open.at(-1)!.key
      found[list] = [...(found[list] === undefined ? [] : [found[list]]), scalar(item[2]!)].join(',')
    } else if (entry) {
      const indent = entry[1]!.length
      while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop()
      const key = [...open.slice(-1).map((outer) => outer.key), entry[3]!].join('.')
      open.push({ indent, key })
      const value = entry[4]?.trim() ?? ''
      const flow = /^\[(.*)\]/.exec(value)
      if (flow)
        found[key] = flow[1]!
          .split(',')
          .map((one) => scalar(one.trim()))
          .join(',')
      else if (value !== '' && !/^[{[&*|>#!]/.test(value)) found[key] = scalar(value)
    }
  }
  return found
}
