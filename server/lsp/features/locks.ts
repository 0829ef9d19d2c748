import { defineFeature } from '../feature'

const name = ({ path }: { readonly path: readonly string[] }): string => path.join('.')

/** `lockstep locks` of one document. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/locks', async ({ uri }) => {
      const snapshot = await editor.snapshot(uri)
      if (!snapshot) return { postgres: 18, statements: [] }
      return {
        postgres: snapshot.workspace.postgres,
        statements: snapshot.workspace.locks(snapshot.path).map(({ statement, locks, held }) => ({
          range: snapshot.range(statement.span),
          sql: statement.text,
          transactional: locks.transactional,
          locks: locks.locks.map(({ relation, mode, why }) => ({ relation: name(relation), mode, why })),
          rewrites: locks.rewrites.map(name),
          scans: locks.scans.map(name),
          held: held.map(({ relation, mode }) => ({ relation: name(relation), mode })),
          ...(locks.unknown.length > 0 && { unknown: locks.unknown }),
        })),
      }
    })
  },
})
