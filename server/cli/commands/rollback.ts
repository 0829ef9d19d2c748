import { rollback } from '../../engine/migrate/rollback'
import { defineCommand } from '../command'
import { runCommand, runOptions } from '../running'

export default defineCommand({
  summary: 'Take the last migration back by its down part, or every one after a version.',
  usage: '[paths…]',
  options: { to: { type: 'string', value: 'V', summary: 'the version that stays; 0 for none' }, ...runOptions },
  run: runCommand('rolled back', rollback, (label, to) =>
    to === undefined
      ? `Take the last migration of ${label} back?`
      : `Take every migration after ${to} of ${label} back?`,
  ),
})
