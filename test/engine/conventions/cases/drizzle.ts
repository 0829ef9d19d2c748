import { defineCase } from '../case'

const entry = (idx: number, when: number, tag: string) => ({ idx, version: '7', when, tag, breakpoints: true })
const journal = (...entries: readonly object[]) =>
  JSON.stringify({ version: '7', dialect: 'postgresql', entries }, undefined, 2)
const manifest = journal(entry(0, 1, '0000_a'), entry(1, 2, '0001_b'))

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'drizzle/meta/_journal.json',
    folders: ['drizzle'],
    settings: { table: 'shop_migrations' },
    order: {
      '0000_perpetual_catseye.sql': ['up batch: CREATE TABLE a(id int);'],
      '0001_orders.sql': ['up batch: CREATE TABLE "orders" (id int);'],
    },
  },
  names: {
    good: { '20240101000000_init/migration.sql': '20240101000000_init | init' },
    ignored: ['meta/_journal.json', 'meta/0000_snapshot.json'],
    complaints: {
      '0000_a.sql': 'Drizzle ignores 0000_a.sql',
      '20240101000000_a/x.sql': 'Drizzle ignores 20240101000000_a/x.sql',
      'init/migration.sql': 'Drizzle takes the time of init/migration.sql from',
    },
  },
  files: [
    { path: '0000_a.sql', text: '', settings: { manifest }, sections: ['up batch: '] },
    {
      path: '0000_a.sql',
      text: '-- Custom SQL migration file, put your code below! --create table "👋" (id int);\n',
      settings: { manifest },
      problems: ['error wrong-directive [create table "👋" (id int);] This text stands on the line of a comment'],
      fixed: ['-- Custom SQL migration file, put your code below! --\ncreate table "👋" (id int);\n'],
    },
    {
      path: '0000_a.sql',
      text: '-- Custom SQL migration file, put your code below! --\r\nselect 1;',
      settings: { manifest },
    },
    {
      path: '0000_a.sql',
      text: '\uFEFFselect 1;',
      settings: { manifest },
      problems: ['error wrong-directive The file starts with a byte order mark, and Drizzle sends it along'],
    },
  ],
  next: [
    {
      given: ['20240101000000_init/migration.sql'],
      title: 'x',
      body: { up: 'select 1;' },
      files: { '20261122161718_x/migration.sql': 'select 1;\n' },
    },
    {
      given: ['0000_a.sql', '0001_b.sql'],
      settings: { manifest },
      title: 'Add users',
      files: {
        '0002_add_users.sql': '-- Custom SQL migration file, put your code below! --\n',
        'meta/_journal.json': journal(
          entry(0, 1, '0000_a'),
          entry(1, 2, '0001_b'),
          entry(2, 1795364238000, '0002_add_users'),
        ),
      },
    },
    {
      given: ['1704067200_a.sql'],
      settings: { manifest: journal(entry(0, 1, '1704067200_a')) },
      title: 'x',
      body: { up: 'select 1;' },
      files: {
        '1795364238_x.sql': 'select 1;\n',
        'meta/_journal.json': journal(entry(0, 1, '1704067200_a'), entry(1, 1795364238000, '1795364238_x')),
      },
    },
  ],
  outside: [{ path: '20240101000000_init/migration.sql', text: 'vacuum t;', impossible: /one transaction/ }],
  review: [
    {
      given: ['0000_a.sql', '0001_b.sql'],
      settings: { manifest: journal(entry(0, 5, '0000_a'), entry(1, 2, '0001_b'), entry(2, 9, '0002_gone')) },
      found: [
        '0001_b.sql: error out-of-order meta/_journal.json dates 0001_b before 0000_a: Drizzle silently skips it',
        '0000_a.sql: error manifest-mismatch No file 0002_gone.sql found',
      ],
    },
  ],
  checksums: [
    {
      path: '20240101000000_init/migration.sql',
      text: 'CREATE TABLE a(id int);\n',
      sum: '25fda42233d736c99ca2556f45fedc9c1c4941f864fd42ba5c3d0035f734c88c',
    },
  ],
  books: {
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
})
