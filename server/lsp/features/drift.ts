import { setOf } from '../../engine/migrate/set'
import { defineFeature } from '../feature'
import { projectAt, requireTrust } from '../projects'
import { aimed } from '../targets'

/** A database against what its applied migrations make. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/drift', async ({ root, database, token }, signal) => {
      requireTrust(editor, 'Drift reads a database')
      const { workspace, project } = await projectAt(editor, root)
      const folded = workspace.historyOf(project.files[0]?.path ?? '')?.final()
      const { findDriftAlone, shownDrift } = await import('../../engine/migrate/drift')
      return aimed(editor, root, { ...(database !== undefined && { database }) }, async ({ target }) => {
        const { differences, migrations, notVisible } = await editor.busy('Comparing schemas', () =>
          findDriftAlone({
            set: setOf(target.project),
            actual: target.database,
            ...(folded && { folded }),
            signal,
            onProgress: (message) => editor.progress(token, message),
          }),
        )
        return {
          target: target.database.label,
          migrations: migrations.length,
          differences: differences
            .map((difference) => shownDrift(difference, project.files))
            .map(({ definedAt, ...rest }) => ({
              ...rest,
              ...(definedAt && { definedAt: { uri: definedAt.file.source.uri, range: definedAt.range } }),
            })),
          notVisible,
        }
      })
    })
  },
})
