import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'names',
    evidence: 'migrations/0001_users.sql and 2 more numbered',
    folders: ['migrations'],
    order: {
      '0001_users.sql': ['up file: create table users (id bigint primary key, email text not null);'],
      '0002_users_email_index.up.sql': ['up statement: -- lockstep: no-transaction'],
      '0002_users_email_index.down.sql': ['down file: drop index users_email_idx;'],
    },
  },
  names: {
    good: {
      '0001_users.sql': '0001 | users',
      '0001_users.up.sql': '0001 | users | up',
      '0001_users.DOWN.SQL': '0001 | users | down',
      '20240101000000-add-users.sql': '20240101000000 | add users',
      '1.sql': '1 | ',
    },
    ignored: ['sub/0001_a.sql', 'seed.sql', '0001_users.txt'],
    complaints: { '0001users.sql': '0001users.sql is not taken as a migration' },
  },
  files: [
    { path: '1_a.sql', text: '', sections: ['up file: '] },
    {
      path: '1_a.sql',
      text: '\uFEFF-- lockstep: no-transaction\r\nvacuum "👋";',
      sections: ['up statement: -- lockstep: no-transaction'],
    },
    { path: '1_a.sql', text: '-- why\n-- lockstep: no-transaction\nvacuum t;', sections: ['up file: -- why'] },
    {
      path: '1_a.sql',
      text: 'select 1; -- lockstep: no-transaction',
      sections: ['up file: select 1; -- lockstep: no-transaction'],
    },
    { path: '1_a.sql', text: '-- lockstep: no-transaction', sections: ['up statement: -- lockstep: no-transaction'] },
  ],
  next: [
    { given: [], title: 'add users', files: { '0001_add_users.sql': '' } },
    {
      given: ['0001_a.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { '0002_x.sql': '-- lockstep: no-transaction\nvacuum t;\n' },
    },
    {
      given: ['001_a.up.sql', '001_a.down.sql'],
      title: 'x',
      body: { up: 'select 1;' },
      files: { '002_x.up.sql': 'select 1;\n', '002_x.down.sql': '' },
    },
    {
      given: ['20240101000000_a.sql'],
      title: 'x',
      body: { up: 'select 1;', down: 'select 2;' },
      files: { '20261122161718_x.up.sql': 'select 1;\n', '20261122161718_x.down.sql': 'select 2;\n' },
    },
  ],
  outside: [
    {
      path: '1_a.sql',
      text: 'create index i on t (a);\r\n',
      planned: ['index', 'index concurrently'],
      becomes: '-- lockstep: no-transaction\r\ncreate index concurrently i on t (a);\r\n',
    },
    {
      path: '1_a.sql',
      text: '-- lockstep: no-transaction\nvacuum t;\n',
      becomes: '-- lockstep: no-transaction\nvacuum t;\n',
    },
  ],
  review: [
    {
      given: ['1_a.sql', '01_b.sql', '2_c.up.sql', '2_c.down.sql', '3_d.down.sql'],
      found: [
        '3_d.down.sql: warning orphaned-down No migration has the number 3',
        '1_a.sql: error duplicate-version 01_b.sql has the number 1 too',
      ],
    },
  ],
  checksums: [
    {
      path: '1_a.sql',
      text: 'CREATE TABLE a(id int);\n',
      sum: '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
    },
    {
      path: '1_a.sql',
      text: '\uFEFFCREATE TABLE a(id int);\r\n',
      sum: '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
    },
  ],
  books: {
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
})
