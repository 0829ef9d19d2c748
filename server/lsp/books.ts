import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MigrationFile } from '../engine/conventions/convention'
import { PostgresFailure } from '../engine/db/session'
import { Failure } from '../engine/failure'
import { diskJournal } from '../engine/migrate/journal'
import { statusOf, targetKey } from '../engine/migrate/plan'
import { identityOfFile, isWayDown, isWayUp, keeperOf } from '../engine/migrate/set'
import { joinState, type MigrationStatus } from '../engine/migrate/state'
import { type Project, pathOfUri, uriOf } from '../engine/workspace/project'
import type { Environment } from '../engine/workspace/settings'
import { embeddedFolder, inEnvironment } from '../engine/workspace/target'
import type { Workspace } from '../engine/workspace/workspace'
import type { BooksItem, MigrationItem } from '../protocol'
import type { Editor } from './feature'
import { type KnownBooks, memoryOf } from './memory'
import type { Aim } from './targets'

/** Keeps what the books say: from now on states follow the files without asking the database again. */
export function remember(
  editor: Editor,
  root: string,
  { target, request, reference }: Aim,
  rows: KnownBooks['rows'],
): KnownBooks {
  const { database, tier, environment } = target
  const known: KnownBooks = {
    ...(environment !== undefined && { environment }),
    ...(reference !== undefined && { reference }),
    ...(reference?.startsWith('embedded') && { stamp: stampOf(target.project.root) }),
    target: database.label,
    tier,
    rows,
    key: targetKey(request),
    readAt: new Date(),
  }
  memoryOf(editor).unread.delete(root)
  memoryOf(editor).books.set(root, known)
  tellChanged(editor, root)
  return known
}

/** After the books were changed. A database that does not answer any more leaves its states unknown. */
export async function rememberAnew(editor: Editor, root: string, aim: Aim): Promise<void> {
  try {
    const { rows } = await aim.target.database.withSession((session) => statusOf(session, aim.request))
    remember(editor, root, aim, rows)
  } catch (error) {
    if (!(error instanceof Failure || error instanceof PostgresFailure)) throw error
    forget(editor, root)
  }
}

/** What was read stays, with the note that it could not be read again. */
export function noteUnanswered(editor: Editor, root: string, unanswered: string): void {
  const { books } = memoryOf(editor)
  const known = books.get(root)
  if (!known || known.unanswered === unanswered) return
  books.set(root, { ...known, unanswered })
  tellChanged(editor, root)
}

export function forget(editor: Editor, root: string): void {
  const { books, unread } = memoryOf(editor)
  const [hadBooks, hadTrouble] = [books.delete(root), unread.delete(root)]
  if (hadBooks || hadTrouble) tellChanged(editor, root)
}

export function noteUnread(editor: Editor, root: string, environment: string, why: string): void {
  memoryOf(editor).unread.set(root, { environment, why })
  tellChanged(editor, root)
}

/** Files only: whether a run or a reset of Lockstep's, in whatever process, came between two looks at the embedded database. */
export function stampOf(root: string): string {
  const of = (path: string, value: 'ino' | 'mtimeMs') => statSync(path, { throwIfNoEntry: false })?.[value] ?? 'none'
  return `${of(embeddedFolder(root), 'ino')} ${of(join(root, '.lockstep/audit.jsonl'), 'mtimeMs')}`
}

/** The books read last, as long as the configuration still means the database they were read from. */
export function knownBooks(editor: Editor, { settings }: Workspace, { root }: Project): KnownBooks | undefined {
  const known = memoryOf(editor).books.get(uriOf(root))
  if (known?.environment === undefined) return known
  return settings.environments[known.environment]?.database === known.reference ? known : undefined
}

function tellChanged(editor: Editor, root: string): void {
  editor.notify('lockstep/projectsChanged', { roots: [root] })
  editor.changedInBooks()
}

interface Joined {
  readonly known: KnownBooks
  readonly gone: string
  readonly environment?: Environment
  readonly statuses: Promise<readonly MigrationStatus[]>
}

/** A project's value is a new one after every change of its files. */
const joined = new WeakMap<Project, Joined>()

/** Books and files as they are now, joined; every state is `unknown` where nobody asked. Asks no database. */
export async function statesOf(
  editor: Editor,
  workspace: Workspace,
  project: Project,
): Promise<readonly MigrationStatus[]> {
  const known = knownBooks(editor, workspace, project)
  const gone = goneOf(editor)
  const here = ({ files }: Project) => (gone.length === 0 ? files : files.filter(({ path }) => !gone.includes(path)))
  if (!known || !keeperOf(project.convention)) return here(project).filter(isWayUp).map(unread)
  const environment = known.environment === undefined ? undefined : workspace.settings.environments[known.environment]
  const before = joined.get(project)
  const key = gone.join()
  if (before?.known === known && before.environment === environment && before.gone === key) return before.statuses
  const there = inEnvironment(project, environment)
  const statuses = diskJournal(project.root)
    .unfinished(known.key)
    .then((unfinished) => joinState({ ...there, files: here(there) }, known.rows, unfinished))
  joined.set(project, { known, gone: key, ...(environment && { environment }), statuses })
  return statuses
}

/** Deleted on the disk and still open in a tab, as after a branch switch: findings are of the open text, books of what is there. */
const goneOf = (editor: Editor): readonly string[] =>
  editor
    .openUris()
    .filter((uri) => uri.startsWith('file:'))
    .map(pathOfUri)
    .filter((path) => !existsSync(path))

const unread = (file: MigrationFile): MigrationStatus => ({
  version: file.name.version,
  title: file.name.title,
  kind: file.name.kind,
  file,
  state: 'unknown',
})

export const booksItem = (
  project: Project,
  { environment, target, tier, readAt, unanswered }: KnownBooks,
): BooksItem => {
  const table = keeperOf(project.convention)?.table(project.settings)
  return {
    ...(environment !== undefined && { environment }),
    target,
    tier,
    ...(table && { table }),
    readAt: readAt.toISOString(),
    ...(unanswered !== undefined && { unanswered }),
  }
}

export function migrationItems(project: Project, statuses: readonly MigrationStatus[]): readonly MigrationItem[] {
  const identity = (file: MigrationFile): string => identityOfFile(project.convention, file)
  const downs = new Set(project.files.filter(isWayDown).map(identity))
  const hasDown = (file: MigrationFile): boolean =>
    file.sections.some(({ direction }) => direction === 'down') || (downs.size > 0 && downs.has(identity(file)))
  return statuses.map(({ file, row, version, title, kind, state, checksum, note }) => ({
    ...(file && { uri: file.source.uri }),
    name: file?.relativePath ?? row?.script ?? ([version, title].filter(Boolean).join(' ') || kind),
    version,
    title,
    kind,
    state,
    ...(note && { note }),
    ...(row?.at && { appliedAt: row.at.toISOString() }),
    ...(row?.by && { appliedBy: row.by }),
    ...(row?.checksum !== undefined && {
      checksum: { recorded: row.checksum, ...(file && checksum !== undefined && { file: checksum }) },
    }),
    down: file !== undefined && hasDown(file),
  }))
}
