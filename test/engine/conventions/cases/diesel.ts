import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'diesel.toml',
    folders: ['migrations'],
    order: {
      '2024-01-01-000000_users/up.sql': ['up file: create table users (id bigint primary key, email text not null);'],
      '2024-01-01-000000_users/down.sql': ['down file: drop table users;'],
      '2024-01-02-000000_users_email_index/up.sql': [
        'up simple query: create index concurrently users_email_idx on users (email);',
      ],
      '2024-01-02-000000_users_email_index/down.sql': ['down simple query: drop index concurrently users_email_idx;'],
    },
  },
  names: {
    good: {
      '2024-01-01-000000_add_users/up.sql': '20240101000000 | add users | up',
      '00000000000000_diesel_initial_setup/down.sql': '00000000000000 | diesel initial setup | down',
    },
    ignored: ['2024-01-01-000000_users/metadata.toml', '.old_a/up.sql', 'a/b/up.sql'],
    complaints: { '1_users.sql': 'Diesel ignores 1_users.sql' },
  },
  files: [
    { path: '1_a/up.sql', text: '', sections: ['up file: '] },
    {
      path: '1_a/up.sql',
      text: '\uFEFFselect 1;',
      problems: ['error wrong-directive The file starts with a byte order mark, and Diesel sends it along'],
    },
    ...['', '# nothing\n', 'other = 1\n'].map((metadata) => ({
      path: '1_a/up.sql',
      text: 'select 1;',
      beside: { 'metadata.toml': metadata },
      sections: ['up simple query: select 1;'],
    })),
    ...['run_in_transaction = "false"', 'run_in_transaction'].map((metadata) => ({
      path: '1_a/up.sql',
      text: 'select 1;',
      beside: { 'metadata.toml': metadata },
      sections: ['up file: select 1;'],
    })),
    {
      path: '1_a/up.sql',
      text: '-- 👋\r\nselect 1;',
      beside: { 'metadata.toml': 'run_in_transaction = false' },
      sections: ['up simple query: -- 👋'],
    },
    {
      path: '1_a/up.sql',
      text: 'select 1;',
      beside: { 'metadata.toml': 'run_in_transaction = true' },
      sections: ['up file: select 1;'],
    },
  ],
  next: [
    {
      given: [],
      title: 'add users',
      files: {
        '2026-11-22-161718_add_users/up.sql': '-- Your SQL goes here\n',
        '2026-11-22-161718_add_users/down.sql': '-- This file should undo anything in `up.sql`\n',
      },
    },
    {
      given: ['30000101000000_b/up.sql'],
      title: 'x',
      body: { up: 'select 1;', down: 'select 2;' },
      files: { '30000101000001_x/up.sql': 'select 1;\n', '30000101000001_x/down.sql': 'select 2;\n' },
    },
    {
      given: ['2024-01-01-000000_a/up.sql'],
      title: 'x',
      body: { up: 'vacuum t;', down: 'select 2;', transactional: false },
      files: {
        '2026-11-22-161718_x/up.sql': 'vacuum t;\n',
        '2026-11-22-161718_x/down.sql': 'select 2;\n',
        '2026-11-22-161718_x/metadata.toml': 'run_in_transaction = false\n',
      },
    },
  ],
  outside: [
    {
      path: '1_a/up.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: 'create index concurrently i on t (a);',
      creates: { 'metadata.toml': 'run_in_transaction = false\n' },
    },
    { path: '1_a/up.sql', text: 'select 1; select 2;', impossible: /in a migration of its own/ },
  ],
  review: [
    {
      given: ['1_a/up.sql', '2_b/down.sql'],
      found: ['2_b/down.sql: error orphaned-down 2_b has no up.sql: Diesel refuses'],
    },
    {
      given: ['1-2_a/up.sql', '12_b/up.sql'],
      found: ['12_b/up.sql: error duplicate-version 1-2_a has the version 12 too'],
    },
  ],
  books: {
    tables: {
      'public.__diesel_schema_migrations': [
        'version character varying(50) not null',
        'run_on timestamp without time zone not null CURRENT_TIMESTAMP',
      ],
    },
    rows: "select version, run_on between (now() at time zone 'UTC') - interval '1 minute' and (now() at time zone 'UTC') from __diesel_schema_migrations order by 1",
    recorded: [
      ['20240101000000', true],
      ['20240102000000', true],
    ],
    baseline: [
      ['20240101000000', true],
      ['20240102000000', true],
    ],
    foreign: { Diesel: 'create table __diesel_schema_migrations (id int)' },
  },
})
