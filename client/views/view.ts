import type { Disposable, TreeDataProvider } from 'vscode'
import type { Ctx } from '../commands/command'
import type { Place } from '../place'

/**
 * A file of this folder is a view: `migrations.ts` is `lockstep.migrations`. `npm run gen` writes the facts to package.json; to read
 * them it loads the module without VS Code, so a module does nothing when it is imported.
 */
export interface View {
  readonly name: string
  readonly icon: `$(${string})`
  /** Shown in place of an empty tree: Markdown with links to commands. */
  readonly welcome: readonly { readonly contents: string; readonly when: string }[]
  create(ctx: Ctx): OpenView
}

export interface OpenView extends Disposable {
  readonly tree: TreeDataProvider<Place>
}

export const defineView = (view: View): View => view
