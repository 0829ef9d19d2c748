import { defineCase } from '../case'

const empty = '-- migrate:up\n\n-- migrate:down\n'

export default defineCase({
  project: {
    sure: 'markers',
    evidence: '-- migrate:up in db/migrations/20240101000000_users.sql',
    folders: ['db/migrations'],
    settings: { DBMATE_MIGRATIONS_TABLE: 'shop_migrations' },
    order: {
      '20240101000000_users.sql': [
        'up file: create table users (id bigint primary key, email text not null);',
        'down file: drop table users;',
      ],
      '20240102000000_users_email_index.sql': [
        'up simple query: create index concurrently users_email_idx on users (email);',
        'down simple query: drop index concurrently users_email_idx;',
      ],
    },
  },
  names: {
    good: {
      '20240101000000_users.sql': '20240101000000 | users',
      '2024x.sql': '2024 | x',
      '1.sql': '1 | ',
      '007_add_users_table.sql': '007 | add users table',
    },
    ignored: ['old/1_a.sql', 'README.md', '1_a.up.txt'],
    complaints: {
      'users.sql': 'dbmate ignores users.sql: it does not start with a version number.',
      'V1__users.sql': 'dbmate ignores V1__users.sql',
      '1_users.SQL': 'dbmate ignores 1_users.SQL: its extension',
    },
  },
  files: [
    {
      path: '1_a.sql',
      text: '',
      sections: [],
      problems: ["error wrong-directive dbmate requires each migration to define an up block with '-- migrate:up'"],
    },
    { path: '1_a.sql', text: empty, sections: ['up file: ', 'down file: '] },
    {
      path: '1_a.sql',
      text: '\uFEFF-- migrate:up\r\ncreate table "👋" (id int);\r\n--migrate:down\r\ndrop table "👋";\r\n',
      problems: ['error wrong-directive [-- migrate:up] The file starts with a byte order mark, so dbmate'],
      sections: ['up file: create table "👋" (id int);', 'down file: drop table "👋";'],
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up\nselect 1;\n',
      problems: [
        "error missing-down [-- migrate:up] dbmate requires each migration to define a down block with '-- migrate:down'",
      ],
      fixed: ['-- migrate:up\nselect 1;\n\n-- migrate:down\n'],
    },
    {
      path: '1_a.sql',
      text: '-- Migrate:Up\nselect 1;\n -- migrate:down\nselect 2;\n',
      sections: [],
      problems: [
        "error wrong-directive [-- Migrate:Up] dbmate does not see this line: it wants '-- migrate:up'",
        "error wrong-directive [ -- migrate:down] dbmate does not see this line: it wants '-- migrate:down'",
      ],
      fixed: [
        '-- migrate:up\nselect 1;\n -- migrate:down\nselect 2;\n',
        '-- Migrate:Up\nselect 1;\n-- migrate:down\nselect 2;\n',
      ],
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up;\n-- migrate:down\n',
      problems: ['error wrong-directive [-- migrate:up;]'],
      fixed: ['-- migrate:up\n-- migrate:down\n'],
    },
    {
      path: '1_a.sql',
      text: '-- migrate:down\n-- migrate:up\n',
      problems: [
        "error wrong-directive [-- migrate:down] dbmate requires '-- migrate:up' to appear before '-- migrate:down'",
      ],
    },
    {
      path: '1_a.sql',
      text: '-- why\nset x.y = 1;\n-- migrate:up\n-- migrate:down\n',
      problems: [
        "error wrong-directive [set x.y = 1] dbmate does not support statements preceding the '-- migrate:up' block",
      ],
    },
    {
      path: '1_a.sql',
      text: '-- why\n\n/* a licence */\n-- migrate:up\n-- migrate:down\n',
      problems: ['error wrong-directive [/* a licence */] dbmate does not support statements preceding'],
    },
    { path: '1_a.sql', text: '  \n -- why\n-- migrate:up\n-- migrate:down\n', problems: [] },
    {
      path: '1_a.sql',
      text: '-- migrate:up\n-- migrate:down\n-- migrate:down\n',
      problems: [
        "error wrong-directive [-- migrate:down] dbmate requires every '-- migrate:down' to be preceded by a '-- migrate:up'",
      ],
    },
    {
      path: '1_a.sql',
      text: `${empty}${empty}`,
      problems: ['error wrong-directive [-- migrate:up] dbmate records version 1 once a block'],
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up transaction: false\n-- migrate:down lock:false transaction:false\n',
      sections: ['up file: ', 'down simple query: '],
      problems: [
        "warning wrong-directive [transaction:] dbmate ignores the option 'transaction:'",
        "warning wrong-directive [false] dbmate ignores the option 'false'",
        "warning wrong-directive [lock:false] dbmate ignores the option 'lock:false'",
      ],
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up\n-- Note: see how to migrate up the users.\n-- migrate:down\n',
      problems: [],
    },
  ],
  next: [
    {
      given: [],
      title: 'add users',
      files: { '20261122161718_add_users.sql': '-- migrate:up\n\n\n-- migrate:down\n\n' },
    },
    {
      given: ['001_a.sql', '002_b.sql'],
      title: 'Add "users"!',
      body: { up: 'select 1;', down: 'select 2;' },
      files: { '003_Add_users.sql': '-- migrate:up\nselect 1;\n\n-- migrate:down\nselect 2;\n' },
    },
    {
      given: ['20301122161718_later.sql'],
      title: 'x',
      body: { up: 'select 1;', transactional: false },
      files: { '20301122161719_x.sql': '-- migrate:up transaction:false\nselect 1;\n\n-- migrate:down\n\n' },
    },
  ],
  outside: [
    {
      path: '1_a.sql',
      text: '-- migrate:up\ncreate index i on t (a);\n-- migrate:down\n',
      planned: ['index', 'index concurrently'],
      becomes: '-- migrate:up transaction:false\ncreate index concurrently i on t (a);\n-- migrate:down\n',
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up transaction:true\r\nvacuum t;\r\n-- migrate:down\r\n',
      becomes: '-- migrate:up transaction:false\r\nvacuum t;\r\n-- migrate:down\r\n',
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up transaction:false\nvacuum t;\n-- migrate:down\n',
      becomes: '-- migrate:up transaction:false\nvacuum t;\n-- migrate:down\n',
    },
    {
      path: '1_a.sql',
      text: '-- migrate:up\ncreate table t (a int);\ncreate index i on t (a);\n-- migrate:down\n',
      impossible: /in a migration of its own/,
    },
  ],
  review: [
    {
      given: ['1_a.sql', '1_b.sql', '01_c.sql', '2_d.sql'],
      found: ['1_b.sql: error duplicate-version dbmate records a version once, and 1_a.sql has 1 too'],
    },
  ],
  books: {
    tables: { 'public.schema_migrations': ['version character varying not null'] },
    rows: 'select version from schema_migrations order by 1',
    recorded: [['20240101000000'], ['20240102000000']],
    baseline: [['20240101000000'], ['20240102000000']],
    foreign: {
      'golang-migrate': 'create table schema_migrations (version bigint not null primary key, dirty boolean not null)',
      Supabase: 'create table schema_migrations (version text primary key, statements text[], name text)',
      Rails:
        'create table schema_migrations (version varchar primary key); create table ar_internal_metadata (key varchar primary key, value varchar)',
    },
    elsewhere: { settings: { DBMATE_MIGRATIONS_TABLE: 'app.versions' }, table: 'app.versions' },
  },
})
