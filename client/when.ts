import { languages } from './languages'

/** Context keys and `when` clauses: one key a fact, set when the fact changes and never per keystroke. */
export const keys = {
  hasProject: 'lockstep.hasProject',
  /** Paths of the folders that hold migrations, for the `in` operator. */
  folders: 'lockstep.migrationFolders',
} as const

const line = (kind: string): string => `view == lockstep.migrations && viewItem =~ /${kind}/`

export const when = {
  hasProject: keys.hasProject,
  isSql: `editorLangId =~ /^(${languages.join('|')})$/`,
  migrationIsOpen: `resourceDirname in ${keys.folders} && resourceExtname == .sql`,
  migrationsView: 'view == lockstep.migrations',
  /** Lines of the Migrations view by their `contextValue`. */
  project: line('^project'),
  migration: line('^migration'),
  migrationFile: line('^migration file'),
  /** Of what the editor may change: not of production. */
  changeableProject: line('^project changeable'),
  embeddedProject: line('^project changeable embedded'),
  appliedMigration: line('^migration .*applied changeable'),
  pendingMigration: line('^migration file pending changeable'),
  migrationFolder: `explorerResourceIsFolder && resourcePath in ${keys.folders}`,
} as const
