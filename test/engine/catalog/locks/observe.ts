import pg from 'pg'
import type { Case } from './corpus'

/**
 * What a server did for one statement, relations by `schema.name` as they were called before it. Only relations of user schemas that
 * existed before the statement count; TOAST tables and the system catalogs do not.
 */
export interface Observation {
  /** Strongest mode the statement took on each relation and kept until the end of a transaction (one of its own, when it runs several). */
  readonly locks: { readonly [relation: string]: string }
  /** Tables, indexes and materialized views whose file is another one afterwards under the same name. */
  readonly rewrites: readonly string[]
  /** Tables and materialized views from which a sequential scan returned rows. */
  readonly scans: readonly string[]
  /** Tables and materialized views without a row before the statement: a scan of these leaves no trace. */
  readonly empty?: readonly string[]
  /** Absent when it ran inside a transaction block. */
  readonly transactional?: false
  /** The statement failed: the locks are those held when it did. */
  readonly error?: string
}

const relations = `
  select c.oid::int8 as oid, n.nspname || '.' || c.relname as name, c.relkind as kind, pg_relation_filenode(c.oid)::int8 as file
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  order by 1`

interface Relation {
  readonly oid: string
  readonly name: string
  readonly kind: string
  readonly file: string | null
  readonly empty?: boolean
}

