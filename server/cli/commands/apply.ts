import { apply } from '../../engine/migrate/apply'
import { defineCommand } from '../command'
import { runCommand, runOptions } from '../running'

export default defineCommand({
  summary: 'Apply pending migrations and record them in the tool’s own books.',
  usage: '[paths…]',
  options: { to: { type: 'string', value: 'V', summary: 'up to this version' }, ...runOptions },
  run: runCommand('applied', apply),
})
