import { languages } from './languages'

/** Context keys and `when` clauses: one key a fact, set when the fact changes and never per keystroke. */
export const keys = {
  hasProject: 'lockstep.hasProject',
  /** The server said what there is: before that nothing is claimed. */
  looked: 'lockstep.looked',
  /** Paths of the folders that hold migrations, for the `in` operator. */
  folders: 'lockstep.migrationFolders',
  /** Of the chosen databases: one may be changed from here, one is the embedded one, one is reached by a stored secret. */
  changeable: 'lockstep.canChange',
  embedded: 'lockstep.hasEmbedded',
  secret: 'lockstep.hasSecret',
  /** Paths as above, of projects whose chosen database may be changed. */
  changeableFolders: 'lockstep.changeableFolders',
  /** A database holds migrations that are not here. */
  missing: 'lockstep.missing',
  /** A run waits for somebody. */
  waiting: 'lockstep.waiting',
} as const

const line = (kind: string): string => `view == lockstep.migrations && viewItem =~ /${kind}/`

export const when = {
  hasProject: keys.hasProject,
  canChange: keys.changeable,
  hasEmbedded: keys.embedded,
  hasSecret: keys.secret,
  missing: keys.missing,
  waiting: keys.waiting,
  isSql: `editorLangId =~ /^(${languages.join('|')})$/`,
  migrationIsOpen: `resourceDirname in ${keys.folders} && resourceExtname == .sql`,
  changeableIsOpen: `resourceDirname in ${keys.changeableFolders} && resourceExtname == .sql`,
  migrationsView: 'view == lockstep.migrations',
  filledView: `view == lockstep.migrations && ${keys.hasProject}`,
  /** Lines of the Migrations view by their `contextValue`. */
  project: line('^project'),
  migration: line('^migration'),
  migrationFile: line('^migration file'),
  /** Of what the editor may change: not of production. */
  changeableProject: line('^project changeable'),
  embeddedProject: line('^project changeable embedded'),
  appliedMigration: line('^migration .*applied changeable'),
  secretProject: line('^project.* secret$'),
  oddMigration: line('^migration .*changeable odd$'),
  pendingMigration: line('^migration file pending changeable'),
  migrationFolder: `explorerResourceIsFolder && resourcePath in ${keys.folders}`,
} as const
