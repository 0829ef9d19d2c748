import { Uri, window } from 'vscode'
import type { MigrationItem, ProjectItem } from '../server/protocol'

/** A line of the Migrations view, as its menus hand it to a command. */
export interface Place {
  readonly project: ProjectItem
  readonly migration?: MigrationItem
}

/** What a menu, a keybinding or another extension may hand to a command. */
export type Given = Uri | Place | undefined

const isPlace = (given: Given): given is Place => typeof given === 'object' && 'project' in given

/** Of a place its file, else its project's root; without either the open editor's file. */
export function uriOf(given: Given): Uri | undefined {
  if (given instanceof Uri) return given
  if (isPlace(given)) return Uri.parse(given.migration?.uri ?? given.project.root)
  return window.activeTextEditor?.document.uri
}

export const migrationOf = (given: Given): MigrationItem | undefined => (isPlace(given) ? given.migration : undefined)

/** What the server takes for a version: repeatable migrations have none. */
export const versionOf = ({ version, name }: MigrationItem): string => version || name
