import type { ToolSettings } from '../../../server/engine/conventions/convention'

export interface BookCase {
  /** What the project's detection adds. */
  readonly settings?: ToolSettings
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
  /** What counts as applied once that is repaired. */
  readonly repaired?: readonly string[]
  /** The table holds no history, only where it stands. */
  readonly latestOnly?: true
  readonly noSums?: true
  readonly foreign: Readonly<Record<string, string>>
  readonly elsewhere?: { readonly settings: ToolSettings; readonly table: string; readonly shown?: string }
  readonly repairs?: {
    readonly files: readonly [readonly [string, string], readonly [string, string], readonly [string, string]]
    /** How many changes repair proposes; 2 by default. */
    readonly repairs?: number
    readonly rows: readonly unknown[]
    readonly applied: readonly string[]
  }
  readonly keys?: (database: string) => readonly bigint[]
  readonly otherKeys?: readonly (readonly [ToolSettings, bigint])[]
}

const crc = (text: string): bigint => BigInt(zlib(Buffer.from(text)))
const golangKeys = (database: string): readonly bigint[] =>
  [`/${database}`, database].map((name) => (crc(`public\0schema_migrations\0${name}`) * 1486364155n) & 0xffffffffn)
const sqlxKeys = (database: string): readonly bigint[] => [BigInt.asIntN(64, 1026731422n * crc(database))]

/** Bit by bit, to be told from the table in use. */
function zlib(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return ~c >>> 0
}

const golangTable = 'create table schema_migrations (version bigint not null primary key, dirty boolean not null)'

