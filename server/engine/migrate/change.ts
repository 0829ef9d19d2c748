import { PostgresFailure, type Session } from '../db/session'
import { Failure } from '../failure'
import { releaseLocks, takeLocks } from './advisory'
import { type AuditLine, writeAudit } from './audit'
import { requireOwnSession } from './pooler'
import { mayNotWrite, pauseFor, type RunRequest } from './run'

/** What a change of the books is made with; no migration runs. */
export type ChangeRequest = Pick<
  RunRequest,
  'set' | 'database' | 'journal' | 'audit' | 'signal' | 'pause' | 'patience' | 'onProgress'
>

/** Changes the books in one transaction under the tool's lock and writes the audit line. */
export async function changeBooks<T>(
  request: ChangeRequest,
  action: AuditLine['action'],
  work: (session: Session) => Promise<{ readonly value: T; readonly files: AuditLine['files'] }>,
): Promise<T> {
  const { set, database, signal, pause = pauseFor, patience = 10_000, onProgress } = request
  const begun = performance.now()
  const { value, files } = await database.withSession(async (session) => {
    if (session.can.otherSessions) {
      await requireOwnSession(database, session, set.convention.title)
      await takeLocks(session, set, {
        milliseconds: patience,
        pause,
        ...(signal && { signal }),
        onWait: (who, blockers) =>
          onProgress?.({ message: `Waiting for the lock of ${set.convention.title}, held by ${who}`, blockers }),
      })
    }
    try {
      return await session.transaction(work)
    } catch (error) {
      if (!(error instanceof PostgresFailure)) throw error
      throw new Failure('not-permitted', `The books were not changed: ${error.message}.`, {
        hint: error.hint ?? mayNotWrite(error) ?? 'Nothing stands of it. lockstep status shows what the books say.',
        cause: error,
      })
    } finally {
      if (session.can.otherSessions) await releaseLocks(session, database, set)
    }
  })
  await writeAudit(request.audit, onProgress, {
    at: new Date().toISOString(),
    who: request.audit?.who ?? '',
    action,
    host: database.host,
    database: database.name,
    tool: set.convention.title,
    files,
    ms: Math.round(performance.now() - begun),
    outcome: 'done',
  })
  return value
}

export function booksOf({ set: { convention, settings } }: Pick<RunRequest, 'set'>) {
  if (convention.books) return convention.books
  throw new Failure('not-supported', convention.noBooks ?? `Lockstep does not keep the books of ${convention.title}.`, {
    hint: `Use its own commands: ${convention.applyCommand(settings)}`,
  })
}
