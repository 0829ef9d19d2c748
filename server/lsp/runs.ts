import { Failure } from '../engine/failure'
import { remarksOf } from '../engine/migrate/remarks'
import type { RunRequest, RunResult, Step } from '../engine/migrate/run'
import type { Direction } from '../engine/migrate/set'
import { uriOf } from '../engine/workspace/project'
import type { RunParams, RunResult as Shown, StepItem } from '../protocol'
import { rememberAnew } from './books'
import type { Editor } from './feature'
import { memoryOf } from './memory'
import { requireTrust } from './projects'
import { aimed, progressOf, requireOtherThanProduction } from './targets'

/** What runs of one direction differ in. */
export interface Kind {
  readonly direction: Direction
  /** Of the shell. */
  readonly command: 'apply' | 'rollback'
  /** `Applying`, for the busy mark. */
  readonly title: string
  run(request: RunRequest): Promise<RunResult>
}

/** Runs a plan that was shown, or refuses because something moved. Cancelling cancels the statement; the answer says what stands. */
export const runShown =
  (editor: Editor, { direction, command, title, run }: Kind) =>
  async ({ planId, token }: RunParams, signal: AbortSignal): Promise<Shown> => {
    requireTrust(editor, `${title} changes a database`)
    const { plans } = memoryOf(editor)
    const shown = plans.get(planId)
    if (shown?.direction !== direction)
      throw new Failure('plan-moved', 'This plan is not known any more.', { hint: 'Plan again.' })
    const { root, database, to } = shown
    return editor.busy(title, () =>
      aimed(editor, root, { ...(database !== undefined && { database }) }, async (aim) => {
        requireOtherThanProduction(aim.target, to === undefined ? command : `${command} --to ${to}`)
        try {
          const result = await run({
            ...aim.request,
            planId,
            signal,
            ...(to !== undefined && { to }),
            onProgress: progressOf(editor, token),
          })
          plans.delete(planId)
          return {
            target: aim.target.database.label,
            direction,
            outcome: result.outcome,
            steps: result.steps.map(stepItem),
            done: result.done.length,
            remaining: result.remaining,
            remarks: remarksOf(result).map(({ text }) => text),
          }
        } finally {
          await rememberAnew(editor, root, aim)
        }
      }),
    )
  }

function stepItem({ file, statement, span, outcome, ms, error }: Step): StepItem {
  const at = error?.span ?? span
  return {
    uri: uriOf(file.path),
    ...(statement !== undefined && { statement }),
    ...(at && { range: file.source.range(at) }),
    outcome,
    ...(ms !== undefined && { ms }),
    ...(error && {
      error: {
        message: error.message,
        ...(error.hint && { hint: error.hint }),
        ...(error.sqlState && { sqlState: error.sqlState }),
        ...(error.blockers && { blockers: error.blockers }),
      },
    }),
  }
}
