import type { Plan } from '../engine/migrate/plan'
import { remarksOf } from '../engine/migrate/remarks'
import type { Outcome, RunResult, Step, Verification } from '../engine/migrate/run'
import type { MigrationStatus } from '../engine/migrate/state'
import { blockerText } from '../engine/migrate/watch'
import type { Call } from './command'
import { plural, type Style } from './style'
import { display, displayFile } from './workspaces'

/** A migration as `status` and `plan` print it. */
export function migrationOf(call: Call, { version, title, kind, file, state, row, checksum, note }: MigrationStatus) {
  return {
    version,
    title,
    kind,
    file: file ? display(call, file.path) : null,
    ...(file?.part !== undefined && { part: file.part }),
    state,
    ...(row?.at && { appliedAt: row.at.toISOString() }),
    ...(row?.by && { appliedBy: row.by }),
    ...(checksum !== undefined && { checksum }),
    transactional: file
      ? file.sections.every(
          (section) => section.direction !== 'up' || section.scope === 'file' || section.scope === 'batch',
        )
      : null,
    ...(note && { note }),
  }
}

/** Steps of a plan by the file they belong to. */
export function plannedOf(call: Call, plan: Plan) {
  return new Map(
    plan.steps.map(({ file, script, units, transactional, transaction, outlook }) => {
      const { strongestLock } = outlook()
      return [
        file,
        {
          transactional,
          transaction,
          ...(strongestLock && { strongestLock }),
          steps: units.flatMap((unit) =>
            unit.statements.map((span) => ({
              file: display(call, script.path),
              range: script.source.range(span),
              sql: script.source.slice(span),
            })),
          ),
        },
      ]
    }),
  )
}

export function stepOf(call: Call, { file, direction, statement, span, outcome, ms, error, stands }: Step) {
  const at = error?.span ?? span
  return {
    file: display(call, file.path),
    ...(file.part !== undefined && { part: file.part }),
    direction,
    ...(statement !== undefined && { statement }),
    ...(at && { range: file.source.range(at) }),
    outcome,
    ...(ms !== undefined && { ms: Math.round(ms * 10) / 10 }),
    ...(stands && { stands }),
    ...(error && {
      error: {
        message: error.message,
        ...(error.detail && { detail: error.detail }),
        ...(error.hint && { hint: error.hint }),
        ...(error.sqlState && { sqlState: error.sqlState }),
        ...(error.blockers && { blockers: error.blockers }),
      },
    }),
  }
}

const tone = (style: Style, outcome: Outcome): string =>
  ({ done: style.green, failed: style.red, skipped: style.yellow, 'not reached': style.dim })[outcome](
    outcome.padEnd(11),
  )

/** One line a file; of a file that failed the statement, the place and what stands. */
export function stepText(call: Call, step: Step, style: Style): string {
  const { file, statement, outcome, ms, error } = step
  const name = displayFile(call, file)
  if (statement === undefined) {
    const time = ms === undefined ? '' : style.dim(` ${Math.round(ms)} ms`)
    return `${tone(style, outcome)} ${name}${time}\n${error ? indented([error.message, error.hint]) : ''}`
  }
  if (outcome !== 'failed' || !error) return ''
  const at = (error.span ?? step.span) && file.source.position((error.span ?? step.span)!.start)
  const lines = [
    `${error.message}${error.sqlState ? ` (${error.sqlState})` : ''}`,
    error.detail,
    error.hint,
    ...(error.blockers ?? []).map((blocker) => `In the way: ${blockerText(blocker)}`),
  ]
  return `${tone(style, outcome)} ${style.bold(`${at ? display(call, file.path) : name}${at ? `:${at.line + 1}:${at.character + 1}` : ''}`)} statement ${statement + 1}\n${indented(lines)}`
}

const indented = (lines: readonly (string | undefined)[]): string =>
  lines
    .filter((line) => line !== undefined)
    .flatMap((line) => line.split('\n'))
    .map((line) => `            ${line}\n`)
    .join('')

export function verificationOf(verified: Verification | undefined) {
  if (!verified) return null
  const { invalidIndexes, ...rest } = verified
  return { ...rest, invalidIndexes: invalidIndexes.map(({ schema, name }) => `${schema}.${name}`) }
}

export function resultText(result: RunResult, label: string, verb: string, style: Style): string {
  const { done, remaining, outcome, plan } = result
  if (plan.steps.length === 0)
    return `Nothing to ${verb === 'applied' ? 'apply' : 'roll back'}: ${label} is up to date.\n`
  const lines = [
    style.bold(
      `${outcome === 'cancelled' ? 'Cancelled. ' : ''}${plural(done.length, 'migration')} ${verb}${remaining > 0 ? `, ${remaining} not` : ''} (${label})`,
    ),
  ]
  const paint = { bad: style.red, poor: style.yellow, note: style.dim }
  for (const { weight, text } of remarksOf(result)) lines.push(paint[weight](text))
  return `${lines.join('\n')}\n`
}
