import { Failure } from '../../engine/failure'
import { statusOf } from '../../engine/migrate/plan'
import { booksItem, forget, noteUnread, remember } from '../books'
import { defineFeature } from '../feature'
import { requireTrust } from '../projects'
import { aimed } from '../targets'

/** Asks a database what it has, because the user wants to know; only reads. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/readBooks', async ({ root, database, token }, signal) => {
      requireTrust(editor, 'Reading the books reaches a database')
      // Until the answer is there, another database's states would be shown for this one's.
      forget(editor, root)
      try {
        return await editor.busy('Reading the books', () =>
          aimed(editor, root, { ...(database !== undefined && { database }) }, async (aim) => {
            const { target } = aim
            editor.progress(token, `Reading the books of ${target.database.label}`)
            const { rows } = await target.database.withSession((session) => statusOf(session, aim.request), { signal })
            return booksItem(target.project, remember(editor, root, aim, rows))
          }),
        )
      } catch (error) {
        if (error instanceof Failure && error.code !== 'cancelled')
          noteUnread(editor, root, database ?? 'local', error.message)
        throw error
      }
    })
  },
})
