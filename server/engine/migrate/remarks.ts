import type { RunResult, Verification } from './run'

/** What whoever ran it should know of the database as it is now. */
export interface Remark {
  /** `bad`: something is wrong; `poor`: something is to be cleaned up; `note`: nothing but to know. */
  readonly weight: 'bad' | 'poor' | 'note'
  readonly text: string
}

export function remarksOf({ plan, verified }: Pick<RunResult, 'plan' | 'verified'>): readonly Remark[] {
  if (plan.steps.length === 0) return []
  if (!verified)
    return [{ weight: 'poor', text: 'What the run left was not verified: look at the status of the migrations.' }]
  const { books, invalidIndexes, unvalidatedConstraints, drift } = verified
  return [
    ...(books
      ? []
      : [
          { weight: 'bad', text: 'The books do not say what was done: look at the status of the migrations.' } as const,
        ]),
    ...invalidIndexes.map(
      ({ schema, name }): Remark => ({ weight: 'poor', text: `INVALID index left behind: ${schema}.${name}` }),
    ),
    ...unvalidatedConstraints.map((name): Remark => ({ weight: 'note', text: `Not validated yet: ${name}` })),
    ...(drift ? [remarkOn(drift)] : []),
  ]
}

function remarkOn(drift: NonNullable<Verification['drift']>): Remark {
  if ('unknown' in drift)
    return { weight: 'note', text: `Whether the schema is what the migrations make can’t be told: ${drift.unknown}` }
  const { differences } = drift
  return differences === 0
    ? { weight: 'note', text: 'The schema is what the migrations make.' }
    : {
        weight: 'poor',
        text: `The schema differs in ${differences === 1 ? 'one place' : `${differences} places`} from what the migrations make: lockstep drift shows ${differences === 1 ? 'it' : 'them'}.`,
      }
}
