import { defineCase } from '../case'

const sum =
  'h1:1GGQgaiewk8M86glWTLw0n5SDiNixBWjqTLDJuF17mU=\n20240101000000_init.sql h1:0/15wFaEyfAHNWKigzfyQy3MW2O4mONJ3i9rNtEV6XA=\n'
const init = 'CREATE TABLE a(id int);\n'

export default defineCase({
  project: {
    sure: 'config',
    evidence: 'migrations/atlas.sum',
    folders: ['migrations'],
    order: {
      '20240101000000_init.sql': ['up file: CREATE TABLE a(id int);'],
      '20240102000000.sql': ['up statement: -- atlas:txmode none'],
    },
  },
  names: {
    good: {
      '20240101000000_init.sql': '20240101000000 | init',
      '20240102000000.sql': '20240102000000 | ',
      '3_a_b.sql': '3 | a b',
    },
    ignored: ['atlas.sum', 'sub/1_a.sql'],
    complaints: {},
  },
  files: [
    { path: '1.sql', text: '', sections: ['up file: '] },
    {
      path: '1.sql',
      text: '-- atlas:txmode none\r\n\r\nvacuum "👋";\r\n',
      sections: ['up statement: -- atlas:txmode none'],
    },
    {
      path: '1.sql',
      text: '\uFEFF-- atlas:txmode none\n\nvacuum t;\n',
      problems: ['error wrong-directive [-- atlas:txmode none] The file starts with a byte order mark, so Atlas'],
    },
    {
      path: '1.sql',
      text: '-- atlas:txmode none\nvacuum t;\n',
      sections: ['up file: -- atlas:txmode none'],
      problems: ['error wrong-directive [-- atlas:txmode none] Atlas does not see this line: a blank line must follow'],
      fixed: ['-- atlas:txmode none\n\nvacuum t;\n'],
    },
    {
      path: '1.sql',
      text: 'select 1;\n-- atlas:txmode none\n',
      problems: [
        'error wrong-directive [-- atlas:txmode none] Atlas does not see this line: a file directive counts only',
      ],
    },
    {
      path: '1.sql',
      text: '-- atlas:txmode all\n\nselect 1;',
      problems: ['error wrong-directive [-- atlas:txmode all] unknown txmode "all" found in file directive'],
    },
    { path: '1.sql', text: '-- atlas:checkpoint v1\n\nselect 1;', sections: [] },
    { path: '1.sql', text: '-- atlas:nolint\nselect 1;', sections: ['up file: -- atlas:nolint'] },
    { path: '1.sql', text: 'select 1;', settings: { 'tx-mode': 'all' }, sections: ['up batch: select 1;'] },
  ],
  next: [
    {
      given: [],
      title: 'init',
      body: { up: 'CREATE TABLE a(id int);' },
      files: {
        '20261122161718_init.sql': init,
        'atlas.sum':
          'h1:hGzCHGrnvfNr6AimBbursRuqYrZonbjXR84xj0ouYCg=\n20261122161718_init.sql h1:9zUrLwsb+A9hIpb4QPCzekkXS4E9dYPToofuPne1fDE=\n',
      },
    },
    {
      given: ['20240101000000_a.sql'],
      title: 'x',
      body: { up: 'VACUUM t;', transactional: false },
      files: {
        '20261122161718_x.sql': '-- atlas:txmode none\n\nVACUUM t;\n',
        'atlas.sum':
          'h1:Kx4KpmERXkggZuxHgUM1rYJuY8O9GW/7AZbBZVS7wYE=\n20240101000000_a.sql h1:EbQvISq/ou8NqONpyH6fzzl0qs4DFf/DM/gObaHK4So=\n20261122161718_x.sql h1:aKngGJxNx07+sF+NS+Lw+MpHHPZv39byied0LT1qb1E=\n',
      },
    },
  ],
  outside: [
    {
      path: '1.sql',
      text: 'create index i on t (a);',
      planned: ['index', 'index concurrently'],
      becomes: '-- atlas:txmode none\n\ncreate index concurrently i on t (a);',
    },
    { path: '1.sql', text: '-- atlas:txmode file\n\nvacuum t;', becomes: '-- atlas:txmode none\n\nvacuum t;' },
    {
      path: '1.sql',
      text: '-- a note\n-- atlas:nolint\n\nselect 1; select 2;',
      becomes: '-- a note\n-- atlas:nolint\n-- atlas:txmode none\n\nselect 1; select 2;',
    },
    {
      path: '1.sql',
      text: '-- about the table\nvacuum t;',
      becomes: '-- atlas:txmode none\n\n-- about the table\nvacuum t;',
    },
  ],
  review: [
    {
      given: ['20240101000000_init.sql'],
      texts: { '20240101000000_init.sql': init },
      settings: { manifest: sum },
      found: [],
    },
    {
      given: ['20240101000000_init.sql'],
      texts: { '20240101000000_init.sql': `${init}\n` },
      settings: { manifest: sum },
      found: [
        '20240101000000_init.sql: error manifest-mismatch You have a checksum error in your migration directory: 20240101000000_init.sql was edited.',
      ],
    },
    {
      given: ['20240101000000_init.sql', '3.sql'],
      texts: { '20240101000000_init.sql': init },
      settings: { manifest: sum },
      found: ['3.sql: error manifest-mismatch You have a checksum error in your migration directory: 3.sql was added.'],
    },
    {
      given: ['20240101000000_init.sql'],
      texts: { '20240101000000_init.sql': init },
      settings: { manifest: sum.replace('h1:1GG', 'h1:2GG') },
      found: ['20240101000000_init.sql: error manifest-mismatch checksum mismatch: the first line of atlas.sum'],
    },
    { given: ['1.sql', '1_a.sql'], found: ['1_a.sql: error duplicate-version 1.sql has version 1 too'] },
  ],
  checksums: [
    {
      path: '20240101000000_init.sql',
      text: init,
      settings: { manifest: sum },
      sum: '0/15wFaEyfAHNWKigzfyQy3MW2O4mONJ3i9rNtEV6XA=',
    },
  ],
  books: {
    settings: {
      manifest:
        'h1:MTBpmuLTT60KMlWtiTbBJjCdQrB1oBEPIrwnrWRV/PQ=\n20240101000000_init.sql h1:criXiTn+rncqtwOz/mk3GjwkqSdteaJPaN9WeOpczcE=\n20240102000000.sql h1:cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=\n',
    },
    tables: {
      'atlas_schema_revisions.atlas_schema_revisions': [
        'version character varying not null',
        'description character varying not null',
        'type bigint not null 2',
        'applied bigint not null 0',
        'total bigint not null 0',
        'executed_at timestamp with time zone not null',
        'execution_time bigint not null',
        'error text',
        'error_stmt text',
        'hash character varying not null',
        'partial_hashes jsonb',
        'operator_version character varying not null',
      ],
    },
    rows: `select version, description, type::int, applied::int, total::int, execution_time::int, error, error_stmt, hash, partial_hashes::text, operator_version
      from atlas_schema_revisions.atlas_schema_revisions order by 1`,
    recorded: [
      [
        '20240101000000',
        'init',
        2,
        2,
        2,
        7400000,
        '',
        '',
        'criXiTn+rncqtwOz/mk3GjwkqSdteaJPaN9WeOpczcE=',
        'null',
        'Lockstep',
      ],
      [
        '20240102000000',
        '',
        2,
        1,
        1,
        7400000,
        '',
        '',
        'cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=',
        'null',
        'Lockstep',
      ],
    ],
    baseline: [
      ['20240102000000', '', 1, 0, 0, 0, '', '', 'cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=', 'null', 'Lockstep'],
    ],
    failed: '20240101000000',
    repaired: ['20240101000000'],
    foreign: {
      Atlas:
        'create schema atlas_schema_revisions; create table atlas_schema_revisions.atlas_schema_revisions (version text)',
    },
    elsewhere: { settings: { 'revisions-schema': 'app' }, table: 'app.atlas_schema_revisions' },
    keys: () => [2686470616n],
  },
})
