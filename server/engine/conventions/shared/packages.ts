import type { ProjectFiles, ToolSettings } from '../convention'
import { filesNamed, folderOf, readText } from './folders'
import { below, json } from './properties'

export interface NodePackage {
  /** Absolute folder of its package.json. */
  readonly root: string
  readonly path: string
  /** Its package.json with dotted keys. */
  readonly settings: ToolSettings
}

/** The packages of the workspace that depend on one of these, whatever the kind of dependency. */
export async function packagesUsing(files: ProjectFiles, names: readonly string[]): Promise<readonly NodePackage[]> {
  const found: NodePackage[] = []
  for (const path of await filesNamed(files, /^package\.json$/)) {
    const text = await readText(files, path)
    if (!text || !names.some((name) => text.includes(`"${name}"`))) continue
    const settings = json(text)
    const used = names.some((name) =>
      Object.keys(settings).some(
        (key) => /^(dev|peer|optional)?dependencies\./i.test(key) && key.endsWith(`ependencies.${name}`),
      ),
    )
    if (used) found.push({ root: folderOf(path), path, settings })
  }
  return found
}

/** Of several packages the one a folder belongs to: the nearest above it. */
export const packageOf = (packages: readonly NodePackage[], folder: string): NodePackage | undefined =>
  packages
    .filter(({ root }) => folder === root || folder.startsWith(`${root}/`))
    .sort((a, b) => b.root.length - a.root.length)[0]

/** What the scripts of a package give a command by one of these flags: `-m|--migrations-dir`. */
export function flagIn(scripts: string, command: string, names: string): string | undefined {
  const value = new RegExp(
    `${command}\\b[^\\n&|;]*?\\s(?:${names})[ =]+(?:\\\\?"([^"]+?)\\\\?"|'([^']+)'|(\\S+))`,
  ).exec(scripts)
  return value?.slice(1).find((text) => text !== undefined)
}

export const scriptsOf = ({ settings }: Pick<NodePackage, 'settings'>): string =>
  Object.values(below(settings, 'scripts.')).join('\n')
