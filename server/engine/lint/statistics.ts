/** Sizes measured on a database; no data. Rules grade severity with them. */
export interface TableStatistics {
  /** Estimated live rows, as the planner takes them; of a partitioned table those of its partitions. */
  readonly rows: number
  /** Table and indexes, bytes (pg_total_relation_size). */
  readonly bytes: number
  /** Inserted, updated and deleted rows a day, averaged since `countedSince`; absent when that is not known. */
  readonly writesPerDay?: number
}

export interface Statistics {
  /** ISO date and time of the measurement. */
  readonly takenAt: string
  /** ISO date and time the server's counters of writes began. */
  readonly countedSince?: string
  /** By `schema.table`. */
  readonly tables: { readonly [table: string]: TableStatistics }
}
