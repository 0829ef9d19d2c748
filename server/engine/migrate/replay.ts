import type { MigrationFile, Section } from '../conventions/convention'
import type { Session } from '../db/session'
import type { Span } from '../text/source'
import { isCancelled, type StepError, statementAt, stepError } from './run'
import { sendingOf, type Unit } from './sending'

/** Why a section did not run, and where. */
export interface Broken {
  readonly error: StepError
  /** In the file. */
  readonly span: Span
}

/**
 * Runs one section in a throwaway database as the tool would run it, books aside. Undefined: it ran. A failing statement is an answer, not
 * an error; Failure('cancelled') is thrown on.
 */
export async function runSection(session: Session, file: MigrationFile, section: Section): Promise<Broken | undefined> {
  const { units, problems } = sendingOf(file, section)
  const [problem] = problems
  if (problem) return { error: { message: problem.message }, span: problem.span }
  let unit: Unit | undefined
  const send = async (to: Session): Promise<void> => {
    for (unit of units) await to.script(unit.text)
  }
  try {
    const wrapped = section.scope === 'file' || section.scope === 'batch'
    if (wrapped && !units.some(({ controls }) => controls)) await session.transaction(send)
    else await send(session)
    return undefined
  } catch (error) {
    if (isCancelled(error)) throw error
    await rollBack(session)
    const problem = stepError(error, unit)
    return { error: problem, span: problem.span ?? (unit ? statementAt(units, unit, problem).span : section.span) }
  }
}

/** Every up section of a file, then a session as the next file finds it. `searchPath`: as SET takes it, where it is not the session's own. */
export async function runUp(session: Session, file: MigrationFile, searchPath?: string): Promise<Broken | undefined> {
  if (searchPath !== undefined) await session.script(`set search_path = ${searchPath}`)
  for (const section of file.sections) {
    if (section.direction !== 'up') continue
    const broken = await runSection(session, file, section)
    if (broken) return broken
  }
  await session.script('DISCARD ALL')
  return undefined
}

async function rollBack(session: Session): Promise<void> {
  if (session.transactionStatus === 'idle') return
  await session.script('ROLLBACK')
}
