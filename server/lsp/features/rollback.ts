import { rollback } from '../../engine/migrate/rollback'
import { defineFeature } from '../feature'
import { runShown } from '../runs'

export default defineFeature({
  register({ editor, request }) {
    request(
      'lockstep/rollback',
      runShown(editor, { direction: 'down', command: 'rollback', title: 'Rolling back', run: rollback }),
    )
  },
})
