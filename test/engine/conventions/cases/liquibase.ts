import { defineCase } from '../case'

const file = (body: string, attributes = '') => `--liquibase formatted sql\n--changeset ann:1${attributes}\n${body}`

export default defineCase({
  project: {
    sure: 'config',
    evidence: '--liquibase formatted sql in db/changelog/changes/indexes.sql, liquibase.properties',
    folders: ['db/changelog/changes'],
    settings: { liquibaseSchemaName: 'audit', includes: 'users.sql\nindexes.sql' },
    order: {
      'users.sql': [
        'up file: --comment: the users',
        'down file: drop table users;',
        'up file: alter table users add name text;',
        'down file: alter table users drop name;',
      ],
      'indexes.sql': ['up statement: create index concurrently users_email_idx on users (email);'],
    },
  },
  names: {
    good: { 'users.sql': 'users | users', '001-add-users.sql': '001-add-users | add users' },
    ignored: ['sub/a.sql', 'db.changelog-master.yaml'],
    complaints: {},
  },
  files: [
    { path: 'a.sql', text: '', sections: ['up file: '] },
    { path: 'a.sql', text: 'select 1;', sections: ['up file: select 1;'] },
    {
      path: 'a.sql',
      text: '\uFEFF-- Liquibase Formatted SQL\r\n-- changeset "ann lee":"x y" dbms:postgresql\r\nselect "👋";\r\n',
      sections: ['up file: select "👋";'],
    },
    {
      path: 'a.sql',
      text: file('select 1;', ' runInTransaction:false splitStatements:false'),
      sections: ['up simple query: select 1;'],
    },
    { path: 'a.sql', text: file('select 1;', ' dbms:mysql'), sections: [] },
    { path: 'a.sql', text: file('select 1;', ' dbms:!postgresql'), sections: [] },
    {
      path: 'a.sql',
      text: file('select 1;\n--rollback select 2;\n--rollback select 3;\n'),
      sections: ['up file: select 1;', 'down file: select 2;', 'down file: select 3;'],
    },
    {
      path: 'a.sql',
      text: file('select 1;\n--rollback select\n--rollback 3;\n--rollback empty\n'),
      sections: ['up file: select 1;'],
    },
    {
      path: 'a.sql',
      text: file('select 1;\n--ignoreLines:start\nnonsense\n--ignoreLines:end\nselect 2;\n'),
      sections: ['up file: select 1;', 'up file: select 2;'],
    },
    {
      path: 'a.sql',
      text: '--liquibase formated sql\n--changeset ann:1\nselect 1;',
      problems: ['error wrong-directive [--liquibase formated sql] Liquibase takes this file for one raw changeset'],
      fixed: ['--liquibase formatted sql\n--changeset ann:1\nselect 1;'],
    },
    {
      path: 'a.sql',
      text: `${file('select 1;\n')}--changeset ann:1\nselect 2;`,
      problems: ['error duplicate-version [--changeset ann:1] 1 changesets had duplicate identifiers'],
    },
    {
      path: 'a.sql',
      text: file('-- nothing\n'),
      problems: ['error wrong-directive [--changeset ann:1] No SQL for changeset 1'],
    },
    {
      path: 'a.sql',
      text: `${file('select 1;\n')}-changeset ann:2\nselect 2;`,
      problems: ['error wrong-directive [-changeset ann:2] Unexpected formatting at line 4.'],
    },
    {
      path: 'a.sql',
      text: `${file('select 1;\n')}--changeset ann2\nselect 2;`,
      problems: ['error wrong-directive [--changeset ann2] Unexpected formatting at line 4.'],
    },
    {
      path: 'a.sql',
      text: '--liquibase formatted sql\n--changeset ann: 1\nselect 1;',
      problems: ['error wrong-directive [--changeset ann: 1] Unexpected formatting at line 2.'],
    },
    {
      path: 'a.sql',
      text: '--liquibase formatted sql\n--property name:owner value:ann\n--changeset ann:1\nalter table t owner to ${owner}; -- ${other}',
      placeholders: ['${owner} owner=ann', '${other} other'],
    },
  ],
  next: [
    {
      given: [],
      title: 'Add users',
      body: { up: 'select 1;', down: 'select 2;\nselect 3;' },
      files: {
        '20261122161718_Add_users.sql':
          '--liquibase formatted sql\n\n--changeset lockstep:20261122161718-add-users\nselect 1;\n--rollback select 2;\n--rollback select 3;\n',
      },
    },
    {
      given: ['001-a.sql', '009-b.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: {
        '010-x.sql':
          '--liquibase formatted sql\n\n--changeset lockstep:20261122161718-x runInTransaction:false\nvacuum t;\n--rollback empty\n',
      },
    },
  ],
  outside: [
    {
      path: 'a.sql',
      text: file('create index i on t (a);\r\n', ' labels:v1'),
      planned: [' index', ' index concurrently'],
      becomes: file('create index concurrently i on t (a);\r\n', ' labels:v1 runInTransaction:false'),
    },
    {
      path: 'a.sql',
      text: file('vacuum t;', ' runInTransaction:true'),
      becomes: file('vacuum t;', ' runInTransaction:false'),
    },
    { path: 'a.sql', text: file('select 1; select 2;', ' splitStatements:false'), impossible: /changeset of its own/ },
    { path: 'a.sql', text: 'vacuum t;', impossible: /formatted changelog/ },
  ],
  checksums: [
    { path: 'a.sql', text: file('CREATE TABLE a(id int);\n'), sum: '9:c89e591e0fb4b4e3115b62802f20a3e5' },
    {
      path: 'a.sql',
      text: file(
        '--comment x\nCREATE TABLE t1 (id int);\n-- plain comment\nINSERT INTO t1 VALUES (1);\n--rollback drop table t1;\n',
      ),
      sum: '9:177a14f116ef05d90420b349161878f9',
    },
    {
      path: 'a.sql',
      text: file('CREATE INDEX CONCURRENTLY t1i ON t1(id);', ' runInTransaction:false'),
      sum: '9:c88061988950c8d280b4f6cdf640b73e',
    },
    { path: 'a.sql', text: file('CREATE TABLE t5(id int);\r\n'), sum: '9:fbaf6dc776ada1f57bad0acbc7dcdac1' },
    { path: 'a.sql', text: file('CREATE TABLE okk(id int);\nSELECT 1/0;'), sum: '9:4b41a32b07f054f5aa6a44b07f9665f0' },
  ],
})
