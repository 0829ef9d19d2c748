import { defineCase } from '../case'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'migrations/001.do.init.sql, postgrator in package.json',
    folders: ['migrations'],
    settings: { migrationPattern: 'migrations/*', schemaTable: 'shop_version' },
    order: {
      '001.do.init.sql': ['up simple query: CREATE TABLE a(id int);'],
      '001.undo.init.sql': ['down simple query: DROP TABLE a;'],
      '3.do.sql': ['up simple query: create index concurrently a_id_idx on a (id);'],
    },
  },
  names: {
    good: {
      '001.do.init.sql': '1 | init | up',
      '3.do.sql': '3 |  | up',
      '20240101000000.undo.add-users.more.sql': '20240101000000 | add users | down',
      'sub/1.do.a.sql': '1 | a | up',
    },
    ignored: ['seed.sql', '1.do.a.js'],
    complaints: {
      '001_init.sql': 'postgrator ignores 001_init.sql',
      '1.up.init.sql': 'postgrator ignores 1.up.init.sql',
      '000.do.init.sql': 'postgrator never runs 000.do.init.sql: every database is at version 0',
    },
  },
  files: [
    { path: '1.do.a.sql', text: '', sections: ['up simple query: '] },
    { path: '1.undo.a.sql', text: 'drop table "👋";\r\n', sections: ['down simple query: drop table "👋";'] },
    {
      path: '1.do.a.sql',
      text: '\uFEFFselect 1;',
      problems: ['error wrong-directive The file starts with a byte order mark, and postgrator sends it along'],
    },
  ],
  next: [
    { given: [], title: 'add users', files: { '001.do.add-users.sql': '', '001.undo.add-users.sql': '' } },
    {
      given: ['001.do.a.sql', '009.do.b.sql'],
      title: 'x',
      body: { up: 'vacuum t;', down: 'select 2;', transactional: false },
      files: { '010.do.x.sql': 'vacuum t;\n', '010.undo.x.sql': 'select 2;\n' },
    },
  ],
  outside: [
    {
      path: '1.do.a.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: 'create index concurrently i on t (a);',
    },
    { path: '1.do.a.sql', text: 'select 1; select 2;', impossible: /in a migration of its own/ },
  ],
  review: [
    {
      given: ['1.do.a.sql', '01.do.b.sql', '1.undo.a.sql'],
      found: ['1.do.a.sql: error duplicate-version Two migrations found with version 1 and action do'],
    },
  ],
  checksums: [
    { path: '1.do.a.sql', text: 'CREATE TABLE a(id int);\n', sum: 'bd1bfc5937fa5208879ffe89d7cdc12e' },
    {
      path: '1.do.a.sql',
      text: 'CREATE TABLE b(id int);\r\nCREATE TABLE c(id int);\r\n',
      sum: '546922a9bafdee309ca8fc6960b7ec4b',
    },
    {
      path: '1.do.a.sql',
      text: 'CREATE TABLE b(id int);\r\nCREATE TABLE c(id int);\r\n',
      settings: { newline: 'LF' },
      sum: 'df5d888804a61e5021210df6c2eb99b2',
    },
  ],
  books: {
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
})
