import { apply } from '../../engine/migrate/apply'
import { defineFeature } from '../feature'
import { runShown } from '../runs'

export default defineFeature({
  register({ editor, request }) {
    request('lockstep/apply', runShown(editor, { direction: 'up', command: 'apply', title: 'Applying', run: apply }))
  },
})
