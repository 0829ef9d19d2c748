import { createHash } from 'node:crypto'
import type { MigrationFile, ToolSettings } from '../convention'
import { type Change, type Plan, readPlan, type Tag } from './sqitch-plan-reading'

/** The script of a change: `users`, or `users@v1.0` once a later change took the name again. */
export const fileOf = (change: Change): string =>
  change.reworkedAt === undefined ? change.name : `${change.name}@${change.reworkedAt}`

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

/** URI->canonical: what is no case of taste stays as it is, dots in the path too. */
function canonical(given: string): string {
  const uri = given.replace(/[ "<>\\^`{|}]/g, encodeURIComponent)
  const [, scheme = '', host = '', port = '', rest = ''] = /^(https?):\/\/([^/?#:]*)(?::(\d*))?(.*)$/i.exec(uri) ?? []
  if (scheme === '') return uri
  const usual = scheme.toLowerCase() === 'http' ? '80' : '443'
  const place = port === '' || port === usual ? '' : `:${port}`
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${place}${rest.startsWith('/') ? '' : '/'}${rest}`
}

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
