import { planRepair, repair } from '../../engine/migrate/repair'
import type { BooksParams } from '../../protocol'
import { rememberAnew } from '../books'
import { defineFeature } from '../feature'
import { requireTrust } from '../projects'
import { type Aim, aimed, requireOtherThanProduction, targetItem } from '../targets'

/** Mends the books: every change is shown first, and exactly those are made. */
export default defineFeature({
  register({ editor, request }) {
    const on = <T>({ root, database }: BooksParams, what: string, work: (aim: Aim) => Promise<T>): Promise<T> => {
      requireTrust(editor, 'Repairing changes a database')
      return editor.busy(what, () =>
        aimed(editor, root, { ...(database !== undefined && { database }) }, (aim) => {
          requireOtherThanProduction(aim.target, 'repair')
          return work(aim)
        }),
      )
    }
    request('lockstep/planRepair', (params, signal) =>
      on(params, 'Looking at the books', async ({ target, project, request: base }) => {
        const { id, repairs, forgets } = await target.database.withSession((session) => planRepair(session, base), {
          signal,
        })
        return {
          id,
          target: targetItem(target),
          books: project.convention.books!.table(project.settings),
          changes: [...repairs.map(({ why, sql }) => ({ why, sql })), ...(forgets ? [{ why: forgets }] : [])],
        }
      }),
    )
    request('lockstep/repair', (params, signal) =>
      on(params, 'Repairing the books', async (aim) => {
        const { root, planId, token } = params
        const { repairs, forgets } = await repair({
          ...aim.request,
          planId,
          signal,
          onProgress: ({ message, percent, blockers }) => editor.progress(token, message, percent, blockers),
        })
        await rememberAnew(editor, root, aim)
        return { changes: repairs.length + (forgets ? 1 : 0) }
      }),
    )
  },
})
