import type { Session, Statement } from '../db/session'
import type { NewFile, Severity } from '../diagnostic'
import type { Edit } from '../text/edits'
import type { SourceText, Span } from '../text/source'

/**
 * How far one transaction reaches when the tool runs a section:
 * `statement` each statement commits by itself; `simple query` the section is sent as one text, an implicit transaction as soon
 * as it holds two statements (manual, 54.2.2.1 "Multiple Statements in a Simple Query"); `file` the tool opens a transaction
 * around the section; `batch` one transaction around several files.
 */
export type TransactionScope = 'statement' | 'simple query' | 'file' | 'batch'

/** A span of the original file, never a copied string, so every offset stays true. */
export interface Section {
  readonly direction: 'up' | 'down'
  readonly span: Span
  readonly scope: TransactionScope
  /** The directive that decides the scope, when the file itself does. */
  readonly scopeAt?: Span
  /** Spans the tool hands over whole although they contain semicolons (goose StatementBegin … StatementEnd). */
  readonly verbatim?: readonly Span[]
  /** Text of the tool's own between statements, where it does not end them with semicolons (a delimiter of its own): no SQL. */
  readonly separators?: readonly Span[]
  /** Why it can't be run as the tool would run it, one sentence: it is read and linted all the same. */
  readonly held?: string
  /** What stands between two pieces of the SQL and is none of it, such as the directive before each line: sent as a line end. */
  readonly gaps?: readonly Span[]
}

/** Text the tool replaces before it sends the file. `value` only when it is known for certain. */
export interface Placeholder {
  readonly span: Span
  readonly name: string
  readonly value?: string
}

export type MigrationKind = 'versioned' | 'repeatable' | 'undo' | 'baseline' | 'callback'

export interface MigrationName {
  /** As the tool stores it; empty for repeatable migrations and callbacks. */
  readonly version: string
  readonly title: string
  readonly kind: MigrationKind
  /** Tools with one file a direction (`.up.sql`, `.down.sql`); absent where the file holds both. */
  readonly direction?: 'up' | 'down'
}

export interface MigrationFile {
  /** Absolute. */
  readonly path: string
  /** Relative to the migrations folder, `/`-separated on every platform. */
  readonly relativePath: string
  /** What of the file it is, where the tool records less than a file by itself. */
  readonly part?: string
  readonly name: MigrationName
  readonly source: SourceText
  /** As on disk, for checksums: BOM and line ends included. */
  readonly bytes: Uint8Array
  readonly sections: readonly Section[]
  readonly placeholders: readonly Placeholder[]
}

export type ConventionCode =
  | 'migration-name'
  | 'duplicate-version'
  | 'version-gap'
  | 'out-of-order'
  | 'missing-down'
  | 'orphaned-down'
  | 'edited-after-commit'
  | 'wrong-directive'
  | 'placeholder-unknown'
  | 'manifest-mismatch'

/** A finding of a convention. Without a span it is about the file's name and is shown on its first line. */
export interface Problem {
  readonly code: ConventionCode
  readonly severity: Severity
  readonly span?: Span
  /** In the tool's own words where it has any. */
  readonly message: string
  readonly help?: string
  readonly fixes?: readonly {
    readonly title: string
    readonly safety: 'safe' | 'review'
    readonly edits: readonly Edit[]
  }[]
}

export interface Review {
  readonly path: string
  readonly problem: Problem
}

/** The files of one workspace folder; paths are absolute, `/`-separated. The only way a convention sees a disk. */
export interface ProjectFiles {
  readonly root: string
  /** Every file below the root that is no build output, dependency or VCS data; sorted; at most once a call chain (cached). */
  list(): Promise<readonly string[]>
  /** Undefined when there is no such file. Failure('file-unreadable') when it can't be read. */
  read(path: string): Promise<Uint8Array | undefined>
}

export type ToolSettings = Readonly<Record<string, string>>

