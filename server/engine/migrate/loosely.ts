import type { BookEntry } from '../conventions/convention'
import { atWork } from './advisory'
import { added, dropOf, type InvalidIndex, invalidIndexes } from './inspect'
import { type PlannedFile, targetKey } from './plan'
import { countOf, isLost, type Run, type StepError, sentence, stepError } from './run'
import { fresh, Lost, ownUser, recording, rollBack, send, settingsBack, tell, wholeFile } from './send'
import { identityOf, identityOfFile, isWayUp } from './set'
import type { GroupOutcome } from './wholly'

/** How the begin of a migration was noted: by the tool's own mark, by its row of failure written early, or in our journal. */
type Mark = 'own' | 'early' | 'journal'

/**
 * A file outside a transaction, one that ends transactions itself, or one sent as a single text. Before its first statement it is marked
 * as begun, so that whatever ends us leaves a trace; never tried again by itself.
 */
export async function runLoosely(run: Run, one: PlannedFile): Promise<GroupOutcome> {
  const { session, request } = run
  const wrapped = one.scope === 'file' || one.scope === 'batch'
  const begun = performance.now()
  let committed = 0
  let reached = 0
  let marked = false
  try {
    // A migration before this one may have let go of all advisory locks.
    await session.pipeline([...(run.monitor ? [atWork(request.set)] : []), ...fresh(run)])
    const before = await invalidIndexes(session)
    const kept = await dropLeftovers(run, one, before)
    const mark = await markBegun(run, one)
    marked = true
    if (wrapped) await session.script('begin')
    let trouble = await send(run, one, (step) => tell(run, step), {
      before: async (index) => {
        reached = index
        if (mark === 'journal') await note(run, one, index)
      },
      after: (index) => {
        if (session.transactionStatus === 'idle') committed = index + 1
      },
    })
    const status: string = session.transactionStatus ?? 'idle'
    if (!trouble && !wrapped && status !== 'idle')
      trouble = {
        error: { message: 'The file begins a transaction and does not end it.', hint: 'Add the COMMIT.' },
        cancelled: false,
      }
    const milliseconds = performance.now() - begun
    if (!trouble) {
      await session.script(settingsBack(run))
      await recording(run, one, () =>
        recordEnd(run, one, mark, { file: one.file, milliseconds, outcome: 'done', run: run.begun }),
      )
      if (status !== 'idle') await session.script('commit')
      if (mark === 'journal') await request.journal?.ended(targetKey(request))
      tell(run, wholeFile(one, 'done', { ms: milliseconds }))
      return 'done'
    }
    await rollBack(session)
    const outside = reached === committed && (committed > 0 || !wrapped)
    const halfway = outside && one.units[reached]?.commits === true
    await failed(run, one, { trouble: trouble.error, mark, committed, halfway, kept, milliseconds })
    return trouble.cancelled ? 'cancelled' : 'failed'
  } catch (error) {
    const reason = error instanceof Lost ? error.reason : stepError(error)
    if (error instanceof Lost || isLost(error)) throw new Lost([one], reason, [], session.pid)
    await rollBack(session)
    tell(
      run,
      wholeFile(one, 'failed', {
        stands: committed > 0 ? 'part' : reached > 0 ? 'unknown' : 'nothing',
        error: {
          ...reason,
          message: `${one.script.relativePath} ${marked ? 'could not be recorded' : 'was not begun'}: ${reason.message}`,
        },
      }),
    )
    return 'failed'
  }
}

interface End {
  readonly trouble: StepError
  readonly mark: Mark
  readonly committed: number
  /** The statement that failed may have committed before it did. */
  readonly halfway: boolean
  readonly kept: readonly InvalidIndex[]
  readonly milliseconds: number
}

