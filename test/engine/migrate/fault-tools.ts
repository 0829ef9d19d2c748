import type { ToolSettings } from '../../../server/engine/conventions/convention'
import { hashFile } from '../../../server/engine/conventions/shared/atlas-sum'
import { graphileHash } from '../../../server/engine/conventions/shared/graphile-headers'

/** A tool's folder with one migration of this text. */
export interface Tool {
  readonly id: string
  readonly transactional: boolean
  readonly table: string
  readonly settings?: ToolSettings
  /** A table the tool does not count where it wants an empty database; `gate` of an extension when absent. */
  readonly gate?: string
  /** Killed at one place only: what the others show is shown by the tools above it. */
  readonly once?: true
  files(sql: string): Readonly<Record<string, string>>
}
const sqitchPlan = '%project=x\n\nx 2024-01-01T00:00:00Z Ann <ann@example.org>\n'
const journal = JSON.stringify({
  version: '7',
  dialect: 'postgresql',
  entries: [{ idx: 0, version: '7', when: 1, tag: '0000_x', breakpoints: true }],
})
const diesel = (sql: string, transactional: boolean) => ({
  '1_x/up.sql': sql,
  '1_x/metadata.toml': `run_in_transaction = ${transactional}\n`,
})
const liquibase = (transactional: boolean): Tool => ({
  id: 'liquibase',
  transactional,
  table: 'databasechangelog',
  settings: { includes: 'db/x.sql' },
  files: (sql) => ({
    'x.sql': `--liquibase formatted sql\n--changeset a:1${transactional ? '' : ' runInTransaction:false'}\n${sql}\n`,
  }),
})
/** Its scripts decide themselves. */
export const sqitch: Tool = {
  id: 'sqitch',
  transactional: false,
  table: 'sqitch.changes',
  settings: { 'user.name': 'Ann', 'user.email': 'ann@example.org' },
  files: (sql) => ({ 'sqitch.plan': sqitchPlan, 'deploy/x.sql': sql }),
}

export const tools: readonly Tool[] = [
  { id: 'flyway', transactional: true, table: 'flyway_schema_history', files: (sql) => ({ 'V1__x.sql': sql }) },
  {
    id: 'dbmate',
    transactional: true,
    table: 'schema_migrations',
    files: (sql) => ({ '1_x.sql': `-- migrate:up\n${sql}\n-- migrate:down\n` }),
  },
  { id: 'plain', transactional: true, table: 'lockstep_history', files: (sql) => ({ '1_x.sql': sql }) },
  {
    id: 'flyway',
    transactional: false,
    table: 'flyway_schema_history',
    files: (sql) => ({ 'V1__x.sql': sql, 'V1__x.sql.conf': 'executeInTransaction=false\n' }),
  },
  {
    id: 'plain',
    transactional: false,
    table: 'lockstep_history',
    files: (sql) => ({ '1_x.sql': `-- lockstep: no-transaction\n${sql}` }),
  },
  {
    id: 'goose',
    transactional: false,
    table: 'goose_db_version',
    files: (sql) => ({ '1_x.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${sql}\n` }),
  },
  liquibase(true),
  liquibase(false),
  sqitch,
  {
    id: 'diesel',
    transactional: true,
    table: '__diesel_schema_migrations',
    files: (sql) => diesel(sql, true),
    once: true,
  },
  { id: 'sqlx', transactional: true, table: '_sqlx_migrations', files: (sql) => ({ '1_x.sql': sql }), once: true },
  {
    id: 'atlas',
    transactional: true,
    table: 'atlas_schema_revisions.atlas_schema_revisions',
    files: (sql) => ({
      '1_x.sql': sql,
      'atlas.sum': hashFile([{ relativePath: '1_x.sql', bytes: new TextEncoder().encode(sql) }]),
    }),
    once: true,
  },
  {
    id: 'graphile-migrate',
    transactional: true,
    table: 'graphile_migrate.migrations',
    files: (sql) => ({
      'committed/000001.sql': `--! Previous: -\n--! Hash: ${graphileHash(sql, undefined)}\n\n${sql}`,
    }),
    once: true,
  },
  {
    id: 'node-pg-migrate',
    transactional: true,
    table: 'pgmigrations',
    files: (sql) => ({ '1_x.sql': sql }),
    once: true,
  },
  {
    id: 'drizzle',
    transactional: true,
    table: 'drizzle.__drizzle_migrations',
    files: (sql) => ({ '0000_x.sql': sql, 'meta/_journal.json': journal }),
    once: true,
  },
  // These send the file as one text, which the server goes on with when its client is gone.
  {
    id: 'golang-migrate',
    transactional: false,
    table: 'schema_migrations',
    files: (sql) => ({ '1_x.up.sql': sql }),
    once: true,
  },
  {
    id: 'prisma',
    transactional: false,
    table: '_prisma_migrations',
    files: (sql) => ({ '1_x/migration.sql': sql }),
    gate: 'spatial_ref_sys',
    once: true,
  },
  {
    id: 'supabase',
    transactional: false,
    table: 'supabase_migrations.schema_migrations',
    files: (sql) => ({ '20240101000000_x.sql': sql }),
    once: true,
  },
  {
    id: 'postgrator',
    transactional: false,
    table: 'schemaversion',
    files: (sql) => ({ '1.do.x.sql': sql }),
    once: true,
  },
]

/** These send a file outside a transaction as one text: one statement. */
export const alone: Readonly<Record<string, Tool['files']>> = {
  dbmate: (sql) => ({ '1_x.sql': `-- migrate:up transaction:false\n${sql}\n-- migrate:down\n` }),
  diesel: (sql) => diesel(sql, false),
}
