import type { ExtensionContext, LogOutputChannel } from 'vscode'
import type { Blockers } from '../blockers'
import type { Documents } from '../documents'
import type { Missing } from '../missing'
import type { Problems } from '../problems'
import type { Projects } from '../projects'
import type { Server } from '../server'
import type { Targets } from '../targets'

/** The one object a command receives. */
export interface Ctx {
  readonly extension: ExtensionContext
  readonly log: LogOutputChannel
  readonly server: Server
  readonly projects: Projects
  readonly documents: Documents
  readonly problems: Problems
  readonly targets: Targets
  readonly missing: Missing
  readonly blockers: Blockers
}

export interface MenuPlace {
  readonly in: 'editor/title' | 'editor/context' | 'explorer/context' | 'view/title' | 'view/item/context'
  readonly when: string
  readonly group: string
}

/**
 * A file of this folder is a command: `new-migration.ts` is `lockstep.newMigration`. `npm run gen` writes the facts to
 * package.json; to read them it loads the module without VS Code, so a module does nothing when it is imported.
 */
export interface Command<A extends readonly unknown[] = readonly unknown[]> {
  /** Verb first, Title Case, `…` when it asks something before it acts. The category is added. */
  readonly title: string
  readonly icon?: `$(${string})`
  /** `when` clause in the palette; absent: always there. */
  readonly palette?: string
  /** Touches a database or starts a program: not there in Restricted Mode, and refused there by the server as well. */
  readonly trusted: boolean
  readonly menus?: readonly MenuPlace[]
  run(ctx: Ctx, ...args: A): Promise<void>
}

export const defineCommand = <A extends readonly unknown[]>(command: Command<A>): Command<A> => command

/** `new-migration` -> `lockstep.newMigration`. */
export const commandId = (file: string): string =>
  `lockstep.${file.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}`
