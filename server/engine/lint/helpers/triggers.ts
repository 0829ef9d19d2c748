import type { RuleContext } from '../rule'
import { alteredLater } from './targets'

/** A later statement of the section switches triggers of the table on again. */
export const enabledLater = (context: RuleContext): boolean =>
  alteredLater(context, ({ subtype }) => subtype?.startsWith('AT_EnableTrig') ?? false)
