import { crc, defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'sqlx in Cargo.toml',
    folders: ['migrations'],
    order: {
      '20240101000000_users.up.sql': ['up file: create table users (id bigint primary key, email text not null);'],
      '20240101000000_users.down.sql': ['down file: drop table users;'],
      '20240102000000_users_email_index.up.sql': ['up simple query: -- no-transaction'],
      '20240102000000_users_email_index.down.sql': ['down file: drop index users_email_idx;'],
    },
  },
  names: {
    good: {
      '20240101000000_users.sql': '20240101000000 | users',
      '-1_before.sql': '-1 | before',
      '0001_add_users.up.sql': '1 | add users | up',
      '1_a.b.down.sql': '1 | a.b | down',
      '+2__a_.sql': '2 |  a ',
    },
    ignored: ['sub/1_a.sql', 'users.sql', '1_a.txt'],
    complaints: {
      'x_y.sql': 'error parsing migration filename "x_y.sql"; expected integer version prefix',
      '99999999999999999999_far.sql': 'error parsing migration filename',
    },
  },
  files: [
    { path: '1_a.sql', text: '', sections: ['up file: '] },
    {
      path: '1_a.sql',
      text: '-- no-transaction at all\nvacuum "👋";',
      sections: ['up simple query: -- no-transaction at all'],
    },
    {
      path: '1_a.sql',
      text: '\uFEFF-- no-transaction\r\nvacuum t;',
      sections: ['up file: -- no-transaction'],
      problems: ['error wrong-directive [-- no-transaction] The file starts with a byte order mark, so sqlx'],
    },
    {
      path: '1_a.sql',
      text: '--no-transaction\nvacuum t;',
      sections: ['up file: --no-transaction'],
      problems: ['error wrong-directive [--no-transaction] sqlx does not see this line'],
      fixed: ['-- no-transaction\nvacuum t;'],
    },
    {
      path: '1_a.sql',
      text: '\n-- No-Transaction\nvacuum t;',
      problems: ['error wrong-directive [\n-- No-Transaction] sqlx'],
      fixed: ['-- no-transaction\nvacuum t;'],
    },
    { path: '1_a.down.sql', text: 'drop table t;', sections: ['down file: drop table t;'] },
  ],
  next: [
    { given: [], title: 'add users', files: { '20261122161718_add_users.sql': '' } },
    {
      given: ['0001_a.up.sql', '0001_a.down.sql'],
      title: 'x',
      body: { up: 'select 1;' },
      files: { '0002_x.up.sql': 'select 1;\n', '0002_x.down.sql': '' },
    },
    {
      given: ['0001_a.sql', '0002_b.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { '0003_x.sql': '-- no-transaction\nvacuum t;\n' },
    },
    {
      given: [],
      title: 'x',
      settings: { 'defaults.migration-type': 'reversible', 'defaults.migration-versioning': 'sequential' },
      files: { '0001_x.up.sql': '', '0001_x.down.sql': '' },
    },
    {
      given: ['0001_a.up.sql'],
      title: 'x',
      settings: { 'defaults.migration-type': 'simple', 'defaults.migration-versioning': 'timestamp' },
      files: { '20261122161718_x.sql': '' },
    },
    { given: ['3_a.sql'], title: 'x', files: { '20261122161718_x.sql': '' } },
  ],
  outside: [
    {
      path: '1_a.sql',
      text: 'create index i on t (a);\r\n',
      planned: ['index', 'index concurrently'],
      becomes: '-- no-transaction\r\ncreate index concurrently i on t (a);\r\n',
    },
    { path: '1_a.sql', text: 'select 1;\nselect 2;', impossible: /in a migration of its own/ },
  ],
  review: [
    {
      given: ['1_a.up.sql', '1_a.down.sql', '01_b.sql', '2_c.down.sql'],
      found: [
        '2_c.down.sql: warning orphaned-down No migration has the version 2',
        '1_a.up.sql: error duplicate-version 01_b.sql has version 1 too',
      ],
    },
  ],
  checksums: [
    {
      path: '20240101000000_init.sql',
      text: '\uFEFFCREATE TABLE a(id int);\r\n',
      settings: { 'ignored-chars': '\r,\uFEFF' },
      sum: '\\xcfe3d7b69ef93915dcc337a0aead6b830d1810a45be844806cae744a578d699ebdab7d4dc25809c6e7823fd7534d60da',
    },
    {
      path: '20240101000000_init.sql',
      text: 'CREATE TABLE, a(id int);\n',
      settings: { 'ignored-chars': '\r,,' },
      sum: '\\xcfe3d7b69ef93915dcc337a0aead6b830d1810a45be844806cae744a578d699ebdab7d4dc25809c6e7823fd7534d60da',
    },
    {
      path: '20240101000000_init.sql',
      text: 'CREATE TABLE a(id int);\n',
      sum: '\\xcfe3d7b69ef93915dcc337a0aead6b830d1810a45be844806cae744a578d699ebdab7d4dc25809c6e7823fd7534d60da',
    },
    {
      path: '20240101000000_init.sql',
      text: 'CREATE TABLE a(id int);\r\n',
      sum: '\\x674cbab7ce38606059b063fd075c5a48416508766f17cb1e713c23629c4234388b8270250eb1c673d9c29cf91dbc27db',
    },
  ],
  books: {
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
    elsewhere: { settings: { 'create-schemas': 'app,audit', 'table-name': 'app.moves' }, table: 'app.moves' },
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
    keys: (database) => [BigInt.asIntN(64, 1026731422n * crc(database))],
  },
})
