import { printed } from '../../engine/lint/locks'
import { defineFeature } from '../feature'

/** `lockstep locks` of one document. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/locks', async ({ uri }) => {
      const snapshot = await editor.snapshot(uri)
      if (!snapshot) return { postgres: 18, statements: [] }
      const { workspace, path } = snapshot
      return { postgres: workspace.postgres, statements: workspace.locks(path).map(printed) }
    })
  },
})
