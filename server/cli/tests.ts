import { Failure } from '../engine/failure'
import type { Report } from './command'

export interface Test {
  readonly file: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly message?: string
}

export const testsOf = ({ document }: Report, format: string): readonly (Test & { readonly ms: number })[] => {
  if (!Array.isArray(document.tests))
    throw new Failure('bad-arguments', `The format ${format} is for tests.`, { hint: 'Use it with lockstep test.' })
  return document.tests
}
