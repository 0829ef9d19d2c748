import { planRepair, repair } from '../../engine/migrate/repair'
import type { BooksParams } from '../../protocol'
import { rememberAnew } from '../books'
import { defineFeature } from '../feature'
import { type Aim, changing, progressOf, targetItem } from '../targets'

/** Mends the books: every change is shown first, and exactly those are made. */
export default defineFeature({
  register({ editor, request }) {
    const on = <T>(params: BooksParams, title: string, work: (aim: Aim) => Promise<T>): Promise<T> =>
      changing(editor, { ...params, what: 'Repairing', title, command: 'repair' }, work)
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
          onProgress: progressOf(editor, token),
        })
        await rememberAnew(editor, root, aim)
        return { changes: repairs.length + (forgets ? 1 : 0) }
      }),
    )
  },
})
