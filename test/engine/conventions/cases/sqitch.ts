import { readFileSync } from 'node:fs'
import { defineCase } from '../case'

const plan = '%syntax-version=1.0.0\n%project=shop\n\nusers 2026-11-22T16:11:10Z Dev One <dev@example.com> # Users\n'
const wrapped = (sql: string) => `BEGIN;\n\n${sql}\n\nCOMMIT;\n`

const user = { 'user.name': 'Dev One', 'user.email': 'dev@example.com' }
const own = { ...user, manifest: readFileSync('test/engine/conventions/sqitch/sqitch.plan', 'utf8') }

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'sqitch.plan',
    folders: ['.'],
    settings: user,
    order: {
      'deploy/appschema.sql': ['up statement: -- Deploy flipr:appschema to pg'],
      'revert/appschema.sql': ['down statement: -- Revert flipr:appschema from pg'],
      'deploy/users.sql': ['up statement: -- Deploy flipr:users to pg'],
      'revert/users.sql': ['down statement: -- Revert flipr:users from pg'],
      'deploy/t3.sql': ['up statement: -- Deploy flipr:t3 to pg'],
      'revert/t3.sql': ['down statement: -- Revert flipr:t3 from pg'],
    },
  },
  names: {
    good: {
      'deploy/users.sql': 'users | users | up',
      'revert/app/users@v1.0.sql': 'app/users@v1.0 | app/users@v1.0 | down',
    },
    ignored: ['verify/users.sql', 'users.sql', 'sqitch.plan'],
    complaints: {},
  },
  files: [
    { path: 'deploy/a.sql', text: '', sections: ['up statement: '] },
    { path: 'revert/a.sql', text: '\uFEFF\\set x 1\r\nselect :x;', sections: ['down statement: \\set x 1'] },
  ],
  next: [
    {
      given: ['deploy/users.sql'],
      settings: { manifest: plan },
      title: 'Add orders',
      body: { up: 'create table orders (id int);', down: 'drop table orders;' },
      files: {
        'deploy/add_orders.sql':
          '-- Deploy shop:add_orders to pg\n\nBEGIN;\n\ncreate table orders (id int);\n\nCOMMIT;\n',
        'revert/add_orders.sql': '-- Revert shop:add_orders from pg\n\nBEGIN;\n\ndrop table orders;\n\nCOMMIT;\n',
        'verify/add_orders.sql':
          '-- Verify shop:add_orders on pg\n\nBEGIN;\n\n-- XXX Add verifications here.\n\nROLLBACK;\n',
        'sqitch.plan': `${plan}add_orders 2026-11-22T16:17:18Z Dev One <dev@example.com> # Add orders\n`,
      },
    },
    {
      given: [],
      settings: { manifest: '%syntax-version=1.0.0\n%project=shop\n', 'user.name': 'Ann', 'user.email': 'a@x.org' },
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: {
        'deploy/x.sql': '-- Deploy shop:x to pg\n\nvacuum t;\n',
        'revert/x.sql': '-- Revert shop:x from pg\n\nBEGIN;\n\n-- XXX Add DDLs here.\n\nCOMMIT;\n',
        'verify/x.sql': '-- Verify shop:x on pg\n\nBEGIN;\n\n-- XXX Add verifications here.\n\nROLLBACK;\n',
        'sqitch.plan': '%syntax-version=1.0.0\n%project=shop\n\nx 2026-11-22T16:17:18Z Ann <a@x.org> # x\n',
      },
    },
  ],
  outside: [
    {
      path: 'deploy/a.sql',
      text: wrapped('create index i on t (a);'),
      planned: ['index', 'index concurrently'],
      becomes: '\n\ncreate index concurrently i on t (a);\n\n\n',
    },
    { path: 'deploy/a.sql', text: 'create table t (a int);\nvacuum t;', becomes: 'create table t (a int);\nvacuum t;' },
    {
      path: 'deploy/a.sql',
      text: wrapped('create table t (a int);\ncreate index i on t (a);'),
      impossible: /change of its own/,
    },
  ],
  review: [
    {
      given: ['deploy/other.sql', 'revert/other.sql'],
      settings: { manifest: `${plan}nonsense\n` },
      found: [
        'deploy/other.sql: error manifest-mismatch Syntax error in sqitch.plan at line 5',
        'deploy/other.sql: warning manifest-mismatch sqitch.plan has no change other',
        'revert/other.sql: warning orphaned-down sqitch.plan has no change other',
        'deploy/other.sql: error manifest-mismatch sqitch.plan has the change users, and there is no deploy/users.sql.',
      ],
    },
  ],
  books: {
    settings: own,
    tables: {
      'sqitch.changes': [
        'change_id text not null',
        'script_hash text',
        'change text not null',
        'project text not null',
        "note text not null ''::text",
        'committed_at timestamp with time zone not null clock_timestamp()',
        'committer_name text not null',
        'committer_email text not null',
        'planned_at timestamp with time zone not null',
        'planner_name text not null',
        'planner_email text not null',
      ],
    },
    rows: 'select change, change_id, tag, (select count(*)::int from sqitch.dependencies d where d.change_id = c.change_id) from sqitch.changes c left join sqitch.tags using (change_id) order by c.committed_at',
    recorded: [
      ['appschema', 'fe513974af3f294dc618a8a5e743713be09e91bd', null, 0],
      ['users', '076173b1e24e556f12ebc6f6ed7e1adcf0ac4a0a', '@v1.0', 1],
      ['t3', '5d1a26ed7a57680abb3a78f1847de89014aaf0b3', null, 2],
    ],
    baseline: [
      ['appschema', 'fe513974af3f294dc618a8a5e743713be09e91bd', null, 0],
      ['users', '076173b1e24e556f12ebc6f6ed7e1adcf0ac4a0a', '@v1.0', 1],
    ],
    foreign: { Sqitch: 'create schema sqitch; create table sqitch.changes (id int)' },
    elsewhere: { settings: { 'engine.pg.registry': 'app' }, table: 'app.changes' },
    keys: () => [75474063n],
  },
  checksums: [
    { path: 'deploy/a.sql', text: 'CREATE TABLE a(id int);\n', sum: 'ac7e99172287dec3cfda178d1dee326959ff1db5' },
  ],
})
