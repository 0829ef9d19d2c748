import { defineCase } from '../case'

const concurrently = 'create index concurrently i on t (a);'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'flyway.toml',
    folders: ['sql'],
    settings: {
      schemas: 'shop',
      locations: 'filesystem:sql',
      mixed: 'false',
      'postgresql.transactional.lock': 'false',
      'placeholders.owner': 'shop_owner',
      configFile: 'flyway.toml',
    },
    order: {
      'V1__users.sql': ['up file: create table users (id bigint primary key, email text not null);'],
      'V1.1__users_email_index.sql': ['up statement: create index concurrently users_email_idx on users (email);'],
      '2024/V9__reindex.sql': ['up statement: reindex index concurrently users_email_idx;'],
      '2024/V10__Orders.SQL': [
        'up file: create table orders (id bigint primary key, user_id bigint not null references users);',
      ],
      'R__active_users.sql': ['up file: create or replace view active_users as select * from users;'],
      'afterMigrate__grants.sql': ['up file: grant select on all tables in schema public to shop_reader;'],
    },
  },
  names: {
    good: {
      'V1__users.sql': '1 | users',
      'V10__UP.SQL': '10 | UP',
      'V2.sql': '2 | ',
      'V3__.sql': '3 | ',
      'V1_1_2__a_b.sql': '1.1.2 | a b',
      'V001__a.sql': '001 | a',
      'V20240101.120000__a__b.sql': '20240101.120000 | a  b',
      'sub/deeper/V1__x_y.sql': '1 | x y',
      'U3__undo_it.sql': '3 | undo it | undo',
      'R__view_v.sql': ' | view v | repeatable',
      'B2__base.sql': '2 | base | baseline',
      'afterMigrate.sql': ' | afterMigrate | callback',
      'beforeEachMigrate__cb.sql': ' | beforeEachMigrate cb | callback',
    },
    ignored: ['seed.sql', 'V1__a.sql.conf', 'V1__a.txt', 'README.md'],
    complaints: {
      'v9__x.sql': 'Unrecognised migration name format: v9__x.sql',
      'V7_nodouble.sql':
        'Invalid versioned migration name format: V7_nodouble.sql (could not recognise version number 7_nodouble)',
      'V__x.sql': 'Invalid versioned migration name format: V__x.sql',
      '1__x.sql': 'Unrecognised migration name format: 1__x.sql',
      'R1__x.sql': 'Invalid repeatable migration name format: R1__x.sql',
    },
  },
  files: [
    { path: 'V1__a.sql', text: '', sections: ['up file: '] },
    { path: 'V1__a.sql', text: '\uFEFF-- grüße 👋\r\nselect 1;\r\n', sections: ['up file: -- grüße 👋'] },
    { path: 'U1__a.sql', text: 'drop table t;', sections: ['down file: drop table t;'] },
    { path: 'V1__a.sql', text: 'drop table t;', settings: { group: 'true' }, sections: ['up batch: drop table t;'] },
    {
      path: 'V1__a.sql',
      text: 'drop table t;',
      settings: { executeInTransaction: 'false' },
      sections: ['up statement: drop table t;'],
    },
    {
      path: 'V1__a.sql',
      text: 'drop table t;',
      beside: { 'V1__a.sql.conf': 'executeInTransaction=false\n' },
      sections: ['up statement: drop table t;'],
    },
    {
      path: 'V1__a.sql',
      text: concurrently,
      beside: { 'V1__a.sql.conf': 'executeInTransaction=true' },
      sections: [`up file: ${concurrently}`],
    },
    { path: 'V1__a.sql', text: concurrently, sections: [`up statement: ${concurrently}`] },
    {
      path: 'V1__a.sql',
      text: 'create unique index concurrently i on t (a); drop index concurrently j; vacuum (analyze) t;',
      sections: [
        'up statement: create unique index concurrently i on t (a); drop index concurrently j; vacuum (analyze) t;',
      ],
    },
    { path: 'V1__a.sql', text: 'reindex index concurrently i;', sections: ['up file: reindex index concurrently i;'] },
    {
      path: 'V1__a.sql',
      text: "alter type mood add value 'meh';",
      sections: ["up file: alter type mood add value 'meh';"],
    },
    {
      path: 'V1__a.sql',
      text: "-- create index concurrently\nselect 'vacuum';",
      sections: ['up file: -- create index concurrently'],
    },
    {
      path: 'V1__a.sql',
      text: `create table t (a int);\n${concurrently}`,
      problems: [
        'error wrong-directive [create index concurrently i on t (a)] Detected both transactional and non-transactional statements within the same migration (even though mixed is false)',
      ],
    },
    { path: 'V1__a.sql', text: `create table t (a int);\n${concurrently}`, settings: { mixed: 'true' }, problems: [] },
    {
      path: 'V1__a.sql',
      text: `create table t (a int);\n${concurrently}`,
      beside: { 'V1__a.sql.conf': 'executeInTransaction=false' },
      problems: [],
    },
    {
      path: 'V1__a.sql',
      text: concurrently,
      settings: { configFile: 'flyway.toml' },
      problems: [
        'info wrong-directive [create index concurrently i on t (a)] Flyway holds its lock in an open transaction',
      ],
    },
    {
      path: 'V1__a.sql',
      text: concurrently,
      settings: { configFile: 'flyway.toml', 'postgresql.transactional.lock': 'false' },
      problems: [],
    },
    {
      path: 'V1__a.sql',
      text: 'select 1;',
      beside: { 'V1__a.sql.conf': 'executeInTransactions=false\nencoding=UTF-8\n' },
      problems: ["error wrong-directive V1__a.sql.conf: Flyway refuses the unknown key 'executeInTransactions'."],
    },
    {
      path: 'V1__a.sql',
      text: "select '${owner}', ${FLYWAY:defaultSchema}, ${other}; -- ${flyway:nosuch}",
      settings: { 'placeholders.owner': 'ann', schemas: 'app, app2' },
      placeholders: [
        '${owner} owner=ann',
        '${FLYWAY:defaultSchema} FLYWAY:defaultSchema=app',
        '${other} other',
        '${flyway:nosuch} flyway:nosuch',
      ],
      problems: [
        'error placeholder-unknown [${flyway:nosuch}] No value provided for placeholder: ${flyway:nosuch}.  Check your configuration!',
      ],
    },
    { path: 'V1__a.sql', text: "select '${owner}'", settings: { placeholderReplacement: 'false' }, placeholders: [] },
  ],
  next: [
    { given: [], title: 'add users', files: { 'V1__add_users.sql': '' } },
    {
      given: ['V1__a.sql', 'V2.sql', 'R__v.sql'],
      title: 'x',
      body: { up: 'select 1;', down: 'select 2;' },
      files: { 'V3__x.sql': 'select 1;\n' },
    },
    { given: ['V1_1__a.sql', 'V1_9__b.sql'], title: 'x', files: { 'V1_10__x.sql': '' } },
    { given: ['V001__a.sql', '2024/V009__b.sql'], title: 'x', files: { '2024/V010__x.sql': '' } },
    {
      given: ['V20240101000000__a.sql'],
      title: 'x',
      body: { up: `${concurrently}\n`, transactional: false },
      files: { 'V20261122161718__x.sql': `${concurrently}\n` },
    },
    {
      given: ['V1__a.sql', 'U1__a.sql'],
      title: 'x',
      body: { up: 'reindex table concurrently t;', down: 'select 2;', transactional: false },
      files: {
        'V2__x.sql': 'reindex table concurrently t;\n',
        'V2__x.sql.conf': 'executeInTransaction=false\n',
        'U2__x.sql': 'select 2;\n',
      },
    },
  ],
  outside: [
    {
      path: 'V1__a.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: concurrently,
    },
    {
      path: 'V1__a.sql',
      text: 'reindex index i;',
      planned: [' index', ' index concurrently'],
      becomes: 'reindex index concurrently i;',
      creates: { 'V1__a.sql.conf': 'executeInTransaction=false\n' },
    },
    {
      path: 'V1__a.sql',
      text: 'create table t (a int);\ncreate index i on t (a);',
      planned: ['index', 'index concurrently'],
      creates: { 'V1__a.sql.conf': 'executeInTransaction=false\n' },
    },
  ],
  review: [
    {
      given: ['V5__ee.sql', 'V005__dup.sql', 'V5.0__again.sql', 'B5__base.sql', 'R__v.sql', 'sub/R__v.sql'],
      found: [
        'V5.0__again.sql: error duplicate-version Found more than one migration with version 5: V005__dup.sql',
        'V5__ee.sql: error duplicate-version Found more than one migration with version 5',
        "sub/R__v.sql: error duplicate-version Found more than one repeatable migration with description 'v'",
      ],
    },
  ],
  checksums: [
    { path: 'V1__a.sql', text: 'CREATE TABLE a(id int);\n', sum: '1032505041' },
    {
      path: 'V1__a.sql',
      text: '\uFEFFCREATE TABLE a(id int);\r\n-- comment\r\nINSERT INTO a VALUES (1);',
      sum: '76604336',
    },
    { path: 'V1__a.sql', text: 'CREATE TABLE b(id int);\nALTER TABLE b ADD c text;\n', sum: '1737066139' },
    { path: 'V1__a.sql', text: 'CREATE INDEX CONCURRENTLY b_i ON b(c);\n', sum: '-726760243' },
    { path: 'V1__a.sql', text: 'CREATE TABLE c(id int);\n', sum: '964630252' },
    { path: 'R__v.sql', text: "CREATE OR REPLACE VIEW v AS SELECT id, '${x}' AS x FROM a;\n", sum: '-1352215323' },
    {
      path: 'R__v.sql',
      text: "CREATE OR REPLACE VIEW v AS SELECT id, '${x}' AS x FROM a;\n",
      settings: { 'placeholders.x': 'hello' },
      sum: '-365787272',
    },
    {
      path: 'V1__v.sql',
      text: "CREATE OR REPLACE VIEW v AS SELECT id, '${x}' AS x FROM a;\n",
      settings: { 'placeholders.x': 'hello' },
      sum: '-1352215323',
    },
  ],
  books: {
    tables: {
      'public.flyway_schema_history': [
        'installed_rank integer not null',
        'version character varying(50)',
        'description character varying(200) not null',
        'type character varying(20) not null',
        'script character varying(1000) not null',
        'checksum integer',
        'installed_by character varying(100) not null',
        'installed_on timestamp without time zone not null now()',
        'execution_time integer not null',
        'success boolean not null',
      ],
    },
    rows: 'select installed_rank, version, description, type, script, checksum, installed_by, execution_time, success from flyway_schema_history order by 1',
    recorded: [
      [1, '1', 'users', 'SQL', 'V1__users.sql', -2122945810, 'postgres', 7, true],
      [2, '1.1', 'users email index', 'SQL', 'V1.1__users_email_index.sql', 291881451, 'postgres', 7, true],
      [3, '9', 'reindex', 'SQL', '2024/V9__reindex.sql', -1813164062, 'postgres', 7, true],
      [4, '10', 'Orders', 'SQL', '2024/V10__Orders.SQL', 635308736, 'postgres', 7, true],
      [5, null, 'active users', 'SQL', 'R__active_users.sql', 87977560, 'postgres', 7, true],
    ],
    baseline: [[1, '1.1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, 'postgres', 0, true]],
    failed: '1',
    foreign: { Flyway: 'create table flyway_schema_history (id int)' },
    elsewhere: { settings: { defaultSchema: 'app' }, table: 'app.flyway_schema_history' },
    repairs: {
      files: [
        ['V1__a.sql', 'CREATE TABLE a(id int);\n'],
        ['V2.0__b.sql', 'CREATE TABLE b(id int);\nALTER TABLE b ADD c text;\n'],
        ['V1.5__c.sql', 'CREATE TABLE c(id int);\n'],
      ],
      rows: [
        [1, '1', 'a', 'SQL', 'V1__a.sql', 1032505041, 'postgres', 1, true],
        [2, '2.0', 'b', 'SQL', 'V2.0__b.sql', -1634012418, 'postgres', 1, true],
        [3, '1.5', 'c', 'SQL', 'V1.5__c.sql', 964630252, 'postgres', 1, true],
        [4, '1.5', 'c', 'DELETE', 'V1.5__c.sql', 964630252, 'postgres', 0, true],
      ],
      applied: ['1', '2.0'],
    },
    keys: () => [77433833903597n],
    otherKeys: [[{ defaultSchema: 'app' }, 77431436970681n]],
  },
})
