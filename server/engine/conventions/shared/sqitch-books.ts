import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { obstaclesOf } from './sqitch-obstacles'
import { fileOf, type Planned, planned, planOf, resolved, scriptHash } from './sqitch-plan'
import { tables } from './sqitch-registry'
import { userOf } from './sqitch-user'
import { epoch, hasBooks, ident, type Table, time } from './sql'

const registryOf = (settings: ToolSettings): string => settings['engine.pg.registry'] ?? 'sqitch'
const changesOf = (settings: ToolSettings): Table => ({ schema: registryOf(settings), name: 'changes' })
const columns = ['change_id', 'script_hash', 'change', 'project', 'committed_at', 'committer_name']
const hasRegistry = (session: Session, settings: ToolSettings): Promise<boolean> =>
  hasBooks(session, changesOf(settings), 'Sqitch', columns)

/** A name and an address as a plan writes them. */
function personIn(text: string): { readonly name: string; readonly email: string } {
  const match = /^(.*?)\s*<([^>]*)>$/.exec(text)
  return { name: match?.[1] ?? text, email: match?.[2] ?? '' }
}

function plannedFor(file: MigrationFile, settings: ToolSettings): Planned {
  const found = planned(settings).find(({ change }) => fileOf(change) === file.name.version)
  if (found) return found
  throw new Failure('not-supported', `sqitch.plan has no change ${file.name.version}.`)
}

function committer(settings: ToolSettings): { readonly name: string; readonly email: string } {
  const user = userOf(settings)
  if (user) return user
  throw new Failure('bad-settings', 'Sqitch wants to know who deploys.', {
    hint: "Run sqitch config user.name 'Your Name' and sqitch config user.email.",
  })
}

/** Engine/pg.pm, begin_work: one bookkeeper at a time. */
const booking = (session: Session, settings: ToolSettings, work: (tx: Session) => Promise<void>): Promise<void> =>
  session.transaction(async (tx) => {
    await tx.script(`LOCK TABLE ${ident(registryOf(settings))}.changes IN EXCLUSIVE MODE`)
    await work(tx)
  })

type Event = 'deploy' | 'revert' | 'fail'
interface Lists {
  readonly tags: readonly string[]
  readonly requires: readonly string[]
  readonly conflicts: readonly string[]
}

const listsOf = ({ change, tags }: Planned): Lists => ({
  tags: tags.map(({ tag }) => `@${tag.name}`),
  requires: change.requires,
  conflicts: change.conflicts,
})

async function logEvent(tx: Session, settings: ToolSettings, event: Event, one: Planned, lists: Lists): Promise<void> {
  const { change, id } = one
  const by = committer(settings)
  const planner = personIn(change.planner)
  await tx.query(
    `INSERT INTO ${ident(registryOf(settings))}.events (event, change_id, change, project, note, tags, requires, conflicts, committer_name, committer_email, planned_at, planner_name, planner_email, committed_at)
     VALUES ($1, $2, $3, $4, $5, $6::text[], $7::text[], $8::text[], $9, $10, $11::timestamptz, $12, $13, clock_timestamp())`,
    [
      event,
      id,
      change.name,
      planOf(settings).project,
      change.note,
      lists.tags,
      lists.requires,
      lists.conflicts,
      by.name,
      by.email,
      change.date,
      planner.name,
      planner.email,
    ],
  )
}

async function logTags(tx: Session, settings: ToolSettings, one: Planned): Promise<void> {
  const by = committer(settings)
  for (const { tag, id } of one.tags) {
    const planner = personIn(tag.planner)
    await tx.query(
      `INSERT INTO ${ident(registryOf(settings))}.tags (tag_id, tag, project, change_id, note, committer_name, committer_email, planned_at, planner_name, planner_email)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $10) ON CONFLICT (tag_id) DO NOTHING`,
      [
        id,
        `@${tag.name}`,
        planOf(settings).project,
        one.id,
        tag.note,
        by.name,
        by.email,
        tag.date,
        planner.name,
        planner.email,
      ],
    )
  }
}

/** DBIEngine.pm, log_deploy_change. */
async function logDeploy(tx: Session, settings: ToolSettings, file: MigrationFile): Promise<void> {
  const registry = ident(registryOf(settings))
  const one = plannedFor(file, settings)
  const { change, id } = one
  const by = committer(settings)
  const planner = personIn(change.planner)
  await tx.query(
    `INSERT INTO ${registry}.changes (change_id, script_hash, change, project, note, committer_name, committer_email, planned_at, planner_name, planner_email, committed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $10, clock_timestamp())`,
    [
      id,
      scriptHash(file),
      change.name,
      planOf(settings).project,
      change.note,
      by.name,
      by.email,
      change.date,
      planner.name,
      planner.email,
    ],
  )
  const dependencies = [
    ...change.requires.map((name) => ['require', name, resolved(settings, name)?.id ?? null] as const),
    ...change.conflicts.map((name) => ['conflict', name, null] as const),
  ]
  for (const [type, name, other] of dependencies)
    await tx.query(
      `INSERT INTO ${registry}.dependencies (change_id, type, dependency, dependency_id) VALUES ($1, $2, $3, $4)`,
      [id, type, name, other],
    )
  await logTags(tx, settings, one)
  await logEvent(tx, settings, 'deploy', one, listsOf(one))
}

