import { parse as parseToml, type TomlTable } from 'smol-toml'
import type { ToolSettings } from '../convention'

/** `key=value` lines: Java properties, Flyway's .conf (where `\` is no escape), dotenv. Quotes round a whole value are dropped. */
export function properties(text: string): ToolSettings {
  const found: Record<string, string> = {}
  for (const line of text.split(/\r?\n|\r/)) {
    const match = /^\s*(?:export\s+)?([^#!\s=:][^=:\s]*)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (match) found[match[1]!] = match[2]!.replace(/^(["'])(.*)\1$/, '$2')
  }
  return found
}

/** Tables become dotted keys, lists of plain values comma-separated text. Undefined when it is no TOML. */
export function toml(text: string): ToolSettings | undefined {
  const found: Record<string, string> = {}
  const walk = (table: TomlTable, prefix: string): void => {
    for (const [key, value] of Object.entries(table)) {
      const name = prefix + key
      if (Array.isArray(value)) found[name] = value.filter((item) => typeof item !== 'object').join(',')
      else if (value instanceof Date || typeof value !== 'object') found[name] = String(value)
      else walk(value, `${name}.`)
    }
  }
  try {
    walk(parseToml(text), '')
  } catch {
    return undefined
  }
  return found
}

/** The entries under a prefix, without it. */
export function below(settings: ToolSettings, prefix: string): ToolSettings {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  )
}

export const pick = (settings: ToolSettings, keys: readonly string[]): ToolSettings =>
  Object.fromEntries(keys.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])))

export const list = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
