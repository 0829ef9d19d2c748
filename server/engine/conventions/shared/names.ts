import type { MigrationFile, Problem, Review } from '../convention'

/** UTC, `YYYYMMDDHHMMSS`. */
export const timestamp = (now: Date): string => now.toISOString().replace(/\D/g, '').slice(0, 14)

/** A title as tools put it into a file name: words joined by `_`, nothing a file system or a parser minds. */
export function slug(title: string, joint = '_'): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu)
  return words ? words.join(joint) : 'migration'
}

export const titleOf = (text: string): string => text.replace(/_/g, ' ').trim()

/** Decimal digits of any length, leading zeros ignored. */
export function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '')
  const right = b.replace(/^0+(?=\d)/, '')
  return left.length - right.length || compareText(left, right)
}

/** UTF-16 code unit order, as Java's and JavaScript's own string comparison. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Byte order of the UTF-8 text, as Go's and C's string comparison. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at === length ? a.length - b.length : rank(a.charCodeAt(at)) - rank(b.charCodeAt(at))
}

/** The bytes of UTF-8 sort as code points do, and those written as surrogates are the highest. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)

const isTimestamp = (version: string): boolean => /^(19|20)\d{12,15}$/.test(version) || /^(19|20)\d{6}$/.test(version)

/**
 * The next version after the existing ones, in their style: a sequence goes on with its width, timestamps with a timestamp. A folder
 * without files starts in the tool's own style.
 */
export function nextVersion(
  existing: readonly string[],
  now: Date,
  style: { readonly empty: 'timestamp' | 'sequence'; readonly width: number },
): string {
  const highest = existing
    .filter((v) => /^\d+$/.test(v))
    .sort(compareDigits)
    .at(-1)
  if (highest === undefined) return style.empty === 'timestamp' ? timestamp(now) : '1'.padStart(style.width, '0')
  if (!isTimestamp(highest)) return (BigInt(highest) + 1n).toString().padStart(highest.length, '0')
  return nextTimestamp([highest], now)
}

/** Now, or one second's worth of digits past the latest existing one. */
export function nextTimestamp(existing: readonly string[], now: Date): string {
  const highest =
    existing
      .filter((version) => /^\d+$/.test(version))
      .sort(compareDigits)
      .at(-1) ?? '0'
  const own = timestamp(now)
  return compareDigits(own, highest) > 0 ? own : (BigInt(highest) + 1n).toString()
}

/** Files that share a version where the tool takes only one; `say` words it for the second and later ones. */
export function duplicates(
  files: readonly MigrationFile[],
  identity: (file: MigrationFile) => string | undefined,
  say: (file: MigrationFile, first: MigrationFile) => Omit<Problem, 'code' | 'severity'>,
): readonly Review[] {
  const first = new Map<string, MigrationFile>()
  const found: Review[] = []
  for (const file of files) {
    const key = identity(file)
    if (key === undefined) continue
    const before = first.get(key)
    if (before)
      found.push({ path: file.path, problem: { code: 'duplicate-version', severity: 'error', ...say(file, before) } })
    else first.set(key, file)
  }
  return found
}
