import type { EnvironmentItem, MigrationItem, MigrationState, ProjectItem } from '../server/protocol'
import { plural } from './render'
import { isChangeable, isRead, isSecret } from './targets'

/** A line of the Migrations view as data: what it says, and which menus fit it. */
export interface Line {
  readonly label: string
  readonly description: string
  /** For a screen reader: what the icon shows is said. */
  readonly spoken: string
  /** A codicon; its shape alone tells the state, the colour only repeats it. */
  readonly icon: { readonly id: string; readonly color?: string }
  /** Paragraphs of plain text. */
  readonly tooltip: readonly string[]
  readonly contextValue: string
}

interface Looks {
  readonly icon: Line['icon']
  /** After the version and the title. */
  readonly text: string
}

const passed = 'testing.iconPassed'
const failed = 'testing.iconFailed'
const warning = 'list.warningForeground'

const looks: Readonly<Record<MigrationState, Looks>> = {
  applied: { icon: { id: 'pass', color: passed }, text: 'applied' },
  baseline: { icon: { id: 'bookmark', color: passed }, text: 'baseline' },
  pending: { icon: { id: 'circle-large-outline' }, text: 'pending' },
  'repeatable changed': { icon: { id: 'sync' }, text: 'changed, pending again' },
  'out of order': { icon: { id: 'arrow-swap', color: warning }, text: 'out of order' },
  'changed since': { icon: { id: 'edit', color: warning }, text: 'edited since' },
  'missing file': { icon: { id: 'question', color: warning }, text: 'not here' },
  failed: { icon: { id: 'error', color: failed }, text: 'failed' },
  ignored: { icon: { id: 'circle-slash' }, text: 'passed over' },
  unknown: { icon: { id: 'file-code' }, text: '' },
}

/** As the view says it; empty where no database was asked. */
export const stateWord = (state: MigrationState): string => looks[state].text

const changeable = (project: ProjectItem, environment: EnvironmentItem): string =>
  isChangeable(project, environment) ? ' changeable' : ''

/** Whose row stays when what came after it is taken back. */
const standing: readonly MigrationState[] = ['applied', 'baseline', 'changed since', 'missing file']
/** What a repair of the books may mend. */
const odd: readonly MigrationState[] = ['failed', 'changed since', 'missing file']

export function projectLine(
  project: ProjectItem,
  environment: EnvironmentItem,
  migrations: readonly MigrationItem[],
  trusted: boolean,
): Line {
  const { label, convention, evidence, books, noApply } = project
  const { name, tier, database } = environment
  const read = isRead(project, environment)
  const trouble = whyNotReached(project, environment)
  const where = tier === 'production' && name !== tier ? `${name} (production)` : name
  const stale = read && books?.unanswered !== undefined
  const state = read
    ? `: ${counts(migrations)}${stale ? ` as of ${when(books.readAt)}` : ''}`
    : trouble
      ? ', not reached'
      : ', not read yet'
  const description = `${convention}, ${where}${state}`
  return {
    label,
    description,
    spoken: `${label}, ${description}`,
    icon: { id: tier === 'production' ? 'lock' : trouble || stale ? 'debug-disconnect' : 'database' },
    tooltip: [
      `${convention}, recognised by ${evidence}`,
      read && books
        ? `${books.target}${books.table ? `, books in ${books.table}` : ''}, read ${when(books.readAt)}`
        : `${name} (${database}): ${trouble ?? whyUnread(trusted)}`,
      ...(stale ? [`Not read again since: ${books.unanswered}`] : []),
      ...(tier === 'production' ? ['Production: the editor reads it and changes nothing.'] : []),
      ...(noApply ? [noApply] : []),
    ],
    contextValue: `project${changeable(project, environment)}${
      database === 'embedded' ? ' embedded' : isSecret(environment) ? ' secret' : ''
    }`,
  }
}

/** The chosen database was asked and did not answer. */
export const whyNotReached = ({ unread }: ProjectItem, { name }: EnvironmentItem): string | undefined =>
  unread?.environment === name ? unread.why : undefined

