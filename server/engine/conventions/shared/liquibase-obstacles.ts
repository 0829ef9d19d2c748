import type { Intent, MigrationFile, ToolSettings } from '../convention'
import { nameOf } from './folders'
import { linesOf } from './lines'
import { normalized } from './liquibase-changelog'
import type { Changeset } from './liquibase-changesets'
import { changesetOf, storedPath } from './liquibase-parts'

interface Row {
  readonly id: string
  readonly author: string
  readonly filename: string
  readonly md5sum: string | null
}

/** What Liquibase would do and Lockstep can't do exactly. */
export function obstaclesOf(
  { direction, files, all }: Intent,
  rows: readonly Row[],
  settings: ToolSettings,
  currentSchema: string,
): readonly string[] {
  const found = (settings.elsewhere ?? '')
    .split('\n')
    .filter(Boolean)
    .map((what) => `Liquibase also runs what Lockstep does not read: ${what}.`)
  const schema = settings.defaultSchemaName
  if (schema !== undefined && schema !== currentSchema)
    found.push(
      `Liquibase makes tables without a schema's name in ${schema} (defaultSchemaName), here they would go to ${currentSchema}: connect with search_path=${schema}.`,
    )
  const sums = rows.flatMap(({ md5sum }) => (md5sum === null ? [] : [md5sum]))
  if (sums.length > 0 && sums.every((sum) => sum.startsWith('8:')))
    found.push(
      'databasechangelog holds checksums of a Liquibase before 4.22, which does not know those of today: run liquibase update with a newer one first.',
    )
  found.push(...clashingProperties(all))
  for (const file of all) {
    const changeset = changesetOf(file)
    const stored = storedPath(file, settings)
    if (changeset?.is('runAlways', false) && direction === 'up')
      found.push(`${file.relativePath} has runAlways: Liquibase runs it at every update.`)
    const other = rows.find(
      ({ id, author, filename }) =>
        changeset?.id === id &&
        changeset.author === author &&
        nameOf(filename).toLowerCase() === nameOf(stored ?? file.path).toLowerCase() &&
        stored !== undefined &&
        normalized(filename).toLowerCase() !== stored.toLowerCase(),
    )
    if (other)
      found.push(
        `databasechangelog knows ${file.relativePath} by the path ${other.filename}, and here it is ${stored}: to Liquibase these are two changesets.`,
      )
  }
  for (const file of files)
    found.push(...ofChangeset(file, direction, settings).map((why) => `${file.relativePath} ${why}`))
  return found
}

function ofChangeset(file: MigrationFile, direction: Intent['direction'], settings: ToolSettings): readonly string[] {
  const changeset = changesetOf(file)
  if (!changeset) return ["is no formatted changelog: Liquibase runs it as one changeset 'raw'."]
  const found: string[] = []
  if (storedPath(file, settings) === undefined)
    found.push(
      'is known to Liquibase by a path that nothing here says for certain: name changeLogFile in liquibase.properties, or give it a logicalFilePath.',
    )
  if (direction === 'baseline') return found
  found.push(...(direction === 'up' ? ofUp(file, changeset, settings) : ofDown(changeset)))
  for (const name of changeset.unknown) found.push(`has the attribute ${name}, which Liquibase does not know.`)
  if (changeset.attribute('runWith') !== undefined) found.push('has runWith: another program runs it.')
  return found
}

function ofUp(file: MigrationFile, changeset: Changeset, settings: ToolSettings): readonly string[] {
  const found: string[] = []
  if (changeset.preconditions) found.push('has preconditions.')
  if (!changeset.is('failOnError', true)) found.push('has failOnError:false: Liquibase goes on when it fails.')
  const context = changeset.attribute('contextFilter') || changeset.attribute('context')
  if (context && settings.contexts === undefined)
    found.push(
      `is for the context ${context}, and which contexts are meant here is not said: name them as contexts in liquibase.properties or in the settings of the environment.`,
    )
  const delimiter = changeset.attribute('endDelimiter')
  if (delimiter !== undefined && /[\\^$.*+?()[\]{}|]/.test(delimiter) && delimiter !== ';')
    found.push(`has the endDelimiter ${delimiter}, which Liquibase reads as a regular expression.`)
  if (changeset.attribute('rollbackEndDelimiter') !== undefined)
    found.push('has a rollbackEndDelimiter, which Liquibase before 5 takes for the endDelimiter as well.')
  // StringUtil.isDelimiter: at the very start of a line, whatever follows.
  for (const span of changeset.body)
    for (const line of linesOf(file.source.text, span))
      if (/^(go(?!\w)|\/(?!\*))/i.test(line.text) && delimiter === undefined && changeset.is('splitStatements', true))
        found.push(`has a line '${line.text.trim()}', at whose beginning Liquibase ends a statement.`)
  return found
}

function ofDown({ rollback, attribute }: Changeset): readonly string[] {
  if (rollback.kind === 'changeset') return ['is taken back by running another changeset.']
  if (rollback.kind === 'mixed') return ['has rollback lines and a rollback block, which Liquibase puts together.']
  if (rollback.kind === 'joined')
    return ['has a rollback block of which Liquibase makes one line, and that reads differently: use --rollback lines.']
  return attribute('rollbackEndDelimiter') === undefined ? [] : ['has a rollbackEndDelimiter.']
}

/** The first definition of a parameter holds for all files after it. */
function clashingProperties(all: readonly MigrationFile[]): readonly string[] {
  const values = new Map<string, string>()
  const found = new Set<string>()
  for (const source of new Set(all.map(({ source }) => source))) {
    for (const { text } of linesOf(source.text)) {
      const name = /^\s*--\s*property\b.*name:\s*(\S+)/i.exec(text)?.[1]
      if (name === undefined) continue
      const before = values.get(name)
      if (before !== undefined && before !== text.trim()) found.add(`The property ${name} is defined twice.`)
      values.set(name, before ?? text.trim())
    }
  }
  return [...found]
}
