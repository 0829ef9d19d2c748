export interface QueryResult<Row> {
  readonly rows: readonly Row[]
  readonly affected?: number
  readonly command?: string
}

/** One statement with its values. */
export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

export interface Notice {
  readonly severity: string
  readonly message: string
  readonly code?: string
}

export interface RunOptions {
  /** What abort does: a server gets a cancel request (`pg_cancel_backend` semantics), PGlite is terminated. */
  readonly signal?: AbortSignal
  readonly onNotice?: (notice: Notice) => void
}

/** Ask capabilities, never the backend's name. */
export interface Capabilities {
  /** A running statement can be cancelled and the session survives. */
  readonly cancel: boolean
  /** CONCURRENTLY proves something: there can be other sessions. */
  readonly concurrently: boolean
  readonly otherSessions: boolean
  /** Any extension the server has installed can be created; false means a fixed list. */
  readonly extensions: boolean
}

/** One server session: settings, temporary tables, locks and the open transaction live here. */
export interface Session {
  readonly backend: 'postgres' | 'pglite'
  /** PostgreSQL major version, from `server_version_num`. */
  readonly major: number
  readonly can: Capabilities
  /** The server process behind this session, as `pg_locks` and `pg_stat_activity` name it. */
  readonly pid?: number
  /** Something between us and the server answered the connection: its process is not the one the connection was opened with. */
  readonly throughPooler?: true
  /** What the server said after the last statement; `failed` refuses everything until a rollback. */
  readonly transactionStatus?: 'idle' | 'open' | 'failed'
  /** Exactly one statement, extended protocol. int8 and numeric arrive as text, date and timestamp too, timestamptz as Date. */
  query<Row>(sql: string, values?: readonly unknown[], options?: RunOptions): Promise<QueryResult<Row>>
  /** Simple protocol: one text, many statements, no parameters. */
  script(sql: string, options?: RunOptions): Promise<void>
  /**
   * Texts as `script` takes them and statements as `query` does, all sent before the first is answered. Rejects with the first failure. What
   * came behind it was sent all the same: only a transaction that failed keeps the server from running it. `onDone` hears of each up to
   * there, in order, with the rows of a statement.
   */
  pipeline(
    messages: readonly (string | Statement)[],
    options?: RunOptions & { onDone?(index: number, rows: readonly unknown[]): void },
  ): Promise<void>
  /** Commits on return; rolls back on throw, on abort, and always when `keep` is false. */
  transaction<T>(
    work: (tx: Session) => Promise<T>,
    options?: RunOptions & {
      readonly keep?: boolean
      readonly readOnly?: boolean
      /** REPEATABLE READ: every query sees the same snapshot. */
      readonly oneSnapshot?: boolean
    },
  ): Promise<T>
}

/** A place to get sessions from. Knows its password only inside; never logs a URL. */
export interface Database {
  /** Stable for the same target: host, port, database, user. No secret in it. */
  readonly id: string
  /** For people: `shop on localhost:5432 as ann`. */
  readonly label: string
  readonly host: string
  readonly name: string
  readonly disposable: boolean
  /** Settings of a migration tool that stand in the connection string. */
  readonly toolSettings?: Readonly<Record<string, string>>
  /** Options are the defaults of everything the session runs. What the work leaves open is rolled back, settings do not survive it. */
  withSession<T>(work: (session: Session) => Promise<T>, options?: RunOptions): Promise<T>
  close(): Promise<void>
}

export interface PostgresFailureFields {
  readonly sqlState: string
  readonly detail?: string
  readonly hint?: string
  /** 1-based, in characters (code points) of the text that was sent. */
  readonly position?: number
  readonly where?: string
  readonly object?: {
    readonly schema?: string
    readonly table?: string
    readonly column?: string
    readonly constraint?: string
  }
}

/** What the server said, offsets not yet mapped. Both drivers throw exactly this. */
export class PostgresFailure extends Error {
  readonly sqlState: string
  readonly detail?: string
  readonly hint?: string
  readonly position?: number
  readonly where?: string
  readonly object?: PostgresFailureFields['object']

  constructor(message: string, fields: PostgresFailureFields, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PostgresFailure'
    this.sqlState = fields.sqlState
    if (fields.detail !== undefined) this.detail = fields.detail
    if (fields.hint !== undefined) this.hint = fields.hint
    if (fields.position !== undefined) this.position = fields.position
    if (fields.where !== undefined) this.where = fields.where
    if (fields.object !== undefined) this.object = fields.object
  }
}