export interface Detection {
  /** Absolute folder the tool is run in: where its configuration lies. */
  readonly root: string
  /** Absolute migrations folders, in the tool's order. */
  readonly folders: readonly string[]
  readonly sure: 'config' | 'markers' | 'names'
  /** What it was recognised by, for people: `flyway.toml`, `-- migrate:up in db/migrations/…`. */
  readonly evidence: string
  /** The tool's own settings that matter (table, schema, prefix, …), by the tool's own key names. */
  readonly settings: ToolSettings
}

/** Everything a convention may know about one file besides its text. */
export interface FileContext {
  readonly path: string
  readonly relativePath: string
  readonly name: MigrationName
  readonly settings: ToolSettings
  /** A file beside the migration, such as Flyway's `V1__x.sql.conf`. */
  beside(fileName: string): string | undefined
  /** The file starts with a byte order mark, which `source` lacks: tools that look for a directive at byte 0 miss it. */
  readonly bom?: boolean
  /** Server the history is meant for: some tools decide by it. */
  readonly postgres: number
}

export interface Reading {
  readonly sections: readonly Section[]
  readonly placeholders: readonly Placeholder[]
  readonly problems: readonly Problem[]
}

export interface AppliedMigration {
  readonly version: string
  readonly title?: string
  readonly kind?: MigrationKind
  /** Path or script name as recorded. */
  readonly script?: string
  readonly at?: Date
  readonly by?: string
  readonly checksum?: string
  readonly failed?: boolean
  /** The tool's mark that everything up to here counts as applied. */
  readonly baseline?: boolean
}

export interface BookEntry {
  readonly file: MigrationFile
  readonly milliseconds: number
  readonly outcome: 'started' | 'done' | 'failed'
  /** How many of its statements took effect; of a failure outside a transaction. */
  readonly statements?: number
  readonly error?: { readonly message: string; readonly statement?: string }
  /** When the run began of which it is part: some tools give the rows of one run a mark in common. */
  readonly run?: Date
}

/** Where a tool looks for what a migration names without a schema. */
export interface SearchPath {
  readonly schemas: readonly string[]
  /** In place of the session's own search_path; otherwise in front of it. */
  readonly only?: true
}

/** What the tool's own history table says. Reading it never writes: works for a read-only role. */
export interface State {
  /** The table holds no history, only the version at which the database stands. */
  readonly latestOnly?: true
  /** Where the books are, for people: `public.flyway_schema_history`. */
  table(settings: ToolSettings): string
  /** In the order the tool reads them; empty when the table does not exist. Failure('books-damaged') when the table is another tool's. */
  applied(session: Session, settings: ToolSettings): Promise<readonly AppliedMigration[]>
  /** Its other tables, in the words of `table`. */
  others?(settings: ToolSettings): readonly string[]
  /** As stored, undefined for tools without checksums. */
  checksum?(file: MigrationFile, settings: ToolSettings): string | undefined
  /** Whether the tool takes a stored checksum for the file's, where equality does not say it. */
  accepts?(file: MigrationFile, stored: string, settings: ToolSettings): boolean
}

/** A lock that is a row: taken and given back by statements that commit at once, on a session without a transaction. */
export interface LockRow {
  /** Makes what it needs; then tries once. Undefined: it is taken; else who has it, for people. Only one run of ours calls it at a time. */
  take(session: Session, settings: ToolSettings): Promise<string | undefined>
  release(session: Session, settings: ToolSettings): Promise<void>
  /** How a lock is given back whose holder is gone. */
  readonly hint: string
}

/** What is about to run, for `obstacles`. */
export interface Intent {
  /** `baseline`: only its rows are written. */
  readonly direction: 'up' | 'down' | 'baseline'
  readonly files: readonly MigrationFile[]
  readonly all: readonly MigrationFile[]
}

