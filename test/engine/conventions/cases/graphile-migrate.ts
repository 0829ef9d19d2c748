import { defineCase } from '../case'

const first =
  '--! Previous: -\n--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n\ndrop table if exists a;\ncreate table a(id int);\n'

export default defineCase({
  project: {
    sure: 'config',
    evidence: '.gmrc',
    folders: ['migrations'],
    settings: { 'placeholders.:APP_ROLE': 'shop_app' },
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
    ignored: ['current/.a.sql', 'current/README.md', 'fixtures/f.sql', 'afterReset.sql'],
    complaints: {
      'committed/x.sql': 'graphile-migrate ignores committed/x.sql',
      'committed/1_a.sql': 'graphile-migrate ignores committed/1_a.sql',
      'current/000.sql': "Invalid current migration filename: '000.sql'.",
      'current/a.sql': "Invalid current migration filename: 'a.sql'.",
    },
  },
  files: [
    { path: 'current.sql', text: '', sections: ['up file: '] },
    {
      path: 'current.sql',
      text: '\n--! no-transaction\nvacuum "👋";',
      sections: ['up simple query: --! no-transaction'],
      problems: ['error wrong-directive [--! no-transaction] graphile-migrate watch takes this line only'],
    },
    {
      path: 'current.sql',
      text: '--! no-transaction\r\nvacuum "👋";',
      sections: ['up simple query: --! no-transaction'],
    },
    {
      path: 'current.sql',
      text: '--! Message: x\n\n--! no-transaction\nvacuum t;',
      sections: ['up simple query: --! no-transaction'],
      problems: [
        'error wrong-directive [--! no-transaction] graphile-migrate watch takes this line only at the very top',
      ],
    },
    {
      path: 'current.sql',
      text: '--! Message: x\n--! Message: y\n\nselect 1;',
      problems: [
        "error wrong-directive [--! Message: y] Invalid migration 'current.sql': header 'Message' is specified more than once",
      ],
    },
    {
      path: 'current/1.sql',
      text: '--! no-transaction\nvacuum t;',
      problems: [
        "error wrong-directive [--! no-transaction] Error in 'current/1.sql': cannot use '--! no-transaction' with 'current/'",
      ],
    },
    {
      path: 'current.sql',
      text: "grant select on a to :APP_ROLE;\nselect 1::int, :DATABASE_OWNER, x::APP_ROLE, ':SECRET';",
      settings: { 'placeholders.:APP_ROLE': 'shop_app', 'placeholders.:SECRET': '!ENV' },
      placeholders: [
        ':APP_ROLE APP_ROLE=shop_app',
        ':DATABASE_OWNER DATABASE_OWNER',
        ':APP_ROLE APP_ROLE=shop_app',
        ':SECRET SECRET',
      ],
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
      text: '\nselect 1;',
      problems: [
        "error wrong-directive Invalid committed migration '000001.sql': no 'Previous' comment",
        "error wrong-directive Invalid committed migration '000001.sql': no 'Hash' comment",
      ],
    },
    {
      path: 'committed/000001.sql',
      text: first.replace('\n\ndrop', '\ndrop'),
      problems: [
        "error wrong-directive [--! Previous: -\n--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n] Invalid migration '000001.sql': there should be two newlines after the headers section",
      ],
      fixed: [first],
    },
    {
      path: 'committed/000001.sql',
      text: first.replaceAll('\n', '\r\n'),
      problems: [
        "error wrong-directive [--! Previous: -] Invalid migration '000001.sql': there should be two newlines after the headers section",
      ],
    },
    {
      path: 'committed/000001.sql',
      text: `\uFEFF${first}`,
      problems: [
        'error wrong-directive [--! Previous: -] The file starts with a byte order mark, so graphile-migrate does not',
      ],
    },
    {
      path: 'committed/000001.sql',
      text: 'select 1;',
      problems: [
        "error wrong-directive [select 1;] Invalid migration '000001.sql': there should be two newlines after the headers section",
      ],
    },
    {
      path: 'committed/000001.sql',
      text: first.replace('sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b', ''),
      problems: ["error wrong-directive Invalid committed migration '000001.sql': no 'Hash' comment"],
    },
    {
      path: 'committed/000002.sql',
      text: '--! Previous: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b\n--! Hash: sha1:b217633ebb2627baeb8f0df5ad7fe5d0a5f73b59\n\n\n  --! no-transaction\ncreate index concurrently ai on a(id);\n',
      sections: ['up simple query: --! no-transaction'],
    },
    {
      path: 'committed/000001.sql',
      text: first.replace('\n\n', '\n--! AllowInvalidHash\n\n'),
      problems: ['error wrong-directive [--! AllowInvalidHash] Invalid hash allowed for 000001.sql; but hash matches.'],
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
      files: { 'current.sql': '--! no-transaction\n-- x\nvacuum t;\n' },
    },
    {
      given: ['current/10.sql', 'current/2-b.sql'],
      title: 'x',
      body: { up: 'select 1;' },
      files: { 'current/2-b.sql': '--! Message: x\n\nselect 1;\n' },
    },
  ],
  outside: [
    {
      path: 'current.sql',
      text: '--! Message: x\n\ncreate index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: '--! no-transaction\n--! Message: x\n\ncreate index concurrently i on t (a);',
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
    {
      given: ['committed/10.sql', 'committed/9.sql'],
      texts: {
        'committed/10.sql': '--! Previous: sha1:a\n--! Hash: sha1:b\n\nselect 1;\n',
        'committed/9.sql': '--! Previous: -\n--! Hash: sha1:a\n\nselect 1;\n',
      },
      found: [
        "committed/10.sql: error manifest-mismatch Migration '10.sql' expected a previous migration ('sha1:a'), but no correctly ordered previous migration was found",
        "committed/9.sql: error manifest-mismatch Previous migration with hash 'sha1:b' doesn't match '9.sql''s expected previous hash 'null'",
      ],
    },
    {
      given: ['current/1.sql', 'current.sql', 'current/01-a.sql'],
      found: [
        'current.sql: error wrong-directive Invalid current migration: both',
        "current/1.sql: error duplicate-version Current migration filename clash: '1.sql' and '01-a.sql'",
      ],
    },
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
