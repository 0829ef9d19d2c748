import { languages } from './languages'

/** Context keys and `when` clauses: one key a fact, set when the fact changes and never per keystroke. */
export const keys = {
  hasProject: 'lockstep.hasProject',
  /** Paths of the folders that hold migrations, for the `in` operator. */
  folders: 'lockstep.migrationFolders',
} as const

export const when = {
  hasProject: keys.hasProject,
  isSql: `editorLangId =~ /^(${languages.join('|')})$/`,
  migrationIsOpen: `resourceDirname in ${keys.folders} && resourceExtname == .sql`,
  migrationFolder: `explorerResourceIsFolder && resourcePath in ${keys.folders}`,
} as const