async function failed(
  run: Run,
  one: PlannedFile,
  { trouble, mark, committed, halfway, kept, milliseconds }: End,
): Promise<void> {
  const { session, request } = run
  const dead = await session.pipeline(['discard all', ownUser(session)]).then(
    () => false,
    () => true,
  )
  const left = dead ? [] : added(kept, await invalidIndexes(session))
  const statements = one.units.slice(0, committed).reduce((sum, unit) => sum + unit.statements.length, 0)
  const stands =
    dead && one.units.length > 0
      ? 'unknown'
      : statements > 0 || left.length > 0
        ? 'part'
        : halfway || (one.scope === 'simple query' && one.units.some(({ controls }) => controls))
          ? 'unknown'
          : 'nothing'
  if (!dead) {
    const statement = one.units[committed]?.text
    await recordEnd(run, one, mark, {
      file: one.file,
      milliseconds,
      outcome: 'failed',
      statements,
      run: run.begun,
      error: { message: trouble.message, ...(statement && { statement }) },
    })
  }
  const all = countOf(one)
  const sentences = [
    stands === 'nothing'
      ? `Nothing of ${one.script.relativePath} stands.`
      : stands === 'unknown'
        ? `What of ${one.script.relativePath} stands is not known.`
        : statements > 0
          ? `${statements === 1 ? 'Statement 1' : `Statements 1 to ${statements}`} of ${all} of ${one.script.relativePath} ${statements === 1 ? 'stands' : 'stand'}${halfway ? '' : ', the rest does not'}.`
          : `${one.script.relativePath} failed and left something behind.`,
    ...(halfway ? [`Statement ${statements + 1} may have committed part of its work before it failed.`] : []),
    ...left.map((index) => `The INVALID index ${index.schema}.${index.name} was left on ${index.table}.`),
  ]
  // Running it again clears it away: nothing else keeps the migration from that.
  const again =
    stands === 'nothing' || (stands === 'part' && statements === 0 && left.every((index) => clears(one, index)))
  const hints = [
    ...left.map(
      (index) =>
        `Run: ${dropOf(index)}${clears(one, index) ? ' Applying the migration again does that by itself.' : ''}`,
    ),
    ...(mark === 'journal' && again ? [] : ['Undo what stands, then run lockstep repair.']),
  ]
  if (mark === 'journal' && !dead) {
    if (again) await request.journal?.ended(targetKey(request))
    else await note(run, one, committed, `${sentence(trouble.message)} ${sentences.join(' ')}`)
  }
  tell(
    run,
    wholeFile(one, 'failed', {
      stands,
      ms: milliseconds,
      error: { message: sentences.join(' '), ...(hints.length > 0 && { hint: hints.join(' ') }) },
    }),
  )
}

/** What builds an index drops an INVALID one of its name first (`dropLeftovers`), what drops one drops an INVALID one as well. */
const clears = ({ units }: PlannedFile, { name }: InvalidIndex): boolean =>
  units.some(({ builds, drops }) => (builds ?? drops)?.name === name)

/** An INVALID index of the name that is about to be built again: IF NOT EXISTS would take it for a good one. */
async function dropLeftovers(
  run: Run,
  one: PlannedFile,
  before: readonly InvalidIndex[],
): Promise<readonly InvalidIndex[]> {
  const names = one.units.flatMap(({ builds }) => (builds ? [builds] : []))
  const leftovers = before.filter((index) =>
    names.some(({ name, schema }) => name === index.name && (schema === undefined || schema === index.schema)),
  )
  for (const index of leftovers) {
    run.request.onProgress?.({
      message: `Dropping the INVALID index ${index.schema}.${index.name} that an earlier try left behind`,
      notable: true,
    })
    await run.session.script(dropOf(index))
  }
  return before.filter((index) => !leftovers.includes(index))
}

async function markBegun(run: Run, one: PlannedFile): Promise<Mark> {
  const { session, request } = run
  const { convention, settings } = request.set
  const books = convention.books!
  const { file, direction } = one
  const marked = async (): Promise<boolean> => {
    const identity = identityOfFile(convention, file)
    return (await books.applied(session, settings)).some(
      (row) => row.failed && identityOf(convention, row) === identity,
    )
  }
  if (direction === 'up') {
    await books.record(session, { file, milliseconds: 0, outcome: 'started' }, settings)
    if (await marked()) return 'own'
    // The rows of a repeatable migration's earlier runs could not be kept apart from this one.
    if (file.name.kind !== 'repeatable' && !books.logsFailures) {
      const error = { message: 'It began and its end was never recorded.' }
      await books.record(session, { file, milliseconds: 0, outcome: 'failed', statements: 0, error }, settings)
      if (await marked()) return 'early'
    }
  }
  await note(run, one, 0)
  return 'journal'
}

async function note(
  { request }: Run,
  { file, script, direction }: PlannedFile,
  statement: number,
  failed?: string,
): Promise<void> {
  await request.journal?.begun(targetKey(request), {
    identity: identityOfFile(request.set.convention, file),
    script: script.relativePath,
    direction,
    statement,
    at: new Date().toISOString(),
    by: request.audit?.who ?? 'Lockstep',
    ...(failed && { failed }),
  })
}

async function recordEnd(
  { session, request }: Run,
  { direction }: PlannedFile,
  mark: Mark,
  entry: BookEntry,
): Promise<void> {
  const { convention, settings, files } = request.set
  const books = convention.books!
  const all = files.filter(isWayUp)
  if (direction === 'down') {
    if (entry.outcome === 'done') await books.forget(session, entry.file, settings, all)
    return
  }
  if (mark !== 'early') return books.record(session, entry, settings)
  await session.transaction(async (tx) => {
    await books.forget(tx, entry.file, settings, all)
    await books.record(tx, entry, settings)
  })
}
