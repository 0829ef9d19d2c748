import type { Call, Report } from '../command'

/** One document on standard output, nothing else. */
export default function json({ document, postgres }: Report, _call: Call, version: string): string {
  return `${JSON.stringify({ lockstep: version, postgres, ...document }, undefined, 2)}\n`
}
