/** Sizes measured on a database; no data. Rules grade severity with them. */
export interface TableStatistics {
  /** Estimated live rows (pg_class.reltuples). */
  readonly rows: number
  /** Table and indexes, bytes (pg_total_relation_size). */
  readonly bytes: number
  /** Inserted, updated and deleted rows a day, averaged since the statistics were reset. */
  readonly writesPerDay: number
}

export interface Statistics {
  /** ISO date and time of the measurement. */
  readonly takenAt: string
  /** By `schema.table`. */
  readonly tables: { readonly [table: string]: TableStatistics }
}
