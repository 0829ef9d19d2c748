import type { MigrationFile, ToolSettings } from '../convention'
import { nameOf } from './folders'
import { normalized } from './liquibase-changelog'
import { attributeOf, type Changeset, changesetsOf, header } from './liquibase-changesets'
import { matchesList, namesIn } from './liquibase-filter'
import { isMeant, sectionsOf } from './liquibase-reading'

const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)![0]

const partName = ({ id, author }: Changeset): string => `${id}::${author}`

/** The changeset a part stands for; undefined for a file without the header. */
export const changesetOf = ({ source, part }: Pick<MigrationFile, 'source' | 'part'>): Changeset | undefined =>
  part === undefined ? undefined : changesetsOf(source).find((changeset) => partName(changeset) === part)

/** The path under which Liquibase stores a file's changesets; undefined when nothing here says it. */
export function storedPath(file: MigrationFile, settings: ToolSettings): string | undefined {
  const own = logicalPath(file.source.text, changesetOf(file))
  if (own !== undefined) return own
  const name = nameOf(file.path)
  const found = includesOf(settings).filter((path) => nameOf(path) === name)
  return found.length === 1 && !found[0]!.startsWith('?') ? found[0] : undefined
}

export const includesOf = ({ includes }: ToolSettings): readonly string[] => includes?.split('\n') ?? []

function logicalPath(text: string, changeset: Changeset | undefined): string | undefined {
  const first = firstLine(text)
  const given =
    changeset?.attribute('logicalFilePath') || (header.test(first) ? attributeOf(first, 'logicalFilePath') : undefined)
  return given ? normalized(given) : undefined
}

/** Liquibase records each changeset by itself. */
export function partsOf(file: MigrationFile, settings: ToolSettings): readonly MigrationFile[] {
  const { text } = file.source
  if (settings.includes !== undefined && settings.elsewhere === undefined) {
    if (!includesOf(settings).some((path) => nameOf(path) === nameOf(file.path))) return []
  }
  if (!header.test(firstLine(text))) return [file]
  return changesetsOf(file.source)
    .filter((changeset) => isMeant(changeset) && isWanted(changeset, settings))
    .map((changeset) => {
      const part = partName(changeset)
      const rerun = changeset.is('runOnChange', false)
      return {
        path: file.path,
        source: file.source,
        bytes: file.bytes,
        placeholders: file.placeholders,
        relativePath: `${file.relativePath}::${part}`,
        part,
        name: {
          version: `${logicalPath(text, changeset) ?? file.relativePath}::${part}`,
          title: changeset.comment?.trim() ?? '',
          kind: rerun ? 'repeatable' : 'versioned',
        },
        sections: sectionsOf(file.source, changeset),
      }
    })
}

/** By the contexts and the label filter that Liquibase is called with, as far as they are known. */
function isWanted(changeset: Changeset, { contexts, labelFilter }: ToolSettings): boolean {
  const context = changeset.attribute('contextFilter') || changeset.attribute('context')
  if (context && contexts !== undefined && !matchesList(context, namesIn(contexts))) return false
  return labelFilter === undefined || matchesList(labelFilter, namesIn(changeset.attribute('labels')))
}
