import { show } from '../../engine/migrate/test'
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
      const { openEmbedded } = await import('../../engine/db/pglite')
      const { findDrift } = await import('../../engine/migrate/drift')
      const throwaway = openEmbedded()
      try {
        return await aimed(editor, root, { ...(database !== undefined && { database }) }, async ({ target }) => {
          const { differences, migrations, notVisible } = await editor.busy('Comparing schemas', () =>
            findDrift({
              set: target.project,
              actual: target.database,
              throwaway,
              ...(folded && { folded }),
              signal,
              onProgress: (message) => editor.progress(token, message),
            }),
          )
          const sources = new Map(project.files.map(({ source }) => [source.uri, source]))
          return {
            target: target.database.label,
            migrations: migrations.length,
            differences: differences.map(({ kind, path, change, attributes, definedAt }) => {
              const source = definedAt && sources.get(definedAt.uri)
              return {
                kind,
                name: path.join('.'),
                change,
                attributes: attributes.map(({ name, expected, actual }) => ({
                  name,
                  expected: show(expected),
                  actual: show(actual),
                })),
                ...(source && definedAt && { definedAt: { uri: source.uri, range: source.range(definedAt.span) } }),
              }
            }),
            notVisible,
          }
        })
      } finally {
        await throwaway.close()
      }
    })
  },
})