/** The tool's own history table, written exactly as the tool writes it. */
export interface Books extends State {
  /** Creates what the tool would create before its first migration. Idempotent. */
  prepare(session: Session, settings: ToolSettings): Promise<void>
  /**
   * The tool's own advisory locks: keys for `pg_try_advisory_lock(bigint)`, taken together in this order, on a session that holds no
   * transaction open while a migration runs (CREATE INDEX CONCURRENTLY waits for every open transaction, the lock holder's too).
   * Several where the tool's own key depends on how it was called. Asks the session for its database and schema; writes nothing.
   * Absent: the tool itself takes no lock.
   */
  readonly lock?: {
    keys(session: Session, settings: ToolSettings): Promise<readonly bigint[]>
  }
  readonly lockRow?: LockRow
  /** What here can't be done exactly as the tool would, one sentence each: it is refused before anything runs. Only reads. */
  obstacles?(session: Session, intent: Intent, settings: ToolSettings): Promise<readonly string[]>
  /** `record` of a failure writes into a log that is no state: it is called once the failure is certain, never beforehand. */
  readonly logsFailures?: true
  /**
   * Called inside the migration's transaction with outcome 'done' when there is one; for a migration outside a transaction with
   * 'started' before, then 'done' or 'failed', where the tool keeps such states.
   */
  record(session: Session, entry: BookEntry, settings: ToolSettings): Promise<void>
  /**
   * What `record` writes of a migration that is done, where that is one statement and nothing has to be asked for it but the session's
   * current_schema(): it goes to the server together with COMMIT.
   */
  row?(entry: BookEntry, schema: string, settings: ToolSettings): Statement
  /**
   * Takes a migration back after its down part ran, inside the same transaction when there is one. `all` are the folder's files: tools
   * that keep only where they stand need them.
   */
  forget(session: Session, file: MigrationFile, settings: ToolSettings, all: readonly MigrationFile[]): Promise<void>
  baseline?(session: Session, upTo: MigrationFile, settings: ToolSettings, all: readonly MigrationFile[]): Promise<void>
  /** What repair would change, each change as its SQL and a sentence. Nothing is run. */
  repair?(session: Session, files: readonly MigrationFile[], settings: ToolSettings): Promise<readonly Repair[]>
}

export interface Repair {
  readonly sql: string
  readonly why: string
}

/** A file of New Migration; `path` is relative to the migrations folder. */
export interface NextFile {
  readonly path: string
  readonly text: string
  /** The file exists and gets this as its new text (a plan, a journal). */
  readonly replaces?: true
}

export interface Body {
  readonly up: string
  readonly down?: string
  /** False: the tool is to run it outside a transaction. */
  readonly transactional?: boolean
}

export interface Policy {
  /** A pending migration that sorts before an applied one. `skipped`: the tool never runs it and says nothing. */
  readonly outOfOrder: 'applied' | 'refused' | 'skipped'
  /** An applied migration whose file is gone. */
  readonly missingFile: 'ignored' | 'refused'
  /** The same of one that comes after every file here: another branch is ahead. As `missingFile` where absent. */
  readonly futureFile?: 'ignored' | 'refused'
  /** An applied migration whose file was edited since; `unseen` where the tool keeps no checksum or never compares it. */
  readonly editedFile: 'refused' | 'unseen'
}

/** The tool's own list of its migrations: says membership and order, or proves the files unchanged. */
export interface Manifest {
  /** Relative to the migrations folder, `..` allowed: `meta/_journal.json`. */
  path(settings: ToolSettings): string
  /** What the manifest must read once `files` are as they are now; absent where only `next` may write it. */
  write?(files: readonly Pick<MigrationFile, 'relativePath' | 'bytes'>[], settings: ToolSettings): string
}

export type NonTransactional =
  | { readonly edits: readonly Edit[]; readonly creates?: readonly NewFile[] }
  /** Why the tool cannot run this file outside a transaction, and what to do instead. */
  | { readonly impossible: string }

