import type { ProjectFiles, ToolSettings } from '../convention'
import { filesNamed, folderOf, readText } from './folders'
import { json } from './properties'

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
