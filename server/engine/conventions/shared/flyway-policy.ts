import type { Policy, ToolSettings } from '../convention'
import { list } from './properties'

/** Whether one of `ignoreMigrationPatterns` (`type:status`, internal/pattern/ValidatePattern.java) means this status for every type. */
function ignores(settings: ToolSettings, status: string): boolean {
  const patterns = list(settings.ignoreMigrationPatterns ?? '*:future').map((pattern) => pattern.toLowerCase())
  const meant = (type: string) => patterns.includes(`${type}:${status}`) || patterns.includes(`${type}:*`)
  return meant('*') || (meant('versioned') && (status !== 'missing' || meant('repeatable')))
}

/** Of applied migrations without a file: those after the last one here, and the others. */
export const ignoresMissing = (settings: ToolSettings) => ({
  future: ignores(settings, 'future'),
  missing: ignores(settings, 'missing'),
})

/** What `validate`, which every migrate runs first, refuses. */
export function policyOf(settings: ToolSettings): Policy {
  const validates = settings.validateOnMigrate !== 'false'
  const { future, missing } = ignoresMissing(settings)
  return {
    outOfOrder:
      settings.outOfOrder === 'true' ? 'applied' : validates && !ignores(settings, 'ignored') ? 'refused' : 'skipped',
    missingFile: validates && !missing ? 'refused' : 'ignored',
    futureFile: validates && !future ? 'refused' : 'ignored',
    editedFile: validates ? 'refused' : 'unseen',
  }
}