/** A session of its own whose counters and locks are those of the observed statement alone. */
async function withClient<T>(url: string, settings: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(settings)
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

const modes: { readonly [mode: string]: string } = {
  AccessShareLock: 'ACCESS SHARE',
  RowShareLock: 'ROW SHARE',
  RowExclusiveLock: 'ROW EXCLUSIVE',
  ShareUpdateExclusiveLock: 'SHARE UPDATE EXCLUSIVE',
  ShareLock: 'SHARE',
  ShareRowExclusiveLock: 'SHARE ROW EXCLUSIVE',
  ExclusiveLock: 'EXCLUSIVE',
  AccessExclusiveLock: 'ACCESS EXCLUSIVE',
}
const order = Object.values(modes)

class Account {
  readonly locks = new Map<string, string>()
  readonly scans = new Set<string>()
  private readonly names: ReadonlyMap<string, string>

  private readonly empty: readonly string[]

  constructor(readonly before: readonly Relation[]) {
    this.empty = before.filter(({ empty }) => empty).map(({ name }) => name)
    this.names = new Map(before.map((relation) => [relation.oid, relation.name]))
  }

  /** The locks of another run of the same statement. */
  merge(other: Account): void {
    for (const [name, mode] of other.locks) this.add(name, mode)
  }

  private add(name: string, mode: string): void {
    const known = this.locks.get(name)
    if (!known || order.indexOf(known) < order.indexOf(mode)) this.locks.set(name, mode)
  }

  async readLocks(client: pg.Client, pid: number): Promise<void> {
    const { rows } = await client.query(
      `select relation::int8 as oid, mode from pg_locks
       where pid = $1 and locktype = 'relation' and database = (select oid from pg_database where datname = current_database())`,
      [pid],
    )
    for (const row of rows as { oid: string; mode: string }[]) {
      const name = this.names.get(row.oid)
      const mode = modes[row.mode]
      if (name && mode) this.add(name, mode)
    }
  }

  async readScans(client: pg.Client, call: string): Promise<void> {
    const { rows } = await client.query(`select oid::int8 as oid from unnest($1::oid[]) as oid where ${call} > 0`, [
      this.before.filter((relation) => 'rmpf'.includes(relation.kind)).map((relation) => relation.oid),
    ])
    for (const row of rows as { oid: string }[]) this.scans.add(this.names.get(row.oid)!)
  }

  finish(after: readonly Relation[], rest: Partial<Observation>): Observation {
    const files = new Map(after.map((relation) => [relation.name, relation.file]))
    const old = new Set(this.before.map((relation) => relation.file))
    // A name that went to another old relation (a new primary key's) is no rewrite.
    const rewrites = this.before.filter(({ name, kind, file }) => {
      const now = files.get(name) ?? file
      return kind !== 'S' && file !== null && now !== file && !old.has(now)
    })
    return {
      locks: Object.fromEntries([...this.locks].sort(([a], [b]) => (a < b ? -1 : 1))),
      rewrites: rewrites.map(({ name }) => name).sort(),
      scans: [...this.scans].sort(),
      ...(this.empty.length > 0 && { empty: this.empty }),
      ...rest,
    }
  }
}

const read = async (client: pg.Client): Promise<readonly Relation[]> => (await client.query(relations)).rows

/** Everything a case may leave behind in its database or the cluster. */
const cleanUp = `
do $$
declare item text;
begin
  for item in
    select format('drop event trigger %I', evtname) from pg_event_trigger
    union all select format('drop subscription %I', subname) from pg_subscription
      where subslotname is null and subdbid = (select oid from pg_database where datname = current_database())
    union all select format('drop publication %I', pubname) from pg_publication
    union all select format('drop foreign data wrapper %I cascade', fdwname) from pg_foreign_data_wrapper
    union all select format('drop access method %I cascade', amname) from pg_am where oid >= 16384
    union all select format('drop cast (%s as %s)', castsource::regtype, casttarget::regtype) from pg_cast c
      where oid >= 16384 and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype in ('i', 'e'))
    union all select format('drop extension %I cascade', extname) from pg_extension where extname <> 'plpgsql'
    union all select format('drop schema %I cascade', nspname) from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
  loop
    execute item;
  end loop;
  perform lo_unlink(oid) from pg_largeobject_metadata;
end $$;
create schema public;
grant usage on schema public to public;`

/** Session settings of the observed session: `synchronous_commit` makes each commit wait while a standby is named. */
const observed = 'set synchronous_commit = on'
const unobserved = 'set synchronous_commit = off; set client_min_messages = error'

export class Observer {
  private constructor(
    private readonly url: string,
    private readonly watcher: pg.Client,
  ) {}

  /** `url`: an empty database of a server of our own; its configuration is changed. */
  static async open(url: string): Promise<Observer> {
    const watcher = new pg.Client({ connectionString: url })
    await watcher.connect()
    await watcher.query(unobserved)
    await watcher.query('set allow_in_place_tablespaces = on')
    await watcher.query(`create tablespace other_space location ''`)
    for (const role of ['reader', 'writer']) {
      const { rowCount } = await watcher.query('select from pg_roles where rolname = $1', [role])
      if (rowCount === 0) await watcher.query(`create role ${role}`)
    }
    return new Observer(url, watcher)
  }

  async close(): Promise<void> {
    await this.watcher.end()
  }

  async version(): Promise<string> {
    return (await this.watcher.query('show server_version')).rows[0].server_version
  }

  private async prepare(setUp: string): Promise<readonly Relation[]> {
    await withClient(this.url, unobserved, async (client) => {
      await client.query(cleanUp)
      if (setUp !== '') await runEach(client, setUp)
      // With statistics the planner reads these small tables in full, as it would join large ones; without, its guesses vary by major.
      await client.query('analyze')
    })
    const relations = await read(this.watcher)
    const filled = new Set<string>()
    // In a session of its own, whose reading is counted before the counters are reset.
    await withClient(this.url, unobserved, async (client) => {
      for (const { oid, kind } of relations) {
        if (!'rpm'.includes(kind)) continue
        const { rows } = await client.query('select $1::oid::regclass::text as name', [oid])
        const found = await client.query(`select from ${rows[0].name} limit 1`).catch(() => ({ rowCount: 0 }))
        if (found.rowCount) filled.add(oid)
      }
    })
    return relations.map((item) => ({ ...item, empty: 'rpm'.includes(item.kind) && !filled.has(item.oid) }))
  }

  async observe(item: Case): Promise<Observation> {
    const before = await this.prepare(item.setUp)
    const inBlock = await this.inBlock(item, before)
    if (
      inBlock.error === undefined ||
      !/cannot (run|be executed) (inside a|from a) (transaction block|function)/.test(inBlock.error)
    ) {
      return inBlock
    }
    const account = new Account(await this.prepare(item.setUp))
    const rest = await this.stepwise(item, account)
    const after = await read(this.watcher)
    const named = account.before.filter(({ name }) => new RegExp(`\\b${name.split('.')[1]}\\b`).test(item.statement))
    const plain = named.length > 0 && !named.some(({ kind }) => kind === 'p' || kind === 'I')
    for (const { kind, name } of account.before) {
      const seen = account.locks.get(name)
      // Nothing stronger can come, or the statement is about other tables.
      const settled =
        seen === 'ACCESS EXCLUSIVE' || (seen === undefined && plain && !named.some((one) => one.name === name))
      const asks = 'rp'.includes(kind) || (kind === 'I' && named.some((one) => one.kind === 'I'))
      if (asks && !settled) await this.heldBack(item, account, name, kind)
    }
    return account.finish(after, rest)
  }

  /** BEGIN, the statement, look, ROLLBACK. */
  private inBlock(item: Case, before: readonly Relation[]): Promise<Observation> {
    return withClient(this.url, unobserved, async (client) => {
      const pid = (client as unknown as { processID: number }).processID
      const account = new Account(before)
      await client.query(settingsOf(item))
      await client.query('begin')
      try {
        await client.query(item.statement)
      } catch (error) {
        await account.readLocks(this.watcher, pid)
        return account.finish([], { error: (error as Error).message })
      }
      await account.readLocks(this.watcher, pid)
      await account.readScans(client, 'pg_stat_get_xact_tuples_returned(oid)')
      const after = await read(client)
      await client.query('rollback')
      return account.finish(after, {})
    })
  }

  /**
   * A statement with transactions of its own. A standby is named that does not exist, so the session stops at each commit before it lets
   * its locks go (SyncRepWaitForLSN runs before ResourceOwnerRelease in CommitTransaction); we look and cancel that wait. Old snapshots
   * and lockers are not needed to hold it back. VACUUM commits without a transaction id, so it is also looked at in its cost delay.
   */
  private async stepwise(item: Case, account: Account): Promise<Partial<Observation>> {
    const { watcher } = this
    await watcher.query(`select pg_stat_reset()`)
    await setSystem(watcher, `synchronous_standby_names = 'nobody'`)
    await this.untilCommitsWait()
    try {
      const error = await withClient(this.url, observed, async (client) => {
        const pid = (client as unknown as { processID: number }).processID
        await client.query(
          'set vacuum_cost_limit = 1; set vacuum_cost_page_dirty = 10000; set vacuum_cost_page_hit = 10000; set vacuum_cost_delay = 20',
        )
        await client.query(settingsOf(item))
        let done = false
        let failure: string | undefined
        const running = client.query(item.statement).then(
          () => {
            done = true
          },
          (reason: Error) => {
            done = true
            failure = reason.message
          },
        )
        let released: string | undefined
        while (!done) {
          const { rows } = await watcher.query(
            'select wait_event, backend_xid::text as xid from pg_stat_activity where pid = $1',
            [pid],
          )
          await account.readLocks(watcher, pid)
          const { wait_event: event, xid } = (rows[0] ?? {}) as { wait_event?: string; xid?: string }
          // One cancel a transaction: a second one would hit what follows.
          if (event !== 'SyncRep' || xid === released) continue
          released = xid
          await watcher.query('select pg_cancel_backend($1)', [pid])
        }
        await running
        return failure
      })
      await flushed(watcher)
      await account.readScans(watcher, 'pg_stat_get_tuples_returned(oid)')
      return { transactional: false, ...(error !== undefined && { error }) }
    } finally {
      await setSystem(watcher, `synchronous_standby_names = ''`)
    }
  }

  /** The checkpointer passes the setting on to everybody else in its own time. */
  private async untilCommitsWait(): Promise<void> {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const waited = await withClient(this.url, observed, async (client) => {
        const pid = (client as unknown as { processID: number }).processID
        let done = false
        let waits = false
        const running = client.query(`select pg_logical_emit_message(true, 'oracle', '')`).finally(() => {
          done = true
        })
        while (!done) {
          const { rows } = await this.watcher.query('select wait_event from pg_stat_activity where pid = $1', [pid])
          if (rows[0]?.wait_event !== 'SyncRep' || waits) continue
          waits = true
          await this.watcher.query('select pg_cancel_backend($1)', [pid])
        }
        await running
        return waits
      })
      if (waited) return
    }
    throw new Error('commits do not wait')
  }

  /**
   * Again with one table locked by somebody else, so that the statement has to show what it asks for there: transactions of its own that
   * change nothing commit without a stop. Of a partitioned index, which LOCK refuses, its comment holds SHARE UPDATE EXCLUSIVE.
   */
  private async heldBack(item: Case, into: Account, name: string, kind: string): Promise<void> {
    const account = new Account(await this.prepare(item.setUp))
    await withClient(this.url, unobserved, async (blocker) => {
      await blocker.query('begin')
      const [schema, table] = name.split('.')
      const locked = `${blocker.escapeIdentifier(schema!)}.${blocker.escapeIdentifier(table!)}`
      try {
        await blocker.query(
          kind === 'I' ? `comment on index ${locked} is 'held'` : `lock table only ${locked} in access exclusive mode`,
        )
      } catch {
        return
      }
      await withClient(this.url, unobserved, async (client) => {
        const pid = (client as unknown as { processID: number }).processID
        await client.query(settingsOf(item))
        let done = false
        const running = client.query(item.statement).then(
          () => {
            done = true
          },
          () => {
            done = true
          },
        )
        for (let poll = 0; !done && poll < 100_000; poll++) {
          const { rows } = await this.watcher.query(
            'select wait_event_type, wait_event from pg_stat_activity where pid = $1',
            [pid],
          )
          if (rows[0]?.wait_event_type !== 'Lock' || rows[0]?.wait_event !== 'relation') continue
          await account.readLocks(this.watcher, pid)
          await this.watcher.query('select pg_cancel_backend($1)', [pid])
        }
        await blocker.query('rollback')
        await running
      })
    })
    into.merge(account)
  }
}

