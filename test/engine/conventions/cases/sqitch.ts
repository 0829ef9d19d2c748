import { defineCase } from '../case'

const plan = '%syntax-version=1.0.0\n%project=shop\n\nusers 2026-11-22T16:11:10Z Dev One <dev@example.com> # Users\n'
const wrapped = (sql: string) => `BEGIN;\n\n${sql}\n\nCOMMIT;\n`

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'sqitch.plan',
    folders: ['.'],
    settings: { 'user.name': 'Dev One', 'user.email': 'dev@example.com' },
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
  checksums: [
    { path: 'deploy/a.sql', text: 'CREATE TABLE a(id int);\n', sum: 'ac7e99172287dec3cfda178d1dee326959ff1db5' },
  ],
})
