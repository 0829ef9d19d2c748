import type { Call, Report } from '../command'

/** Text for people. */
export default function tty(report: Report, call: Call): string {
  return report.text(call.style)
}
