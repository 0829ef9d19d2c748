import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PostgresFailure } from '../../engine/db/session'
import { Failure } from '../../engine/failure'
import { statusOf, targetKey } from '../../engine/migrate/plan'
import { type Project, uriOf } from '../../engine/workspace/project'
import { embeddedFolder } from '../../engine/workspace/target'
import { forget, knownBooks, noteUnanswered, remember, stampOf } from '../books'
import { defineFeature, type Editor } from '../feature'
import type { KnownBooks } from '../memory'
import { aimed } from '../targets'

/** Another program may have changed the books since a command of the user read them. */
export default defineFeature({
  register({ editor, request }) {
    let reading: Promise<readonly string[]> | undefined
    request('lockstep/rereadBooks', () => {
      reading ??= rereadAll(editor).finally(() => {
        reading = undefined
      })
      return reading
    })
  },
})

async function rereadAll(editor: Editor): Promise<readonly string[]> {
  const read: string[] = []
  // What runs now reads the books itself when it ends.
  if (!editor.trusted || editor.running().length > 0) return read
  for (const workspace of await editor.workspaces())
    for (const project of workspace.projects) {
      const known = knownBooks(editor, workspace, project)
      if (!known || !mayReread(known, project)) continue
      await reread(editor, uriOf(project.root), known)
      read.push(uriOf(project.root))
    }
  return read
}

/** Never production; a command may ask its user for a fingerprint; the embedded database is started only when it is another one now. */
function mayReread({ tier, reference, stamp }: KnownBooks, { root }: Project): boolean {
  if (tier === 'production' || reference === undefined || reference.startsWith('command:')) return false
  return !reference.startsWith('embedded') || stamp !== stampOf(root)
}

async function reread(editor: Editor, root: string, known: KnownBooks): Promise<void> {
  const { environment: database } = known
  try {
    await aimed(
      editor,
      root,
      { ...(database !== undefined && { database }) },
      async (aim) => {
        const { target, project, request } = aim
        // An environment variable or a secret may lead somewhere else by now, which nobody asked to see.
        const same = targetKey(request) === known.key && target.tier === known.tier
        const deleted = aim.reference === 'embedded' && !existsSync(join(embeddedFolder(project.root), 'PG_VERSION'))
        if (!same || deleted) return forget(editor, root)
        const { rows } = await target.database.withSession((session) => statusOf(session, request))
        remember(editor, root, aim, rows)
      },
      { unasked: true },
    )
  } catch (error) {
    if (!(error instanceof Failure || error instanceof PostgresFailure)) throw error
    // The secret is gone, or another process has the embedded database: the next attempt tells more.
    if (error instanceof Failure && (error.code === 'cancelled' || error.code === 'locked')) return
    noteUnanswered(editor, root, error.message)
  }
}
