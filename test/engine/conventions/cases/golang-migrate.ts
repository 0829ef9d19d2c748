import { crc, defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'migrations/000001_users.up.sql, golang-migrate in go.mod',
    folders: ['migrations'],
    order: {
      '000001_users.up.sql': ['up simple query: create table users (id bigint primary key, email text not null);'],
      '000001_users.down.sql': ['down simple query: drop table users;'],
      '2_users_email_index.up.sql': ['up simple query: create index concurrently users_email_idx on users (email);'],
      '000010_orders.up.sql': ['up simple query: create table orders (id bigint primary key);'],
      '000010_orders.down.sql': ['down simple query: drop table orders;'],
    },
  },
  names: {
    good: {
      '000001_users.up.sql': '1 | users | up',
      '20240101000000_add_users.down.sql': '20240101000000 | add users | down',
      '1_.up.pgsql': '1 |  | up',
      '18446744073709551615_last.up.sql': '18446744073709551615 | last | up',
    },
    ignored: ['sub/1_a.up.sql', 'seed.sql', 'README.md'],
    complaints: {
      '1_users.sql': 'golang-migrate ignores 1_users.sql.',
      '1-users.up.sql': 'golang-migrate ignores 1-users.up.sql.',
      'users.up.sql': 'golang-migrate ignores users.up.sql.',
      '18446744073709551616_too_far.up.sql': 'golang-migrate ignores',
    },
  },
  files: [
    { path: '1_a.up.sql', text: '', sections: ['up simple query: '] },
    { path: '1_a.down.sql', text: '\uFEFF-- ünder\r\ndrop table t;\r\n', sections: ['down simple query: -- ünder'] },
    {
      path: '1_a.up.sql',
      text: "select 'a;b'; select 2;",
      settings: { 'x-multi-statement': 'true' },
      sections: ["up statement: select 'a;b'; select 2;"],
      problems: [
        'error wrong-directive [;] With x-multi-statement=true golang-migrate cuts the file at every semicolon',
      ],
    },
    { path: '1_a.up.sql', text: "select 'a;b'; select 2;", problems: [] },
    {
      path: '1_a.up.sql',
      text: 'create function f() returns int begin atomic select 1; end;\nselect 2;',
      settings: { 'x-multi-statement': 'true' },
      problems: [
        'error wrong-directive [;] With x-multi-statement=true golang-migrate cuts the file at every semicolon',
      ],
    },
    {
      path: '1_a.up.sql',
      text: '-- first; second\nselect 1; /* ; */\n-- last; words',
      settings: { 'x-multi-statement': 'true' },
      problems: [
        'error wrong-directive [;] With x-multi-statement=true golang-migrate cuts the file at every semicolon',
        'error wrong-directive [;] With x-multi-statement=true golang-migrate cuts the file at every semicolon',
        'error wrong-directive [;] With x-multi-statement=true golang-migrate cuts the file at every semicolon',
      ],
    },
  ],
  next: [
    { given: [], title: 'add users', files: { '000001_add_users.up.sql': '', '000001_add_users.down.sql': '' } },
    {
      given: ['000009_a.up.sql', '1_b.up.sql'],
      title: 'x',
      body: { up: 'select 1;', down: 'select 2' },
      files: { '000010_x.up.sql': 'select 1;\n', '000010_x.down.sql': 'select 2\n' },
    },
    {
      given: ['20240101000000_a.up.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { '20261122161718_x.up.sql': 'vacuum t;\n', '20261122161718_x.down.sql': '' },
    },
  ],
  outside: [
    {
      path: '1_a.up.sql',
      text: 'create index i on t (a);\n',
      planned: ['index', 'index concurrently'],
      becomes: 'create index concurrently i on t (a);\n',
    },
    {
      path: '1_a.up.sql',
      text: 'create table t (a int); create index i on t (a);\n',
      impossible: /in a migration of its own/,
    },
    {
      path: '1_a.up.sql',
      text: 'select 1; vacuum t;\n',
      settings: { 'x-multi-statement': 'true' },
      becomes: 'select 1; vacuum t;\n',
    },
  ],
  review: [
    {
      given: ['1_a.up.sql', '01_b.up.sql', '1_a.down.sql', '3_c.down.sql'],
      found: ['1_a.up.sql: error duplicate-version duplicate migration file: 1_a.up.sql'],
    },
  ],
  books: {
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
    keys: (database) =>
      [`/${database}`, database].map((name) => (crc(`public\0schema_migrations\0${name}`) * 1486364155n) & 0xffffffffn),
  },
})