export const bookCases: Readonly<Record<string, BookCase>> = {
  atlas: {
    settings: {
      manifest:
        'h1:MTBpmuLTT60KMlWtiTbBJjCdQrB1oBEPIrwnrWRV/PQ=\n20240101000000_init.sql h1:criXiTn+rncqtwOz/mk3GjwkqSdteaJPaN9WeOpczcE=\n20240102000000.sql h1:cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=\n',
    },
    tables: {
      'atlas_schema_revisions.atlas_schema_revisions': [
        'version character varying not null',
        'description character varying not null',
        'type bigint not null 2',
        'applied bigint not null 0',
        'total bigint not null 0',
        'executed_at timestamp with time zone not null',
        'execution_time bigint not null',
        'error text',
        'error_stmt text',
        'hash character varying not null',
        'partial_hashes jsonb',
        'operator_version character varying not null',
      ],
    },
    rows: `select version, description, type::int, applied::int, total::int, execution_time::int, error, error_stmt, hash, partial_hashes::text, operator_version
      from atlas_schema_revisions.atlas_schema_revisions order by 1`,
    recorded: [
      [
        '20240101000000',
        'init',
        2,
        2,
        2,
        7400000,
        '',
        '',
        'criXiTn+rncqtwOz/mk3GjwkqSdteaJPaN9WeOpczcE=',
        'null',
        'Lockstep',
      ],
      [
        '20240102000000',
        '',
        2,
        1,
        1,
        7400000,
        '',
        '',
        'cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=',
        'null',
        'Lockstep',
      ],
    ],
    baseline: [
      ['20240102000000', '', 1, 0, 0, 0, '', '', 'cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=', 'null', 'Lockstep'],
    ],
    failed: '20240101000000',
    repaired: ['20240101000000'],
    foreign: {
      Atlas:
        'create schema atlas_schema_revisions; create table atlas_schema_revisions.atlas_schema_revisions (version text)',
    },
    elsewhere: { settings: { 'revisions-schema': 'app' }, table: 'app.atlas_schema_revisions' },
    keys: () => [2686470616n],
  },
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
  drizzle: {
    settings: { manifest: '{}' },
    tables: {
      'drizzle.__drizzle_migrations': [
        "id integer not null nextval('drizzle.__drizzle_migrations_id_seq'::regclass)",
        'hash text not null',
        'created_at bigint',
      ],
    },
    rows: 'select hash, created_at::text from drizzle.__drizzle_migrations order by id',
    recorded: [
      ['25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c', '1795364066930'],
      ['d5a2c3460786aca93f5bc2c280e08f0677c9fba97d52bc225c92b84db9e565af', '1795364099999'],
    ],
    baseline: [
      ['25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c', '1795364066930'],
      ['d5a2c3460786aca93f5bc2c280e08f0677c9fba97d52bc225c92b84db9e565af', '1795364099999'],
    ],
    foreign: { Drizzle: 'create schema drizzle; create table drizzle.__drizzle_migrations (id int)' },
    elsewhere: { settings: { schema: 'app', table: 'moves', manifest: '{}' }, table: 'app.moves' },
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
  'golang-migrate': {
    tables: { 'public.schema_migrations': ['version bigint not null', 'dirty boolean not null'] },
    rows: 'select version::text, dirty from schema_migrations',
    recorded: [['10', false]],
    latestOnly: true,
    baseline: [['2', false]],
    failed: '1',
    foreign: {
      'golang-migrate': 'create table schema_migrations (version varchar primary key)',
    },
    elsewhere: {
      settings: { 'x-migrations-table': '"app"."moves"', 'x-migrations-table-quoted': 'true' },
      table: 'app.moves',
      shown: '"app"."moves"',
    },
    keys: golangKeys,
  },
  goose: {
    tables: {
      'public.goose_db_version': [
        'id integer not null identity',
        'version_id bigint not null',
        'is_applied boolean not null',
        'tstamp timestamp without time zone not null now()',
      ],
    },
    rows: 'select id, version_id::text, is_applied from goose_db_version order by id',
    fresh: [[1, '0', true]],
    recorded: [
      [1, '0', true],
      [2, '1', true],
      [3, '20240101120000', true],
    ],
    baseline: [
      [1, '0', true],
      [2, '1', true],
      [3, '20240101120000', true],
    ],
    foreign: { goose: 'create table goose_db_version (version bigint)' },
    elsewhere: { settings: { GOOSE_TABLE: 'app.moves' }, table: 'app.moves' },
    keys: () => [4097083626n],
  },
  'graphile-migrate': {
    tables: {
      'graphile_migrate.migrations': [
        'hash text not null',
        'previous_hash text',
        'filename text not null',
        'date timestamp with time zone not null now()',
      ],
      'graphile_migrate.current': [
        "filename text not null 'current.sql'::text",
        'content text not null',
        'date timestamp with time zone not null now()',
      ],
    },
    rows: 'select hash, previous_hash, filename from graphile_migrate.migrations order by filename',
    recorded: [
      ['sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b', null, '000001.sql'],
      ['sha1:b217633ebb2627baeb8f0df5ad7fe5d0a5f73b59', 'sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b', '000002.sql'],
    ],
    foreign: {
      'graphile-migrate': 'create schema graphile_migrate; create table graphile_migrate.migrations (id int)',
    },
    keys: () => [4727445306447283n],
  },
  'node-pg-migrate': {
    tables: {
      'public.pgmigrations': [
        "id integer not null nextval('pgmigrations_id_seq'::regclass)",
        'name character varying(255) not null',
        'run_on timestamp without time zone not null',
      ],
    },
    rows: 'select id, name from pgmigrations order by id',
    recorded: [
      [1, '1795364013378_users'],
      [2, '20261122161718000_user-names'],
    ],
    baseline: [
      [1, '1795364013378_users'],
      [2, '20261122161718000_user-names'],
    ],
    foreign: { 'node-pg-migrate': 'create table pgmigrations (name text)' },
    elsewhere: { settings: { 'migrations-schema': 'app', 'migrations-table': 'moves' }, table: 'app.moves' },
    keys: () => [7241865325823964n],
    otherKeys: [[{ 'lock-value': '42' }, 42n]],
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
  postgrator: {
    tables: {
      'public.schemaversion': ['version bigint not null', 'name text', 'md5 text', 'run_at timestamp with time zone'],
    },
    rows: 'select version::text, name, md5, run_at is not null from schemaversion order by schemaversion.version',
    fresh: [['0', null, null, false]],
    recorded: [
      ['0', null, null, false],
      ['1', 'init', 'bd1bfc5937fa5208879ffe89d7cdc12e', true],
      ['3', '', '886488e6da04fce8f7b82eaf20a6189c', true],
    ],
    baseline: [
      ['0', null, null, false],
      ['1', 'init', 'bd1bfc5937fa5208879ffe89d7cdc12e', true],
      ['3', '', '886488e6da04fce8f7b82eaf20a6189c', true],
    ],
    foreign: { postgrator: 'create table schemaversion (version bigint)' },
    elsewhere: { settings: { schemaTable: 'app.moves' }, table: 'app.moves' },
    repairs: {
      files: [
        ['1.do.a.sql', 'select 1;\n'],
        ['2.do.b.sql', 'select 2;\n'],
        ['3.do.c.sql', 'select 3;\n'],
      ],
      repairs: 1,
      rows: [
        ['0', null, null, false],
        ['1', 'a', '0642f7fde5adc5e6e9464d9434c1887b', true],
        ['2', 'b', '3da3c100dd9d74243f511a8064fad046', true],
        ['3', 'c', 'c09a6b4474e7c080f782b46ef8524a0e', true],
      ],
      applied: ['1', '2', '3'],
    },
  },
  prisma: {
    tables: {
      'public._prisma_migrations': [
        'id character varying(36) not null',
        'checksum character varying(64) not null',
        'finished_at timestamp with time zone',
        'migration_name character varying(255) not null',
        'logs text',
        'rolled_back_at timestamp with time zone',
        'started_at timestamp with time zone not null now()',
        'applied_steps_count integer not null 0',
      ],
    },
    rows: 'select length(id), checksum, finished_at is not null as finished, migration_name, logs, rolled_back_at is not null as gone, applied_steps_count from _prisma_migrations order by migration_name',
    recorded: [
      [
        36,
        '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
        true,
        '20240101000000_init',
        null,
        false,
        1,
      ],
      [
        36,
        '0c6cbbecc1e1ef37c92b0a70322b875f669f43d354bec73f8e839ace52b36520',
        true,
        '20240102000000_users_email_index',
        null,
        false,
        1,
      ],
    ],
    baseline: [
      [
        36,
        '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
        true,
        '20240101000000_init',
        '',
        false,
        0,
      ],
      [
        36,
        '0c6cbbecc1e1ef37c92b0a70322b875f669f43d354bec73f8e839ace52b36520',
        true,
        '20240102000000_users_email_index',
        '',
        false,
        0,
      ],
    ],
    failed: '20240101000000_init',
    foreign: { Prisma: 'create table _prisma_migrations (id text)' },
    keys: () => [72707369n],
  },
  sqlx: {
    tables: {
      'public._sqlx_migrations': [
        'version bigint not null',
        'description text not null',
        'installed_on timestamp with time zone not null now()',
        'success boolean not null',
        'checksum bytea not null',
        'execution_time bigint not null',
      ],
    },
    rows: "select version::text, description, success, left(encode(checksum, 'hex'), 8), length(checksum), execution_time::int from _sqlx_migrations order by 1",
    recorded: [
      ['20240101000000', 'users', true, 'd3f014cc', 48, 7400000],
      ['20240102000000', 'users email index', true, 'b68c8228', 48, 7400000],
    ],
    baseline: [
      ['20240101000000', 'users', true, 'd3f014cc', 48, 0],
      ['20240102000000', 'users email index', true, 'b68c8228', 48, 0],
    ],
    foreign: { sqlx: 'create table _sqlx_migrations (version bigint)' },
    elsewhere: { settings: { 'table-name': 'app.moves' }, table: 'app.moves' },
    repairs: {
      files: [
        ['1_a.sql', 'select 1;\n'],
        ['2_b.sql', 'select 2;\n'],
        ['3_c.sql', 'select 3;\n'],
      ],
      rows: [
        ['1', 'a', true, '732dd6fa', 48, 1000000],
        ['2', 'b', true, '5f0380c7', 48, 1000000],
      ],
      applied: ['1', '2'],
    },
    keys: sqlxKeys,
  },
  supabase: {
    tables: { 'supabase_migrations.schema_migrations': ['version text not null', 'statements text[]', 'name text'] },
    rows: 'select version, statements, name from supabase_migrations.schema_migrations order by version',
    recorded: [
      [
        '20240101000000',
        ['-- users\ncreate table users (id bigint primary key)', 'alter table users add email text'],
        'users',
      ],
      ['20240102000000', ['create index concurrently users_email_idx on users (email)'], 'users_email_index'],
    ],
    baseline: [
      [
        '20240101000000',
        ['-- users\ncreate table users (id bigint primary key)', 'alter table users add email text'],
        'users',
      ],
      ['20240102000000', ['create index concurrently users_email_idx on users (email)'], 'users_email_index'],
    ],
    foreign: {
      Supabase: 'create schema supabase_migrations; create table supabase_migrations.schema_migrations (id int)',
    },
  },
}
