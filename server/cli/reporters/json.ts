import { Failure } from '../../engine/failure'
import type { Call, Report } from '../command'

/** One document on standard output, nothing else. */
export default function json({ document, postgres }: Report, _call: Call, version: string): string {
  try {
    return `${JSON.stringify({ lockstep: version, postgres, ...document }, undefined, 2)}\n`
  } catch (error) {
    // Longer than a string of V8 can be.
    if (!(error instanceof RangeError)) throw error
    throw new Failure('not-supported', 'The answer is too long for one document.', { hint: 'Name fewer files.' })
  }
}
