import { parse as parseJsonc } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import type { ToolSettings } from '../convention'

/** `key=value` lines: Java properties, Flyway's .conf (where `\` is no escape). Quotes are part of a value. */
export function properties(text: string): ToolSettings {
  const found: Record<string, string> = {}
  for (const line of text.split(/\r?\n|\r/)) {
    const match = /^\s*([^#!\s=:][^=:\s]*)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (match) found[match[1]!] = match[2]!
  }
  return found
}

/** A `.env` file as godotenv reads it: `export` before a key, quotes round a value and a comment behind a bare one do not count. */
export function dotenv(text: string): ToolSettings {
  const found: Record<string, string> = {}
  for (const line of text.split(/\r?\n|\r/)) {
    const match = /^\s*(?:export\s+)?([\w.]+)\s*[=:]\s*(?:(["'])(.*?)\2|(.*?))\s*(?:\s#.*)?$/.exec(line)
    if (match) found[match[1]!] = match[3] ?? match[4]!
  }
  return found
}

/** Nested values as dotted keys, lists of plain values as comma-separated text. */
function flat(value: unknown): ToolSettings {
  const found: Record<string, string> = {}
  const walk = (inner: unknown, name: string): void => {
    if (Array.isArray(inner)) found[name] = inner.filter((item) => typeof item !== 'object').join(',')
    else if (inner !== null && typeof inner === 'object' && !(inner instanceof Date)) {
      for (const [key, deeper] of Object.entries(inner)) walk(deeper, name === '' ? key : `${name}.${key}`)
    } else if (inner !== null && inner !== undefined) found[name] = String(inner)
  }
  walk(value, '')
  return found
}

/** Undefined when it is no TOML. */
export function toml(text: string): ToolSettings | undefined {
  try {
    return flat(parseToml(text))
  } catch {
    return undefined
  }
}

/** Comments and trailing commas allowed; what can be read of a broken file is. */
export const json = (text: string | undefined): ToolSettings =>
  flat(parseJsonc(text ?? '{}', [], { allowTrailingComma: true }) ?? {})

/** JSON5 as people write it: names without quotes, single quotes, comments. */
export const json5 = (text: string): ToolSettings =>
  json(
    text.replace(
      /"(?:\\.|[^"\\])*"|'((?:\\.|[^'\\])*)'|\/\/.*|\/\*[\s\S]*?\*\/|([A-Za-z_$][\w$]*)(?=\s*:)/g,
      (token, single?: string, name?: string) =>
        single !== undefined
          ? `"${single.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`
          : name !== undefined
            ? `"${name}"`
            : token,
    ),
  )

/** git-config format: `[section "sub"]` and `key = value` as `section.sub.key`. */
export function gitConfig(text: string): ToolSettings {
  const found: Record<string, string> = {}
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[\s*([\w-]+)(?:\s+"([^"]*)")?\s*\]/.exec(line)
    if (head) section = head[2] === undefined ? head[1]! : `${head[1]}.${head[2]}`
    const entry = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line)
    if (entry && !head) found[`${section}.${entry[1]}`] = entry[2]!.replace(/^"(.*)"$/, '$1')
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
