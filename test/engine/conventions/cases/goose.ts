import { defineCase } from '../case'

const fn = 'create function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend\n$$;'

export default defineCase({
  project: {
    sure: 'markers',
    evidence: '-- +goose Up in sql/00001_users.sql',
    folders: ['sql'],
    order: {
      '00001_users.sql': [
        'up file: create table users (id bigint primary key, email text not null);',
        'down file: drop function touch();',
      ],
      '20240101120000_users_email_index.sql': [
        'up statement: create index concurrently users_email_idx on users (email);',
        'down statement: drop index concurrently users_email_idx;',
      ],
    },
  },
  names: {
    good: {
      '00001_users.sql': '1 | users',
      '20240101120000_add_users.sql': '20240101120000 | add users',
      '7_.sql': '7 | ',
    },
    ignored: ['sub/1_a.sql', 'main.go', '1_a.SQL'],
    complaints: {
      'abc.sql': 'could not parse SQL migration file "abc.sql": no filename separator \'_\' found',
      '0_zero.sql': 'could not parse SQL migration file "0_zero.sql": migration version must be greater than zero',
      'v1_x.sql':
        'could not parse SQL migration file "v1_x.sql": failed to parse version from migration file: v1_x.sql',
    },
  },
  files: [
    {
      path: '1_a.sql',
      text: '',
      sections: [],
      problems: ["error wrong-directive failed to parse migration: must start with '-- +goose Up' annotation"],
    },
    {
      path: '1_a.sql',
      text: '\uFEFF-- +goose up\r\ncreate table "👋" (id int);\r\n-- +GOOSE Down\r\n',
      problems: [
        'error wrong-directive [-- +goose up] The file starts with a byte order mark, so goose',
        "error wrong-directive [-- +GOOSE Down] goose does not see this line: it wants '-- +goose Down'.",
      ],
      sections: ['up file: create table "👋" (id int);'],
      fixed: ['-- +goose up\r\ncreate table "👋" (id int);\r\n-- +goose Down\r\n'],
    },
    {
      path: '1_a.sql',
      text: '-- a note\n-- +goose up\r\ncreate table "👋" (id int);\r\n-- +goose DOWN\r\ndrop table "👋"; -- gone\r\n',
      sections: ['up file: create table "👋" (id int);', 'down file: drop table "👋"; -- gone'],
    },
    {
      path: '1_a.sql',
      text: ' -- +goose Up\nselect 1;\n',
      problems: [
        'error wrong-directive [ -- +goose Up] " -- +goose Up" contains leading whitespace: invalid annotation',
      ],
      fixed: ['-- +goose Up\nselect 1;\n'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose Frob\n',
      problems: ['error wrong-directive [-- +goose Frob] "Frob" not supported: invalid annotation'],
    },
    {
      path: '1_a.sql',
      text: 'select 0;\n-- +goose Up\nselect 1;\n',
      problems: ['error wrong-directive [select 0] failed to parse migration: unexpected state 0 on line "select 0"'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\nselect 1\n',
      problems: [
        'error wrong-directive [select 1] failed to parse migration: state 1, direction: up: unexpected unfinished SQL query: "select 1": missing semicolon?',
      ],
      fixed: ['-- +goose Up\nselect 1;\n'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\nselect 1; /* one */\n',
      problems: [
        'error wrong-directive [select 1] failed to parse migration: state 1, direction: up: unexpected unfinished',
      ],
    },
    { path: '1_a.sql', text: '-- +goose Up\nselect 1; select 2; -- two\n/* the end */', problems: [] },
    {
      path: '1_a.sql',
      text: '-- +goose NO TRANSACTION\n-- +goose Up\nselect 1; vacuum a;\nselect 2; /* and */\nselect 3;\nselect 4;\n-- +goose StatementBegin\nselect 5;\nselect 6;\n-- +goose StatementEnd\n',
      problems: [
        'info wrong-directive [vacuum a] goose sends this with the statement before it as one query',
        'info wrong-directive [select 3] goose sends this with',
        'info wrong-directive [select 6] goose sends this with',
      ],
      verbatim: ['select 1; vacuum a;', 'select 2; /* and */\nselect 3;', 'select 5;\nselect 6;'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n/*\n select 1;\n*/\nselect 2;\n-- +goose Down\nselect 3\n',
      problems: [
        'error wrong-directive [;] goose ends a statement at this semicolon, which stands inside a comment.',
        'error wrong-directive [select 3] failed to parse migration: state 4, direction: down: unexpected unfinished',
      ],
      fixed: ['-- +goose Up\n/*\n select 1;\n*/\nselect 2;\n-- +goose Down\nselect 3;\n'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose StatementBegin\n-- nothing yet\n\n-- +goose StatementEnd\n\n-- t\ncreate table t ();\n-- +goose Down\n-- +goose StatementBegin\n-- +goose StatementEnd\n',
      verbatim: ['-- nothing yet', ''],
      problems: ['error wrong-directive [create table t ();] goose drops this line'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose\n',
      problems: ['error wrong-directive [-- +goose] failed to parse annotation line "-- +goose": empty annotation'],
    },
    {
      path: '1_a.sql',
      text: `-- +goose Up\n${fn}\n`,
      problems: ['error wrong-directive [;] goose ends the statement at this semicolon'],
      fixed: [`-- +goose Up\n-- +goose StatementBegin\n${fn}\n-- +goose StatementEnd\n`],
    },
    {
      path: '1_a.sql',
      text: `-- +goose Up\n-- +goose StatementBegin\n${fn}\n-- +goose StatementEnd\n`,
      verbatim: [fn],
      sections: ['up file: -- +goose StatementBegin'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose StatementBegin\nselect 1;\n-- +goose Down\nselect 2;\n',
      problems: [
        "error wrong-directive [-- +goose StatementBegin] failed to parse migration: missing '-- +goose StatementEnd' annotation",
      ],
      verbatim: ['select 1;'],
      fixed: ['-- +goose Up\n-- +goose StatementBegin\nselect 1;\n-- +goose StatementEnd\n-- +goose Down\nselect 2;\n'],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose StatementEnd\n',
      problems: ["error wrong-directive [-- +goose StatementEnd] '-- +goose StatementEnd' must"],
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\n-- +goose Up\n',
      problems: ["error wrong-directive [-- +goose Up] duplicate '-- +goose Up' annotations"],
    },
    {
      path: '1_a.sql',
      text: "-- +goose ENVSUB ON\n-- +goose Up\ngrant select on t to ${READER:-nobody};\n-- +goose ENVSUB OFF\nselect '${not}';\n",
      placeholders: ['${READER:-nobody} READER'],
    },
  ],
  next: [
    { given: [], title: 'add users', files: { '20261122161718_add_users.sql': '-- +goose Up\n\n-- +goose Down\n' } },
    {
      given: ['00001_a.sql', '00009_b.sql'],
      title: 'f',
      body: { up: fn, down: 'drop function f();' },
      files: {
        '00010_f.sql': `-- +goose Up\n-- +goose StatementBegin\n${fn}\n-- +goose StatementEnd\n\n-- +goose Down\ndrop function f();\n`,
      },
    },
    {
      given: ['00001_a.sql', '20240101000000_b.sql'],
      title: 'x',
      body: { up: 'vacuum t;', transactional: false },
      files: { '20261122161718_x.sql': '-- +goose NO TRANSACTION\n-- +goose Up\nvacuum t;\n\n-- +goose Down\n' },
    },
  ],
  outside: [
    {
      path: '1_a.sql',
      text: '-- +goose Up\r\ncreate index i on t (a);\r\n',
      planned: ['index', 'index concurrently'],
      becomes: '-- +goose NO TRANSACTION\r\n-- +goose Up\r\ncreate index concurrently i on t (a);\r\n',
    },
    {
      path: '1_a.sql',
      text: '-- +goose Up\ncreate table t (a int);\ncreate index i on t (a);\n',
      becomes: '-- +goose NO TRANSACTION\n-- +goose Up\ncreate table t (a int);\ncreate index i on t (a);\n',
    },
  ],
  review: [
    {
      given: ['1_a.sql', '00001_b.sql', '2_c.sql'],
      found: ['1_a.sql: error duplicate-version goose: duplicate version 1 detected: 00001_b.sql has it too'],
    },
  ],
  books: {
    tables: {
      'public.goose_db_version': [
        'id integer not null identity',
        'version_id bigint not null',
        'is_applied boolean not null',
        'tstamp timestamp without time zone not null now()',
      ],
    },
    rows: 'select id, version_id::text, is_applied from goose_db_version order by id',
    fresh: [[1, '0', true]],
    recorded: [
      [1, '0', true],
      [2, '1', true],
      [3, '20240101120000', true],
    ],
    baseline: [
      [1, '0', true],
      [2, '1', true],
      [3, '20240101120000', true],
    ],
    foreign: { goose: 'create table goose_db_version (version bigint)' },
    elsewhere: { settings: { GOOSE_TABLE: 'app.moves' }, table: 'app.moves' },
    keys: () => [4097083626n],
  },
})
