import type { RunResult } from './run'

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
  const { books, invalidIndexes, unvalidatedConstraints } = verified
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
  ]
}
