import { Failure } from '../../engine/failure'
import { apply } from '../../engine/migrate/apply'
import type { Step } from '../../engine/migrate/run'
import { uriOf } from '../../engine/workspace/project'
import { mayChange } from '../../engine/workspace/target'
import type { StepItem } from '../../protocol'
import { defineFeature } from '../feature'
import { memoryOf } from '../plans'
import { requireTrust } from '../projects'
import { aimed } from '../targets'

/** Runs a plan that was shown, or refuses because something moved. Cancelling cancels the statement; the answer says what stands. */
export default defineFeature({
  register({ editor, request }) {
    const { plans, states } = memoryOf(editor)
    request('lockstep/apply', async ({ planId, token }, signal) => {
      requireTrust(editor, 'Applying changes a database')
      const shown = plans.get(planId)
      if (!shown) throw new Failure('plan-moved', 'This plan is not known any more.', { hint: 'Plan again.' })
      const { root, database, to } = shown
      return editor.busy('Applying', () =>
        aimed(editor, root, { ...(database !== undefined && { database }) }, async ({ target, request: base }) => {
          mayChange(target, {})
          const result = await apply({
            ...base,
            planId,
            signal,
            ...(to !== undefined && { to }),
            onProgress: ({ message, percent }) => editor.progress(token, message, percent),
          })
          plans.delete(planId)
          const known = new Map(states.get(root))
          for (const { path } of result.done) known.set(path, 'applied')
          states.set(root, known)
          editor.notify('lockstep/projectsChanged', { roots: [root] })
          return {
            target: target.database.label,
            steps: result.steps.map(stepItem),
            applied: result.done.length,
            remaining: result.remaining,
          }
        }),
      )
    })
  },
})

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
      },
    }),
  }
}
