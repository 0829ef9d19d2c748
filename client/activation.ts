import { languages } from './languages'

/** A configuration file or a known layout of migrations. `npm run gen` writes them to package.json. */
const layouts = [
  '**/lockstep.json',
  '**/flyway.{toml,conf}',
  '**/[VUBR]*__*.sql',
  '**/migrations/*.sql',
  '**/migrate/*.sql',
  '**/*.{up,down}.sql',
]

export const activationEvents = [
  ...layouts.map((layout) => `workspaceContains:${layout}`),
  ...languages.map((language) => `onLanguage:${language}`),
]