export interface Convention {
  readonly title: string
  /** Where the tool documents its files. */
  readonly reference: string
  /** Cheap on a folder of 10,000 files: names first, contents of few. */
  detect(files: ProjectFiles): Promise<readonly Detection[]>
  /** Undefined: the tool ignores such a file. `relativePath` is relative to the migrations folder. */
  parseName(relativePath: string, settings: ToolSettings): MigrationName | undefined
  /** For a file without a `parseName` in a migrations folder, that the tool ignores though its author hardly meant that. */
  nameProblem?(relativePath: string, settings: ToolSettings): Problem | undefined
  /**
   * The version of a migration in the tool's own programming language, by its path: nothing reads such a file here, and no SQL behind it may
   * run before the tool has run it.
   */
  otherLanguage?(relativePath: string, settings: ToolSettings): string | undefined
  /** The order the tool applies them in. */
  compare(
    a: Pick<MigrationFile, 'name' | 'relativePath'>,
    b: Pick<MigrationFile, 'name' | 'relativePath'>,
    settings: ToolSettings,
  ): number
  /**
   * What a file and its row in the books have in common, where that is not the version's text: Flyway's `1.0` and `01` are one version,
   * its repeatable migrations have none.
   */
  identity?(migration: Pick<AppliedMigration, 'version' | 'title' | 'kind' | 'script'>): string
  /** Why a run of what is pending passes over a file: work that is not part of the history yet, what only an old version ran. `all` are in order. */
  draft?(file: MigrationFile, all: readonly MigrationFile[]): string | undefined
  /** The tool itself proves that the file's text is as it was, whether it ran or not: no fix edits it. */
  sealed?(file: Pick<MigrationFile, 'name'>): boolean
  read(source: SourceText, context: FileContext): Reading
  /** What the tool records by itself, in its order, where that is not the file: Liquibase's changesets. */
  parts?(file: MigrationFile, settings: ToolSettings): readonly MigrationFile[]
  /** Duplicate versions, gaps, orphaned downs: what only the whole folder shows. `others` are its files that are no migrations. */
  review(
    files: readonly MigrationFile[],
    settings: ToolSettings,
    others: readonly Pick<MigrationFile, 'path' | 'relativePath'>[],
  ): readonly Review[]
  /**
   * Authoring: the next file(s), with what they start with. `existing` holds the folder's files in any order. Failure('not-supported')
   * where the tool makes its files from something else.
   */
  next(
    existing: readonly MigrationFile[],
    title: string,
    now: Date,
    settings: ToolSettings,
    body?: Body,
  ): readonly NextFile[]
  /**
   * The edits that make the tool run this file's section outside a transaction. `planned` are the caller's own edits of the same fix:
   * the answer is for the file as it will be after them, but its edits are against the file as it is, and conflict with none of them.
   */
  nonTransactional(
    file: MigrationFile,
    section: Section,
    settings: ToolSettings,
    planned?: readonly Edit[],
  ): NonTransactional
  /** Its text as it is on disk is handed to the other functions as `settings.manifest`. */
  readonly manifest?: Manifest
  /** A file of the user's home folder with settings of the tool; its text is handed to the other functions as `settings.userFile`. */
  readonly userFile?: string
  /** How the tool takes a history that does not fit its books. */
  policy(settings: ToolSettings): Policy
  /** Where it sets the search_path before each migration; absent, or undefined: the session's own. */
  searchPath?(settings: ToolSettings): SearchPath | undefined
  /** The tool's own command line for applying, shown where Lockstep leaves it to the tool. */
  applyCommand(settings: ToolSettings): string
  /** Absent: we read and lint, the tool keeps its books itself; `noBooks` says why. */
  readonly books?: Books
  readonly noBooks?: string
  /** For a tool without `books`: its own, for showing what is applied. */
  readonly state?: State
  /** Considered only for folders that no other convention claims. */
  readonly fallback?: true
}

/** The complaint about a directive on the first line that a byte order mark hides from the tool. */
export const hiddenByMark = (tool: string, span: Span): Problem => ({
  code: 'wrong-directive',
  severity: 'error',
  span,
  message: `The file starts with a byte order mark, so ${tool} does not see this line.`,
  help: 'Save the file as UTF-8 without BOM.',
})

/** For tools that send the file as it is: the server's scanner takes the mark for the first letter of a word. */
export const sentMark = (tool: string): Problem => ({
  code: 'wrong-directive',
  severity: 'error',
  message: `The file starts with a byte order mark, and ${tool} sends it along: the server finds a syntax error there.`,
  help: 'Save the file as UTF-8 without BOM.',
})

export const defineConvention = (convention: Convention): Convention => convention
