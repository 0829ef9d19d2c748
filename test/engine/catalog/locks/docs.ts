import { readCorpus } from './corpus'
import { rangeOf, readFamilyFile } from './observations'
import type { Observation } from './observe'
import { knownDifferences } from './predict'

export const pagePath = 'docs/locks.md'

const short: { readonly [mode: string]: string } = {
  'ACCESS SHARE': 'AS',
  'ROW SHARE': 'RS',
  'ROW EXCLUSIVE': 'RX',
  'SHARE UPDATE EXCLUSIVE': 'SUE',
  SHARE: 'S',
  'SHARE ROW EXCLUSIVE': 'SRE',
  EXCLUSIVE: 'X',
  'ACCESS EXCLUSIVE': 'AX',
}
const titles: { readonly [family: string]: string } = {
  'add-column': 'Adding columns',
  'alter-column': 'Altering columns',
  'alter-table': 'Other forms of ALTER TABLE',
  constraints: 'Constraints',
  'create-table': 'Creating tables',
  dml: 'Reading and writing rows',
  do: 'Code blocks and functions',
  drop: 'Dropping and emptying',
  indexes: 'Indexes',
  maintenance: 'VACUUM, ANALYZE and statements CONCURRENTLY',
  other: 'Everything else',
  partitions: 'Partitions',
  sequences: 'Sequences',
  triggers: 'Triggers, policies, functions',
  types: 'Types and domains',
  views: 'Views, materialized views, rules',
}

const head = `# Locks

What each statement does to relations that existed before it, on PostgreSQL 14 to 18. Every line is what real servers did:
\`npm run oracle\` runs each statement of \`test/engine/catalog/locks/corpus\` with its set-up and writes
\`test/engine/catalog/locks/observations\`; this page is generated from those files. The lock model that the editor and
\`lockstep locks\` use is compared with them on every test run; where it differs, the last section says so.

## How it is read

- **Locks**: the strongest mode on each table, index, view, sequence and composite type of user schemas, from \`pg_locks\`, just before the end
  of the transaction. TOAST tables and the system catalogs are left out. A statement that PostgreSQL refuses inside a transaction block is
  stopped at each of its own commits (it waits there for a standby that does not exist) and, in further runs, by a session that holds
  each table in turn.
- **Rewrites**: tables, materialized views and indexes whose file is another one afterwards. TRUNCATE counts, a dropped relation does not, an
  ALTER SEQUENCE does not.
- **Scans**: tables read in full to check or to build something, by the server's own row counters; so are the sources of CREATE TABLE AS and of
  materialized views. What SELECT, INSERT, UPDATE, DELETE, MERGE and COPY read depends on the plan and is not predicted.
- Partitions, inheriting tables, referenced tables and what depends on a dropped object are part of the answer. Rows are assumed to be there:
  an UPDATE that finds no row fires no foreign key check.
- Tables are small and analyzed, so that the planner reads them in full.

AS ACCESS SHARE · RS ROW SHARE · RX ROW EXCLUSIVE · SUE SHARE UPDATE EXCLUSIVE · S SHARE · SRE SHARE ROW EXCLUSIVE · X EXCLUSIVE · AX ACCESS
EXCLUSIVE. AX makes reads wait, S, SRE and X make writes wait.
`

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()

function effects({ locks, rewrites, scans, transactional, error }: Observation): string {
  if (error !== undefined) return `fails: ${cell(error)}`
  const plain = (name: string): string => name.replace(/^public\./, '')
  const held = Object.entries(locks).map(([name, mode]) => `${plain(name)} **${short[mode]}**`)
  return [
    held.join(', ') || 'none',
    rewrites.length > 0 ? `rewrites ${rewrites.map(plain).join(', ')}` : '',
    scans.length > 0 ? `reads ${scans.map(plain).join(', ')}` : '',
    transactional === false ? '*not in a transaction block*' : '',
  ]
    .filter((part) => part !== '')
    .join('; ')
}

/** docs/locks.md from the committed observations. */
export function locksPage(): string {
  const corpus = readCorpus()
  const families = [...new Set(corpus.map(({ family }) => family))]
  const servers = readFamilyFile(families[0]!).servers
  const parts = [head, `Servers: ${[...servers.values()].join(', ')}. ${corpus.length} statements.\n`]
  for (const family of families) {
    const { cases } = readFamilyFile(family)
    const rows = corpus
      .filter((item) => item.family === family)
      .flatMap((item) => {
        const groups = new Map<string, number[]>()
        for (const [major, observation] of [...(cases.get(item.name) ?? [])].sort(([a], [b]) => a - b)) {
          const text = effects(observation)
          groups.set(text, [...(groups.get(text) ?? []), major])
        }
        if (groups.size === 0) return [`| ${cell(item.name)} | \`${cell(item.statement)}\` | | not observed |`]
        return [...groups].map(([text, majors], i) => {
          const first = i === 0 ? `${cell(item.name)} | \`${cell(item.statement)}\`` : ' |'
          return `| ${first} | ${rangeOf(majors)} | ${text} |`
        })
      })
    parts.push(
      `## ${titles[family] ?? family}\n\n| case | statement | majors | observed |\n|---|---|---|---|\n${rows.join('\n')}\n`,
    )
  }
  const differs = knownDifferences().map(
    ({ family, name, majors, why }) => `| ${family}: ${cell(name)} | ${majors} | ${cell(why)} |`,
  )
  parts.push(`## Where the model differs\n\n| case | majors | why |\n|---|---|---|\n${differs.join('\n')}\n`)
  parts.push(notObserved)
  return parts.join('\n')
}

const notObserved = `## Not observed

The model says nothing it claims to be sure of about these:

- CREATE, ALTER and DROP SUBSCRIPTION with a publisher to connect to, IMPORT FOREIGN SCHEMA, what foreign data wrappers do.
- SET TABLESPACE by ALL IN TABLESPACE, DROP OWNED, REASSIGN OWNED, CLUSTER without a table: they work on what the history does not say.
- DROP EXTENSION … CASCADE, and what functions of extensions do to relations.
- VACUUM cutting off an empty tail: it then asks for ACCESS EXCLUSIVE on the table for a moment, and gives up when it does not get it.
- SQL that is put together when it runs (EXECUTE, DO in other languages than PL/pgSQL), and what stands under a condition.
`
