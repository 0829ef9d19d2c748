import { createHash } from 'node:crypto'
import type { MigrationFile } from '../conventions/convention'
import type { Session } from '../db/session'
import { Failure } from '../failure'
import { booksOf, type ChangeRequest, changeBooks } from './change'
import { indexOfVersion, obstacles, type PlanRequest, statusOf } from './plan'
import { isWayUp } from './set'

export interface BaselinePlan {
  readonly upTo: MigrationFile
  /** Count as applied from then on, without having run. */
  readonly files: readonly MigrationFile[]
}

/** What would count as applied. Failure('not-supported') where the tool has no such mark, 'not-permitted' when its books are begun. */
export async function planBaseline(
  session: Session,
  request: PlanRequest & { readonly to: string },
): Promise<BaselinePlan> {
  const { set, to } = request
  const books = booksOf(request)
  if (!books.baseline) {
    throw new Failure('not-supported', `${set.convention.title} has no baseline.`, {
      hint: 'Apply the migrations to an empty database, or use the tool itself.',
    })
  }
  const { rows, migrations } = await statusOf(session, request)
  if (rows.length > 0) {
    throw new Failure(
      'not-permitted',
      `${books.table(set.settings)} holds ${rows.length === 1 ? 'a row' : `${rows.length} rows`} already: a baseline is for a database whose history begins now.`,
      { hint: 'See lockstep status; lockstep repair mends books.' },
    )
  }
  const index = indexOfVersion(migrations, set, to)
  const upTo = migrations[index]!.file!
  const files = migrations
    .slice(0, index + 1)
    .flatMap(({ file }) => (file && (file.name.kind === upTo.name.kind || file.part !== undefined) ? [file] : []))
  const refused = await obstacles(session, set, 'baseline', files)
  if (refused.length > 0) throw new Failure('not-permitted', refused.join('\n'))
  return { upTo, files }
}

export function baseline(request: ChangeRequest & { readonly to: string }): Promise<BaselinePlan> {
  return changeBooks(request, 'baseline', async (session) => {
    const plan = await planBaseline(session, request)
    const { set } = request
    const books = booksOf(request)
    await books.prepare(session, set.settings)
    await books.baseline!(session, plan.upTo, set.settings, set.files.filter(isWayUp))
    return {
      value: plan,
      files: plan.files.map((file) => ({
        file: file.relativePath,
        version: file.name.version,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        statements: 0,
        outcome: 'baseline',
      })),
    }
  })
}
