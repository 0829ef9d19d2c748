import type { ToolSettings } from '../convention'
import { gitConfig } from './properties'

/** Where Sqitch keeps what is the user's and not the project's. */
export const userFile = '.sqitch/sqitch.conf'

/** Sqitch.pm, user_name and user_email: the environment, the project's configuration, the user's. Undefined: it would ask the system. */
export function userOf(settings: ToolSettings): { readonly name: string; readonly email: string } | undefined {
  const own = gitConfig(settings.userFile ?? '')
  const name = process.env.SQITCH_FULLNAME || settings['user.name'] || own['user.name']
  const email = process.env.SQITCH_EMAIL || settings['user.email'] || own['user.email']
  return name && email ? { name, email } : undefined
}
