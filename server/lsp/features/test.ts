import { setOf } from '../../engine/migrate/set'
import { uriOf } from '../../engine/workspace/project'
import { defineFeature } from '../feature'
import { projectAt, requireTrust } from '../projects'

/** Replays a project's history in a database of its own, gone afterwards. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/test', async ({ root, uris, token }, signal) => {
      requireTrust(editor, 'Testing starts a PostgreSQL')
      const { project } = await projectAt(editor, root)
      const wanted =
        uris && uris.length > 0
          ? new Set(project.files.filter(({ path }) => uris.includes(uriOf(path))).map(({ path }) => path))
          : undefined
      const { openEmbedded } = await import('../../engine/db/pglite')
      const { testMigrations } = await import('../../engine/migrate/test')
      const database = openEmbedded()
      try {
        const results = await editor.busy('Testing migrations', () =>
          testMigrations({
            set: setOf(project),
            database,
            ...(wanted && { wanted }),
            signal,
            onProgress: (file, index, total) =>
              editor.progress(token, file.relativePath, Math.floor((index / total) * 100)),
          }),
        )
        const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length
        return {
          tests: results.map(({ file, name, outcome, ms, message, span }) => ({
            uri: uriOf(file.path),
            name,
            outcome,
            ms,
            ...(message && { message }),
            ...(span && { range: file.source.range(span) }),
          })),
          passed: count('passed'),
          failed: count('failed'),
          skipped: count('skipped'),
        }
      } finally {
        await database.close()
      }
    })
  },
})