interface Row {
  readonly change_id: string
  readonly change: string
  readonly script_hash: string | null
  readonly at: number
  readonly committer_name: string
}

export const books: Books = {
  table: (settings) => `${registryOf(settings)}.changes`,
  others: (settings) =>
    ['projects', 'releases', 'tags', 'dependencies', 'events'].map((name) => `${registryOf(settings)}.${name}`),

  async applied(session, settings) {
    if (!(await hasRegistry(session, settings))) return []
    const { project } = planOf(settings)
    const { rows } = await session.query<Row>(
      `select change_id, change, script_hash, ${epoch('committed_at')} as at, committer_name
       from ${ident(registryOf(settings))}.changes where $1 in ('', project) order by committed_at`,
      [project],
    )
    const byId = new Map(planned(settings).map((one) => [one.id, fileOf(one.change)]))
    const names = new Set(byId.values())
    return rows.map(({ change_id, change, script_hash, at, committer_name }) => ({
      // A change of another plan is not the one of the same name here.
      version: byId.get(change_id) ?? (names.has(change) ? `${change} ${change_id}` : change),
      at: time(at),
      by: committer_name,
      ...(script_hash !== null && { checksum: script_hash }),
    }))
  },

  // Engine.pm, deploy: the registry, the project, and tags that were given to the last change since.
  async prepare(session, settings) {
    const registry = registryOf(settings)
    const { project, uri } = planOf(settings)
    const by = committer(settings)
    if (!(await hasRegistry(session, settings))) {
      await session.script(`CREATE SCHEMA IF NOT EXISTS ${ident(registry)}; ${tables(ident(registry))}`)
      await session.query(
        `INSERT INTO ${ident(registry)}.releases (version, installer_name, installer_email) VALUES (1.1, $1, $2)`,
        [by.name, by.email],
      )
    }
    await session.query(
      `INSERT INTO ${ident(registry)}.projects (project, uri, creator_name, creator_email) VALUES ($1, $2, $3, $4) ON CONFLICT (project) DO NOTHING`,
      [project, uri ?? null, by.name, by.email],
    )
    const { rows } = await session.query<{ change_id: string }>(
      `select change_id from ${ident(registry)}.changes where project = $1 order by committed_at desc limit 1`,
      [project],
    )
    const last = planned(settings).find(({ id }) => id === rows[0]?.change_id)
    if (last) await logTags(session, settings, last)
  },

  lock: { keys: async () => [75474063n] },
  logsFailures: true,
  obstacles: async (session, intent, settings) =>
    obstaclesOf(session, intent, settings, (await hasRegistry(session, settings)) ? registryOf(settings) : undefined),

  async record(session, { file, outcome }, settings) {
    if (outcome === 'started') return
    await booking(session, settings, async (tx) => {
      if (outcome === 'done') return logDeploy(tx, settings, file)
      const one = plannedFor(file, settings)
      return logEvent(tx, settings, 'fail', one, listsOf(one))
    })
  },

  // Engine/pg.pm, log_revert_change.
  async forget(session, file, settings) {
    const registry = ident(registryOf(settings))
    const one = plannedFor(file, settings)
    await booking(session, settings, async (tx) => {
      const { rows: tags } = await tx.query<{ tag: string }>(
        `DELETE FROM ${registry}.tags WHERE change_id = $1 RETURNING tag`,
        [one.id],
      )
      const { rows: found } = await tx.query<{ dependency: string; type: string }>(
        `select dependency, type from ${registry}.dependencies where change_id = $1`,
        [one.id],
      )
      const of = (wanted: string) => found.filter(({ type }) => type === wanted).map(({ dependency }) => dependency)
      await tx.query(`DELETE FROM ${registry}.changes WHERE change_id = $1`, [one.id])
      const lists = { tags: tags.map(({ tag }) => tag), requires: of('require'), conflicts: of('conflict') }
      await logEvent(tx, settings, 'revert', one, lists)
    })
  },

  checksum: scriptHash,

  // As `sqitch deploy --log-only`.
  async baseline(session, upTo, settings, all) {
    for (const file of all) {
      if (file.name.direction === 'down') continue
      await booking(session, settings, (tx) => logDeploy(tx, settings, file))
      if (file.name.version === upTo.name.version) return
    }
  },
}
