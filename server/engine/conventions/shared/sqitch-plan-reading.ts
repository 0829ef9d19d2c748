export interface Change {
  readonly name: string
  readonly requires: readonly string[]
  readonly conflicts: readonly string[]
  readonly date: string
  readonly planner: string
  readonly note: string
  readonly tags: readonly Tag[]
  /** The first tag after it when a later change takes its name again: its scripts were moved to `name@tag`. */
  readonly reworkedAt?: string
}

export interface Tag {
  readonly name: string
  readonly date: string
  readonly planner: string
  readonly note: string
}

export interface Plan {
  readonly project: string
  readonly uri?: string
  readonly changes: readonly Change[]
  /** `line` counts from 1. */
  readonly errors: readonly { readonly line: number; readonly message: string }[]
}

// lib/App/Sqitch/Plan.pm and Plan/Depend.pm. The same lines are wrong to Sqitch 1.3.1 (real/sqitch.test.ts).
const punctuation = String.raw`[-!"#$%&'()*+,./:;<=>?@[\\\]^${'`'}{|}~]`
const named = String.raw`(?!${punctuation})(?:(?![~/=%^]\d+(?:$|[ \t]))[^ \t:@#\\])+(?<!${punctuation})`
const whole = new RegExp(`^${named}$`)
const stamp = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`
const entry = new RegExp(
  String.raw`^[ \t]*(?:(@)|[+-][ \t]*)?(${named})(?:[ \t]+)?(?:\[([^\]]+)\][ \t]*)?(?:(${stamp})[ \t]*)?([^<]+[ \t]+<[^>]+>)?$`,
)
const pragma = new RegExp(
  String.raw`^[ \t]*%[ \t]*((?!${punctuation})[^ \t=]*(?<!${punctuation}))(?:[ \t]*=[ \t]*(.+))?$`,
)
const dependency = new RegExp(`^!?(?:(${named}):)?(?:[0-9a-f]{40}|${named}(?:@${named})?|@${named})$`)
const rules =
  'must not begin with punctuation, contain "@", ":", "#", "\\", or blanks, or end in punctuation or digits following punctuation'

interface Line {
  readonly number: number
  /** Without the note and the blanks before it. */
  readonly text: string
  readonly note: string
}

/** Blank lines and comments have no text. */
function lineOf(raw: string, number: number): Line {
  const isNote = /^[ \t]*(#.+)?$/.test(raw)
  const hash = isNote ? 0 : raw.indexOf('#')
  const text = (hash < 0 ? raw : raw.slice(0, hash)).replace(/[ \t]+$/, '')
  const note = hash < 0 ? '' : raw.slice(hash + 1).trim()
  return { number, text: isNote ? '' : text || '#', note: note.replace(/\\([nr\\])/g, (_, c: string) => escapes[c]!) }
}
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', '\\': '\\' }

interface Draft extends Change {
  readonly tags: Tag[]
  reworkedAt?: string
  readonly line: number
}
type Errors = { line: number; message: string }[]

/** Every wrong line is named, the rest is read. */
export function readPlan(text: string): Plan {
  const lines = text.split(/\r?\n/).map((raw, i) => lineOf(raw, i + 1))
  const blank = text.split(/\r?\n/).findIndex((raw) => /^[ \t]*$/.test(raw))
  const head = lines.slice(0, blank < 0 ? lines.length : blank)
  const errors: Errors = []
  const pragmas = readPragmas(head, errors)
  const changes: Draft[] = []
  for (const line of lines.slice(head.length)) if (line.text !== '') readEntry(line, changes, pragmas.project, errors)
  for (const [i, change] of changes.entries())
    for (const message of wrongDependencies(change, i, changes, pragmas.project))
      errors.push({ line: change.line, message })
  if (pragmas.project === undefined) errors.unshift({ line: 1, message: 'Missing %project pragma' })
  return {
    project: pragmas.project ?? '',
    ...(pragmas.uri !== undefined && { uri: pragmas.uri }),
    changes: changes.map(({ line: _, ...change }) => change),
    errors: errors.sort((a, b) => a.line - b.line),
  }
}

function readPragmas(head: readonly Line[], errors: Errors): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { number: line, text } of head) {
    if (text === '') continue
    const [match, name = '', value = '1'] = pragma.exec(text) ?? []
    if (match === undefined)
      errors.push({ line, message: 'Invalid pragma; a blank line must come between pragmas and changes' })
    else if (name === 'project' && !whole.test(value))
      errors.push({ line, message: `invalid project name "${value}": project names ${rules}` })
    if (match !== undefined) found[name] = value
  }
  return found
}

interface Parts {
  readonly match: string | undefined
  readonly text: string
  readonly at: string | undefined
  readonly name: string
  readonly date: string | undefined
  readonly planner: string | undefined
}

function complaintAbout({ match, text, at, name, date, planner }: Parts): string | undefined {
  if (match === undefined || (date === undefined && new RegExp(stamp).test(text))) return `Invalid name; names ${rules}`
  if (date === undefined && planner === undefined) return 'Missing timestamp and planner name and email'
  if (date === undefined) return 'Missing timestamp'
  if (planner === undefined) return 'Missing planner name and email'
  if (name === 'ROOT' || name === 'HEAD') return `"${at ?? ''}${name}" is a reserved name`
  if (/^[0-9a-f]{40}/.test(name)) return `"${name}" is invalid because it could be confused with a SHA1 ID`
  const time = new Date(date)
  const isTime = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date.slice(0, 19))
  return isTime ? undefined : `${date} is no point in time`
}

function readEntry(
  { number: line, text, note }: Line,
  changes: Draft[],
  project: string | undefined,
  errors: Errors,
): void {
  const [match, at, name = '', listed = '', date, planner] = entry.exec(text) ?? []
  const complaint = complaintAbout({ match, text, at, name, date, planner })
  if (complaint !== undefined) errors.push({ line, message: complaint })
  if (complaint !== undefined || date === undefined || planner === undefined) return
  const wrong = (message: string) => errors.push({ line, message })
  const last = changes.at(-1)
  if (at !== undefined) {
    const isTaken = changes.some(({ tags }) => tags.some((tag) => tag.name === name))
    if (name.includes('/')) wrong(`Tag "${name}" contains illegal character /`)
    else if (!last) wrong(`Tag "${name}" declared without a preceding change`)
    else if (isTaken) wrong(`Tag "${name}" duplicates earlier declaration`)
    else if (listed !== '') wrong('Tags may not specify dependencies')
    else last.tags.push({ name, date, planner, note })
    return
  }
  const dependencies = listed === '' ? [] : listed.replace(/[ \t]+$/, '').split(/[ \t]+/)
  for (const [i, one] of dependencies.entries()) {
    if (!dependency.test(one)) wrong(`"${one}" is not a valid dependency specification`)
    else if (dependencies.indexOf(one) < i) wrong(`Duplicate dependency "${one}"`)
  }
  // A dependency on the project itself is written without it.
  const plain = dependencies.map((one) =>
    project !== undefined && one.replace(/^!/, '').startsWith(`${project}:`) ? one.replace(`${project}:`, '') : one,
  )
  const earlier = changes.findLastIndex((known) => known.name === name)
  if (earlier >= 0) {
    const between = changes.slice(earlier).flatMap(({ tags }) => tags)
    if (between.length === 0) wrong(`Change "${name}" duplicates earlier declaration on line ${changes[earlier]!.line}`)
    else changes[earlier]!.reworkedAt = between[0]!.name
  }
  changes.push({
    name,
    requires: plain.filter((one) => !one.startsWith('!')),
    conflicts: plain.filter((one) => one.startsWith('!')).map((one) => one.slice(1)),
    date,
    planner,
    note,
    tags: [],
    line,
  })
}

/** What Plan.pm's check_changes refuses: what a change requires must come before it. */
function wrongDependencies(
  change: Change,
  at: number,
  changes: readonly Change[],
  project: string | undefined,
): readonly string[] {
  const before = changes.slice(0, at)
  const tagged = (name: string): number => before.findIndex(({ tags }) => tags.some((tag) => tag.name === name))
  return change.requires.flatMap((required) => {
    if (required.includes(':') || /^[0-9a-f]{40}$/.test(required) || project === undefined) return []
    const [name = '', tag] = required.split('@')
    const known =
      tag === undefined
        ? before.some((one) => one.name === name)
        : name === ''
          ? tagged(tag) >= 0
          : before.slice(0, tagged(tag) + 1).some((one) => one.name === name)
    if (known) return []
    if (required === change.name) return [`Change "${change.name}" cannot require itself`]
    const later = changes.slice(at).some((one) => one.name === required)
    return [
      later
        ? `Change "${change.name}" planned before required change "${required}"`
        : `Unknown change "${required}" required by change "${change.name}"`,
    ]
  })
}
