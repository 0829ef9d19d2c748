import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'node-pg-migrate in package.json',
    folders: ['db/migrations'],
    settings: { 'check-order': 'false' },
    order: {
      '1795364013378_users.sql': [
        'up batch: create table users (id bigint primary key, email text not null);',
        'down batch: drop table users;',
      ],
      '20261122161718000_user-names.sql': ['up batch: alter table users add name text;'],
    },
  },
  names: {
    good: {
      '1795364013378_add-users.sql': '1795364013378_add-users | add users',
      '20261122161718000_x.sql': '20261122161718000_x | x',
      '1_x.SQL': '1_x | x',
      '1_x.up.sql': '1_x | x | up',
      '1_x.down.sql': '1_x | x | down',
    },
    ignored: ['.hidden.sql', 'sub/1_a.sql', '1_a.js'],
    complaints: {
      'x.sql': 'Cannot determine numeric prefix for "x.sql"',
      'README.md': 'Cannot determine numeric prefix for "README.md"',
    },
  },
  files: [
    { path: '1_a.sql', text: '', sections: ['up batch: '] },
    {
      path: '1_a.sql',
      text: 'select 1;',
      settings: { 'single-transaction': 'false' },
      sections: ['up file: select 1;'],
    },
    {
      path: '1_a.sql',
      text: '\uFEFF-- a note\r\n--- UP Migration\r\nselect "👋";\r\n  -- down  migration now\r\nselect 2;',
      sections: ['up batch: select "👋";', 'down batch: select 2;'],
    },
    {
      path: '1_a.sql',
      text: '-- Down Migration\nselect 2;\n-- Up Migration\nselect 1;\n',
      sections: ['down batch: select 2;', 'up batch: select 1;'],
    },
    {
      path: '1_a.sql',
      text: '-- note\nset role ann;\n\n-- Up Migration\nselect 1;\n',
      problems: [
        "error wrong-directive [set role ann;] node-pg-migrate drops what stands before the first '-- Up Migration' line.",
      ],
    },
    {
      path: '1_a.sql',
      text: '--\nup migration;\n-- Down\n Migration;\n',
      sections: ['up batch: up migration;', 'down batch: Migration;'],
    },
    {
      path: '1_a.sql',
      text: '/*\n a licence\n*/\n-- Up Migration\nselect 1;\n',
      sections: ['up batch: select 1;'],
    },
    {
      path: '1_a.sql',
      text: 'select 1;\n-- Down Migration\nselect 2;\n',
      sections: ['up batch: select 1;', 'down batch: select 2;'],
      problems: ["error wrong-directive [-- Down Migration\n] There is no '-- Up Migration' line"],
      fixed: ['-- Up Migration\nselect 1;\n-- Down Migration\nselect 2;\n'],
    },
    {
      path: '1_a.sql',
      text: '\uFEFFselect 1;',
      problems: ['error wrong-directive The file starts with a byte order mark, and node-pg-migrate sends it along'],
    },
    { path: '1_a.up.sql', text: '-- Down Migration\n', sections: ['up batch: -- Down Migration'] },
  ],
  next: [
    {
      given: [],
      title: 'add users',
      files: { '1795364238000_add-users.sql': '-- Up Migration\n\n-- Down Migration\n' },
    },
    {
      given: ['20261122161717000_a.sql'],
      title: 'x',
      body: { up: 'select 1;', down: 'select 2;' },
      files: { '20261122161718000_x.sql': '-- Up Migration\nselect 1;\n\n-- Down Migration\nselect 2;\n' },
    },
    {
      given: ['20261122161719000_b.sql', '1795364238000_a.sql'],
      title: 'x',
      files: { '20261122161719001_x.sql': '-- Up Migration\n\n-- Down Migration\n' },
    },
    {
      given: ['0001_a.up.sql', '0001_a.down.sql'],
      title: 'x',
      body: { up: 'select 1;' },
      files: { '0002_x.up.sql': 'select 1;\n', '0002_x.down.sql': '' },
    },
  ],
  outside: [{ path: '1_a.sql', text: 'vacuum t;', impossible: /pgm\.noTransaction/ }],
  review: [
    {
      given: ['1_a.sql', '1_a.up.sql', '2_b.down.sql'],
      found: [
        '1_a.up.sql: error duplicate-version Conflicting SQL migration files for 1_a: cannot mix',
        '2_b.down.sql: error orphaned-down Found .down.sql without matching .up.sql for 2_b',
      ],
    },
  ],
  books: {
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
})
