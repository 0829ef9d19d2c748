import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'prisma/migrations/migration_lock.toml',
    folders: ['prisma/migrations'],
    order: {
      '20240101000000_init/migration.sql': ['up simple query: CREATE TABLE a(id int);'],
      '20240102000000_users_email_index/migration.sql': [
        'up simple query: create index concurrently users_email_idx on users (email);',
      ],
    },
  },
  names: {
    good: {
      '20240101000000_init/migration.sql': '20240101000000_init | init',
      'anything/migration.sql': 'anything | anything',
    },
    ignored: ['migration_lock.toml', '20240101000000_init/down.sql'],
    complaints: {
      'init.sql': 'Prisma ignores init.sql',
      '20240101000000_init/migrate.sql': 'Prisma ignores 20240101000000_init/migrate.sql',
      'a/b/migration.sql': 'Prisma ignores',
    },
  },
  files: [
    { path: '1_a/migration.sql', text: '', sections: ['up simple query: '] },
    { path: '1_a/migration.sql', text: '-- 👋\r\nselect 1;', sections: ['up simple query: -- 👋'] },
    {
      path: '1_a/migration.sql',
      text: '\uFEFFselect 1;',
      problems: ['error wrong-directive The file starts with a byte order mark, and Prisma sends it along'],
    },
  ],
  next: [
    {
      given: [],
      title: 'Add users',
      files: { '20261122161718_add_users/migration.sql': '-- This is an empty migration.' },
    },
    {
      given: ['20270101000000_later/migration.sql'],
      title: 'x',
      body: { up: 'select 1;', transactional: false },
      files: { '20270101000001_x/migration.sql': 'select 1;\n' },
    },
  ],
  outside: [
    {
      path: '1_a/migration.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: 'create index concurrently i on t (a);',
    },
    { path: '1_a/migration.sql', text: 'select 1; select 2;', impossible: /in a migration of its own/ },
  ],
  review: [
    {
      given: ['1_a/migration.sql'],
      others: ['1_a/down.sql', '2_b/down.sql', 'migration_lock.toml'],
      found: [
        '2_b/down.sql: error migration-name Could not find the migration file at 2_b/migration.sql. Please delete',
      ],
    },
  ],
  checksums: [
    {
      path: 'a/migration.sql',
      text: 'CREATE TABLE a(id int);\n',
      sum: '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
    },
    { path: 'a/migration.sql', text: 'hello', sum: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  ],
  books: {
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
})
