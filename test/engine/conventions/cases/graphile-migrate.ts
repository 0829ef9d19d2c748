import { defineCase } from '../case'

const first =
  '--! Previous: -\n--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n\ndrop table if exists a;\ncreate table a(id int);\n'

export default defineCase({
  project: {
    sure: 'config',
    evidence: '.gmrc',
    folders: ['migrations'],
    settings: { placeholders: ':APP_ROLE' },
    order: {
      'committed/000001-create-a.sql': ['up file: drop table if exists a;'],
      'committed/000002.sql': ['up simple query: --! no-transaction'],
      'current.sql': ['up file: -- Enter migration here'],
    },
  },
  names: {
    good: {
      'current.sql': ' | current | repeatable',
      'current/001-a.sql': ' | 001-a.sql | repeatable',
      'committed/000001-create-a-table.sql': '000001.sql | create a table',
      'committed/000002.sql': '000002.sql | ',
    },
    ignored: ['fixtures/f.sql', 'afterReset.sql'],
    complaints: {
      'committed/x.sql': 'graphile-migrate ignores committed/x.sql',
      'committed/1_a.sql': 'graphile-migrate ignores committed/1_a.sql',
    },
  },
  files: [
    { path: 'current.sql', text: '', sections: ['up file: '] },
    {
      path: 'current.sql',
      text: '--! Message: x\r\n\r\n--! no-transaction\r\nvacuum "👋";',
      sections: ['up simple query: --! no-transaction'],
    },
    {
      path: 'current.sql',
      text: 'grant select on a to :APP_ROLE;\nselect 1::int, :DATABASE_OWNER, x::APP_ROLE;',
      settings: { placeholders: ':APP_ROLE' },
      placeholders: [':APP_ROLE APP_ROLE', ':DATABASE_OWNER DATABASE_OWNER'],
    },
    { path: 'committed/000001.sql', text: first, sections: ['up file: drop table if exists a;'] },
    {
      path: 'committed/000001.sql',
      text: first.replace('id int', 'id bigint'),
      problems: [
        'error wrong-directive [--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b] Hash for 000001.sql does not match - sha1:',
      ],
    },
    {
      path: 'committed/000001.sql',
      text: 'select 1;',
      problems: [
        "error wrong-directive Invalid committed migration '000001.sql': no 'Previous' comment",
        "error wrong-directive Invalid committed migration '000001.sql': no 'Hash' comment",
      ],
    },
    {
      path: 'committed/000001.sql',
      text: first.replace('\n\ndrop', '\ndrop'),
      problems: [
        'error wrong-directive [--! Previous: -\n--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n] there should be two newlines after the headers section',
      ],
      fixed: [first],
    },
    {
      path: 'committed/000001.sql',
      text: first.replace('\n\n', '\n--! AllowInvalidHash\n\n'),
      problems: [
        'warning wrong-directive [--! AllowInvalidHash] Invalid hash allowed for 000001.sql; but hash matches.',
      ],
    },
  ],
  next: [
    {
      given: ['committed/000001.sql'],
      title: 'add users',
      files: { 'current.sql': '--! Message: add users\n\n-- Enter migration here\n' },
    },
    {
      given: ['current.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { 'current.sql': '--! Message: x\n\n--! no-transaction\nvacuum t;\n' },
    },
  ],
  outside: [
    {
      path: 'current.sql',
      text: '--! Message: x\n\ncreate index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: '--! Message: x\n\n--! no-transaction\ncreate index concurrently i on t (a);',
    },
    { path: 'current.sql', text: 'select 1; select 2;', impossible: /in a migration of its own/ },
    { path: 'current/1.sql', text: 'vacuum t;', impossible: /current\.sql alone/ },
    { path: 'committed/000001.sql', text: first, impossible: /Uncommit it first/ },
  ],
  review: [
    {
      given: ['committed/000001.sql', 'committed/000002.sql'],
      texts: {
        'committed/000001.sql': first,
        'committed/000002.sql': '--! Previous: sha1:other\n--! Hash: sha1:x\n\nselect 1;\n',
      },
      found: [
        "committed/000002.sql: error manifest-mismatch Previous migration with hash 'sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b' doesn't match '000002.sql''s expected previous hash 'sha1:other'",
      ],
    },
    { given: ['current.sql', 'current/1.sql'], found: ['current.sql: error wrong-directive There are both'] },
  ],
  checksums: [
    {
      path: 'committed/000001.sql',
      text: 'CREATE TABLE a(id int);\n',
      sum: 'sha1:ac7e99172287dec3cfda178d1dee326959ff1db5',
    },
    {
      path: 'committed/000001.sql',
      text: 'drop table if exists a;\ncreate table a(id int);\n',
      sum: 'sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b',
    },
    {
      path: 'committed/000002.sql',
      text: '--! Previous: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n\n--! no-transaction\ncreate index concurrently ai on a(id);\n',
      sum: 'sha1:b217633ebb2627baeb8f0df5ad7fe5d0a5f73b59',
    },
  ],
  books: {
    tables: {
      'graphile_migrate.migrations': [
        'hash text not null',
        'previous_hash text',
        'filename text not null',
        'date timestamp with time zone not null now()',
      ],
      'graphile_migrate.current': [
        "filename text not null 'current.sql'::text",
        'content text not null',
        'date timestamp with time zone not null now()',
      ],
    },
    rows: 'select hash, previous_hash, filename from graphile_migrate.migrations order by filename',
    recorded: [
      ['sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b', null, '000001.sql'],
      ['sha1:b217633ebb2627baeb8f0df5ad7fe5d0a5f73b59', 'sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b', '000002.sql'],
    ],
    foreign: {
      'graphile-migrate': 'create schema graphile_migrate; create table graphile_migrate.migrations (id int)',
    },
    keys: () => [4727445306447283n],
  },
})
