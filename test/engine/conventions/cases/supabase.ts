import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'supabase/config.toml',
    folders: ['supabase/migrations'],
    order: {
      '20240101000000_users.sql': ['up simple query: -- users'],
      '20240102000000_users_email_index.sql': [
        'up simple query: create index concurrently users_email_idx on users (email);',
      ],
    },
  },
  names: {
    good: { '20240101000000_users.sql': '20240101000000 | users', '1_.sql': '1 | ' },
    ignored: ['sub/1_a.sql', 'README.md'],
    complaints: {
      'x.sql': 'Skipping migration x.sql... (file name must match pattern "<timestamp>_name.sql")',
      '1.sql': 'Skipping migration 1.sql',
    },
  },
  files: [
    { path: '1_a.sql', text: '', sections: ['up simple query: '] },
    { path: '1_a.sql', text: '-- 👋\r\nselect 1;', sections: ['up simple query: -- 👋'] },
    {
      path: '1_a.sql',
      text: '\uFEFFselect 1;',
      problems: ['error wrong-directive The file starts with a byte order mark, and Supabase sends it along'],
    },
  ],
  next: [
    { given: [], title: 'add users', files: { '20261122161718_add_users.sql': '' } },
    {
      given: ['20240101000000_a.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { '20261122161718_x.sql': 'vacuum t;\n' },
    },
  ],
  outside: [
    {
      path: '1_a.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: 'create index concurrently i on t (a);',
    },
    { path: '1_a.sql', text: 'select 1; select 2;', impossible: /in a migration of its own/ },
  ],
  review: [{ given: ['1_a.sql', '1_b.sql'], found: ['1_b.sql: error duplicate-version 1_a.sql has version 1 too'] }],
  books: {
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
})
