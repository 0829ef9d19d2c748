import type { ToolSettings } from '../../../server/engine/conventions/convention'

export interface BookCase {
  /** Table -> its columns as the tool makes them. */
  readonly tables: Readonly<Record<string, readonly string[]>>
  /** Reads every column that does not change from run to run. */
  readonly rows: string
  readonly fresh?: readonly unknown[]
  /** After all up files of the tool's project. */
  readonly recorded: readonly unknown[]
  readonly baseline?: readonly unknown[]
  /** The version that stands as failed. */
  readonly failed?: string
  /** The table holds no history, only where it stands. */
  readonly latestOnly?: true
  readonly noSums?: true
  readonly foreign: Readonly<Record<string, string>>
  readonly elsewhere: { readonly settings: ToolSettings; readonly table: string; readonly shown?: string }
  readonly repairs?: {
    readonly files: readonly [readonly [string, string], readonly [string, string], readonly [string, string]]
    readonly rows: readonly unknown[]
    readonly applied: readonly string[]
  }
  readonly keys?: (database: string) => readonly bigint[]
  readonly otherKeys?: readonly (readonly [ToolSettings, bigint])[]
}

const golangTable = 'create table schema_migrations (version bigint not null primary key, dirty boolean not null)'

export const bookCases: Readonly<Record<string, BookCase>> = {
  dbmate: {
    tables: { 'public.schema_migrations': ['version character varying not null'] },
    rows: 'select version from schema_migrations order by 1',
    recorded: [['20240101000000'], ['20240102000000']],
    baseline: [['20240101000000'], ['20240102000000']],
    foreign: {
      'golang-migrate': golangTable,
      Supabase: 'create table schema_migrations (version text primary key, statements text[], name text)',
      Rails:
        'create table schema_migrations (version varchar primary key); create table ar_internal_metadata (key varchar primary key, value varchar)',
    },
    elsewhere: { settings: { DBMATE_MIGRATIONS_TABLE: 'app.versions' }, table: 'app.versions' },
  },
  flyway: {
    tables: {
      'public.flyway_schema_history': [
        'installed_rank integer not null',
        'version character varying(50)',
        'description character varying(200) not null',
        'type character varying(20) not null',
        'script character varying(1000) not null',
        'checksum integer',
        'installed_by character varying(100) not null',
        'installed_on timestamp without time zone not null now()',
        'execution_time integer not null',
        'success boolean not null',
      ],
    },
    rows: 'select installed_rank, version, description, type, script, checksum, installed_by, execution_time, success from flyway_schema_history order by 1',
    recorded: [
      [1, '1', 'users', 'SQL', 'V1__users.sql', -2122945810, 'postgres', 7, true],
      [2, '1.1', 'users email index', 'SQL', 'V1.1__users_email_index.sql', 291881451, 'postgres', 7, true],
      [3, '9', 'reindex', 'SQL', '2024/V9__reindex.sql', -1813164062, 'postgres', 7, true],
      [4, '10', 'Orders', 'SQL', '2024/V10__Orders.SQL', 635308736, 'postgres', 7, true],
      [5, null, 'active users', 'SQL', 'R__active_users.sql', 87977560, 'postgres', 7, true],
    ],
    baseline: [[1, '1.1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, 'postgres', 0, true]],
    failed: '1',
    foreign: { Flyway: 'create table flyway_schema_history (id int)' },
    elsewhere: { settings: { defaultSchema: 'app' }, table: 'app.flyway_schema_history' },
    repairs: {
      files: [
        ['V1__a.sql', 'CREATE TABLE a(id int);\n'],
        ['V2.0__b.sql', 'CREATE TABLE b(id int);\nALTER TABLE b ADD c text;\n'],
        ['V3__c.sql', 'CREATE TABLE c(id int);\n'],
      ],
      rows: [
        [1, '1', 'a', 'SQL', 'V1__a.sql', 1032505041, 'postgres', 1, true],
        [2, '2.0', 'b', 'SQL', 'V2.0__b.sql', -1634012418, 'postgres', 1, true],
        [3, '3', 'c', 'SQL', 'V3__c.sql', 964630252, 'postgres', 1, true],
        [4, '3', 'c', 'DELETE', 'V3__c.sql', 964630252, 'postgres', 0, true],
      ],
      applied: ['1', '2.0'],
    },
    keys: () => [77433833903597n],
    otherKeys: [[{ defaultSchema: 'app' }, 77431436970681n]],
  },
  plain: {
    tables: {
      'public.lockstep_history': [
        'version text not null',
        'title text not null',
        'script text not null',
        'checksum text',
        'state text not null',
        'applied_by text not null CURRENT_USER',
        'applied_at timestamp with time zone not null clock_timestamp()',
        'milliseconds bigint',
      ],
    },
    rows: 'select version, title, script, left(checksum, 8), state, applied_by, milliseconds::int from lockstep_history order by version::numeric',
    recorded: [
      ['0001', 'users', '0001_users.sql', 'f4fd80ff', 'done', 'postgres', 7],
      ['0002', 'users email index', '0002_users_email_index.up.sql', 'e105783f', 'done', 'postgres', 7],
    ],
    baseline: [
      ['0002', 'users email index', '0002_users_email_index.up.sql', 'e105783f', 'baseline', 'postgres', null],
    ],
    failed: '0001',
    foreign: { Lockstep: 'create table lockstep_history (version text)' },
    elsewhere: { settings: { table: 'app.history' }, table: 'app.history' },
    repairs: {
      files: [
        ['0001_a.sql', 'CREATE TABLE a(id int);\n'],
        ['0002_b.sql', 'CREATE TABLE b(id int);\n'],
        ['0003_c.sql', 'CREATE TABLE c(id int);\n'],
      ],
      rows: [
        ['0001', 'a', '0001_a.sql', '25fda422', 'done', 'postgres', 1],
        ['0002', 'b', '0002_b.sql', '005c1bb0', 'done', 'postgres', 1],
      ],
      applied: ['0001', '0002'],
    },
    keys: () => [3738559983708951724n],
  },
}
