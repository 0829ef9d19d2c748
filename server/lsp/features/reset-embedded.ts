import { Failure } from '../../engine/failure'
import { targetKey } from '../../engine/migrate/plan'
import { embeddedFolder } from '../../engine/workspace/target'
import { forget } from '../books'
import { defineFeature } from '../feature'
import { projectAt, requireTrust } from '../projects'
import { aimed } from '../targets'

/** Deletes a project's own embedded database, so that the migrations that lie here can make it anew. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/resetEmbedded', async ({ root, database = 'local' }) => {
      requireTrust(editor, 'Resetting deletes a database')
      const { workspace } = await projectAt(editor, root)
      if (workspace.settings.environments[database]?.database !== 'embedded')
        throw new Failure('bad-arguments', `${database} is not the project's embedded database.`, {
          hint: 'No other one is deleted from here.',
        })
      return aimed(editor, root, { database }, async ({ target, project, request: base }) => {
        if (target.tier === 'production')
          throw new Failure('not-permitted', `${target.database.label} is production: the editor does not change it.`)
        const { removeFolder } = await import('../../engine/db/pglite-folder')
        const deleted = removeFolder(embeddedFolder(project.root))
        await base.journal?.ended(targetKey(base))
        forget(editor, root)
        return { deleted }
      })
    })
  },
})