export const whyUnread = (trusted: boolean): string =>
  trusted
    ? 'no state is shown before you ask: Refresh reads the books'
    : 'no state is shown in Restricted Mode, where no database is asked'

/** Applying would run it. */
export const isPending = ({ state }: MigrationItem): boolean => state === 'pending' || state === 'repeatable changed'

function counts(migrations: readonly MigrationItem[]): string {
  const waiting = migrations.filter(isPending).length
  const strange = migrations.filter(({ state }) =>
    ['failed', 'missing file', 'changed since', 'out of order'].includes(state),
  ).length
  const parts = [...(waiting > 0 ? [`${waiting} pending`] : []), ...(strange > 0 ? [`${strange} to look at`] : [])]
  return parts.join(', ') || 'up to date'
}

/** `findings`: what the Problems panel lists of its file, by severity in words. */
export function migrationLine(
  project: ProjectItem,
  environment: EnvironmentItem,
  migration: MigrationItem,
  findings: readonly string[],
): Line {
  const { uri, name, version, title, kind, state, appliedAt, appliedBy, checksum, down } = migration
  const { icon, text } = looks[state]
  const who = [...(appliedAt ? [day(appliedAt)] : []), ...(appliedBy ? [`by ${appliedBy}`] : [])].join(' ')
  const ordered = kind === 'versioned' || kind === 'baseline'
  const fits =
    ordered && standing.includes(state)
      ? ' applied'
      : ordered && (state === 'pending' || state === 'unknown')
        ? ' pending'
        : ''
  const label = [version, title].filter(Boolean).join(' ') || name
  const kinds = kind === 'versioned' ? [] : [kind]
  const spoken = [...kinds, text, who].filter(Boolean).join(', ')
  return {
    label,
    // What is as it should be needs no word beside its icon, and there is little room.
    description: state === 'applied' && who ? [...kinds, who].join(', ') : spoken,
    spoken: [label, spoken].filter(Boolean).join(', '),
    icon,
    tooltip: [
      name,
      ...stateText(migration, environment.name),
      ...checksumText(checksum),
      ...(uri === undefined ? [] : [down ? 'Can be rolled back' : 'Has no way down']),
      ...(uri === undefined ? [] : [findings.length > 0 ? `Findings: ${findings.join(', ')}` : 'No findings']),
    ],
    contextValue: `migration${uri === undefined ? '' : ' file'}${fits}${changeable(project, environment)}${
      odd.includes(state) ? ' odd' : ''
    }`,
  }
}

/** What the database says of it, by whom and since when. */
function stateText({ state, note, appliedAt, appliedBy }: MigrationItem, where: string): readonly string[] {
  const { text } = looks[state]
  if (!text) return []
  const moment = [...(appliedAt ? [when(appliedAt)] : []), ...(appliedBy ? [`by ${appliedBy}`] : [])].join(' ')
  const said = `${text.charAt(0).toUpperCase()}${text.slice(1)} in ${where}`
  const rest = note ? `. ${note}` : ''
  if (state === 'applied') return [`${[said, moment].filter(Boolean).join(', ')}${rest}`]
  return [`${said}${rest}`, ...(moment ? [`${state === 'failed' ? 'Run' : 'Applied'} ${moment}`] : [])]
}

function checksumText(checksum: MigrationItem['checksum']): readonly string[] {
  if (!checksum) return []
  const { recorded, file } = checksum
  if (file === undefined) return [`Checksum: ${recorded} recorded`]
  return [file === recorded ? `Checksum: as recorded (${recorded})` : `Checksum: ${recorded} recorded, ${file} now`]
}

/** The year only when it is another one. */
function day(iso: string): string {
  const date = new Date(iso)
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric'
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year })
}
const when = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** `2 warnings, 1 info`, from the worst: severities as VS Code counts them, 0 for an error. */
export function findingsText(severities: readonly number[]): readonly string[] {
  const names = ['error', 'warning', 'note', 'hint']
  return names.flatMap((name, severity) => {
    const count = severities.filter((one) => one === severity).length
    return count > 0 ? [plural(count, name)] : []
  })
}
