import type { AppliedMigration, Convention, MigrationFile, Section, ToolSettings } from '../conventions/convention'
import type { Diagnostic } from '../diagnostic'

/** One migration history as the migrate layer needs it: a tool and its files in the order it runs them. A workspace's project is one. */
export interface MigrationSet {
  /** Absolute; `.lockstep/` lies below it. */
  readonly root: string
  readonly conventionId: string
  readonly convention: Convention
  readonly settings: ToolSettings
  readonly files: readonly MigrationFile[]
  /** Relative paths of what else lies in its folders. */
  readonly others?: readonly string[]
  /** What the tool would say of a file's name, order and directives. */
  problemsOf?(path: string): readonly Diagnostic[]
}

/** A project as its tool records it: the parts of files where it records less than a file. */
export function setOf(project: MigrationSet): MigrationSet {
  const { root, conventionId, convention, settings, files, others } = project
  const { parts } = convention
  return {
    root,
    conventionId,
    convention,
    settings,
    files: parts ? files.flatMap((file) => parts(file, settings)) : files,
    ...(others && { others }),
    ...(project.problemsOf && { problemsOf: (path: string) => project.problemsOf!(path) }),
  }
}

export type Direction = Section['direction']

export const isWayDown = (file: MigrationFile): boolean => file.name.direction === 'down' || file.name.kind === 'undo'

/** Files that move the schema on; callbacks belong to none. */
export const isWayUp = (file: MigrationFile): boolean => !isWayDown(file) && file.name.kind !== 'callback'

type Named = Pick<AppliedMigration, 'version' | 'title' | 'kind' | 'script'>

/** What a row of the books and its file have in common. */
export const identityOf = ({ identity }: Convention, migration: Named): string =>
  identity ? identity(migration) : migration.version

export function identityOfFile(convention: Convention, { name, relativePath }: MigrationFile): string {
  const kind = name.kind === 'undo' || name.kind === 'baseline' ? 'versioned' : name.kind
  return identityOf(convention, { version: name.version, title: name.title, kind, script: relativePath })
}

/** What knows the tool's books: how to write them, or only how to read them. */
export const keeperOf = ({ books, state }: Convention) => books ?? state

/**
 * Whether an object belongs to the tool: its table with all that hangs on it, and the schema it made for that. `home`: where tables without
 * a schema's name are.
 */
export function belongsToBooks(
  { convention, settings }: MigrationSet,
  home = 'public',
): (path: readonly string[]) => boolean {
  const keeper = keeperOf(convention)
  if (!keeper) return () => false
  const tables = [keeper.table(settings), ...(keeper.others?.(settings) ?? [])].map((table) => {
    const parts = table.replaceAll('"', '').split('.')
    return (parts.length === 1 ? [home, ...parts] : parts) as [string, string]
  })
  return ([first, second]) =>
    tables.some(
      ([schema, name]) =>
        first === schema &&
        (second === undefined
          ? schema !== 'public' && schema !== home
          : second === name || second.startsWith(`${name}_`)),
    )
}