/** A case may need a setting in its own session: a line `-- session: SET …` of the set-up. */
function settingsOf(item: Case): string {
  return [...item.setUp.matchAll(/^-- session: (.*)$/gm)].map((match) => match[1]).join(';') || 'select'
}

async function setSystem(client: pg.Client, assignment: string): Promise<void> {
  await client.query(`alter system set ${assignment}`)
  await client.query('select pg_reload_conf()')
  const wanted = assignment.split("'")[1]!
  for (let poll = 0; poll < 10_000; poll++) {
    // A new session starts with what the postmaster has read.
    const { rows } = await client.query(`select setting from pg_settings where name = 'synchronous_standby_names'`)
    if (rows[0].setting === wanted) return
  }
  throw new Error(`the server did not take ${assignment}`)
}

/** Counters of an ended session count at once, but in 14, where they pass through a file that is written at most twice a second. */
async function flushed(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select clock_timestamp()::text as now, current_setting('server_version_num')::int / 10000 as major`,
  )
  if (rows[0].major > 14) return
  for (let poll = 0; poll < 10_000; poll++) {
    await client.query('select pg_stat_clear_snapshot()')
    const fresh = await client.query('select pg_stat_get_snapshot_timestamp() > $1 as fresh', [rows[0].now])
    if (fresh.rows[0].fresh) return
  }
  throw new Error('the statistics were not written')
}

async function runEach(client: pg.Client, sql: string): Promise<void> {
  for (const part of sql.split(/^;;$/m)) {
    if (part.trim() !== '') {
      try {
        await client.query(part)
      } catch (error) {
        throw new Error(`set-up failed: ${(error as Error).message}\n${part}`)
      }
    }
  }
}
