import { createHash } from 'node:crypto'
import type { MigrationFile, ToolSettings } from '../convention'

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

const stamp = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\s+([^<]+<[^>]+>)\s*(?:#\s*(.*))?$`
const changeLine = new RegExp(String.raw`^\s*\+?([^\s@:#[\]%+-][^\s@:#]*)(?:\s+\[([^\]]*)\])?\s+${stamp}`)
const tagLine = new RegExp(String.raw`^\s*@(\S+)\s+${stamp}`)

/** The script of a change: `users`, or `users@v1.0` once a later change took the name again. */
export const fileOf = (change: Change): string =>
  change.reworkedAt === undefined ? change.name : `${change.name}@${change.reworkedAt}`

/** lib/App/Sqitch/Plan.pm. Every wrong line is named, the rest is read. */
export function readPlan(text: string): Plan {
  const pragmas: Record<string, string> = {}
  const changes: (Change & { tags: Tag[]; reworkedAt?: string })[] = []
  const errors: { line: number; message: string }[] = []
  for (const [i, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trimEnd()
    if (line.trim() === '' || /^\s*#/.test(line)) continue
    const pragma = /^\s*%\s*([^=\s]+)\s*=\s*(.*)$/.exec(line)
    const tag = tagLine.exec(line)
    const change = changeLine.exec(line)
    const unescaped = (note: string | undefined) =>
      (note ?? '').replace(/\\([nr\\])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'))
    if (pragma) pragmas[pragma[1]!] = pragma[2]!
    else if (tag) {
      const last = changes.at(-1)
      if (last) last.tags.push({ name: tag[1]!, date: tag[2]!, planner: tag[3]!, note: unescaped(tag[4]) })
      else errors.push({ line: i + 1, message: `Tag "@${tag[1]}" declared without a preceding change` })
    } else if (change) {
      const dependencies = (change[2] ?? '').split(/\s+/).filter((dependency) => dependency !== '')
      const before = changes.findLastIndex((known) => known.name === change[1])
      if (before >= 0) {
        const between = changes.slice(before).flatMap((known) => known.tags)
        if (between.length === 0)
          errors.push({ line: i + 1, message: `Change "${change[1]}" duplicates an earlier change` })
        else changes[before]!.reworkedAt = between[0]!.name
      }
      changes.push({
        name: change[1]!,
        requires: dependencies.filter((dependency) => !dependency.startsWith('!')),
        conflicts: dependencies
          .filter((dependency) => dependency.startsWith('!'))
          .map((dependency) => dependency.slice(1)),
        date: change[3]!,
        planner: change[4]!,
        note: unescaped(change[5]),
        tags: [],
      })
    } else errors.push({ line: i + 1, message: 'Invalid name, or a missing timestamp or planner' })
  }
  if (pragmas.project === undefined) errors.unshift({ line: 1, message: 'Missing %project pragma' })
  return { project: pragmas.project ?? '', ...(pragmas.uri !== undefined && { uri: pragmas.uri }), changes, errors }
}

const plans = new WeakMap<ToolSettings, Plan>()

export function planOf(settings: ToolSettings): Plan {
  const plan = plans.get(settings) ?? readPlan(settings.manifest ?? '')
  plans.set(settings, plan)
  return plan
}

export const changesOf = (settings: ToolSettings): readonly Change[] => planOf(settings).changes

/** A change with its id and those of its tags. */
export interface Planned {
  readonly change: Change
  readonly id: string
  readonly tags: readonly { readonly tag: Tag; readonly id: string }[]
}

const signed = new WeakMap<Plan, readonly Planned[]>()

export function planned(settings: ToolSettings): readonly Planned[] {
  const plan = planOf(settings)
  const found = signed.get(plan) ?? idsOf(plan)
  signed.set(plan, found)
  return found
}

/** Plan/ChangeList.pm, find: `users` is the first change of that name, `users@v1` the last one up to a tag, `@v1` the tagged one. */
export function resolved(settings: ToolSettings, name: string): Planned | undefined {
  const all = planned(settings)
  const [change = '', tag] = name.split('@')
  if (tag === undefined) return all.find((one) => one.change.name === name || one.id === name)
  const at = all.findIndex(({ change: { tags } }) => tags.some((one) => one.name === tag))
  return change === '' ? all[at] : all.slice(0, at + 1).findLast((one) => one.change.name === change)
}

/** Plan/Change.pm, _deploy_hash. */
export const scriptHash = (file: Pick<MigrationFile, 'bytes'>): string =>
  createHash('sha1').update(file.bytes).digest('hex')

/** Plan/Change.pm and Plan/Tag.pm sign as git does: kind, byte length, NUL, text. */
function sign(kind: string, lines: readonly string[]): string {
  const text = lines.join('\n')
  return createHash('sha1')
    .update(`${kind} ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')
}

/** URI->canonical. */
const canonical = (uri: string): string => (/^https?:/i.test(uri) && URL.canParse(uri) ? new URL(uri).href : uri)

/** Ids of changes and tags, in plan order; a change's id depends on all before it. */
export function idsOf(plan: Plan): readonly Planned[] {
  const head = [`project ${plan.project}`, ...(plan.uri === undefined ? [] : [`uri ${canonical(plan.uri)}`])]
  const noted = (note: string) => (note === '' ? [] : ['', note])
  let parent: string | undefined
  return plan.changes.map((change) => {
    const id = sign('change', [
      ...head,
      `change ${change.name}`,
      ...(parent === undefined ? [] : [`parent ${parent}`]),
      `planner ${change.planner}`,
      `date ${change.date}`,
      ...(change.requires.length > 0 ? ['requires', ...change.requires.map((name) => `  + ${name}`)] : []),
      ...(change.conflicts.length > 0 ? ['conflicts', ...change.conflicts.map((name) => `  - ${name}`)] : []),
      ...noted(change.note),
    ])
    parent = id
    const tags = change.tags.map((tag) => ({
      tag,
      id: sign('tag', [
        ...head,
        `tag @${tag.name}`,
        `change ${id}`,
        `planner ${tag.planner}`,
        `date ${tag.date}`,
        ...noted(tag.note),
      ]),
    }))
    return { change, id, tags }
  })
}
