const person = (role: string): string => `${role}_name text NOT NULL, ${role}_email text NOT NULL`
const moment = (column: string): string => `${column} timestamptz NOT NULL DEFAULT clock_timestamp()`
const lists = ['requires', 'conflicts', 'tags'].map((name) => `${name} text[] NOT NULL DEFAULT '{}'`).join(', ')

/** The registry of release 1.1 as Sqitch makes it, without its comments (compared column by column in real/sqitch.test.ts). */
export function tables(registry: string): string {
  const project = `project text NOT NULL REFERENCES ${registry}.projects (project) ON UPDATE CASCADE`
  const change = (column: string, rest = '') =>
    `${column} REFERENCES ${registry}.changes (change_id) ON UPDATE CASCADE${rest}`
  const noted = `note text NOT NULL DEFAULT ''`
  const history = `${moment('committed_at')}, ${person('committer')}, planned_at timestamptz NOT NULL, ${person('planner')}`
  const all: Readonly<Record<string, string>> = {
    releases: `version real PRIMARY KEY, ${moment('installed_at')}, ${person('installer')}`,
    projects: `project text PRIMARY KEY, uri text UNIQUE, ${moment('created_at')}, ${person('creator')}`,
    changes: `change_id text PRIMARY KEY, script_hash text, change text NOT NULL, ${project}, ${noted}, ${history}, UNIQUE (project, script_hash)`,
    tags: `tag_id text PRIMARY KEY, tag text NOT NULL, ${project}, ${change('change_id text NOT NULL')}, ${noted}, ${history}, UNIQUE (project, tag)`,
    dependencies: `${change('change_id text NOT NULL', ' ON DELETE CASCADE')}, type text NOT NULL, dependency text NOT NULL, ${change('dependency_id text')},
      CONSTRAINT dependencies_check CHECK ((type = 'require' AND dependency_id IS NOT NULL) OR (type = 'conflict' AND dependency_id IS NULL)), PRIMARY KEY (change_id, dependency)`,
    events: `event text NOT NULL CONSTRAINT events_event_check CHECK (event IN ('deploy', 'revert', 'fail', 'merge')), change_id text NOT NULL, change text NOT NULL, ${project}, ${noted}, ${lists}, ${history}, PRIMARY KEY (change_id, committed_at)`,
  }
  return Object.entries(all)
    .map(([name, columns]) => `CREATE TABLE ${registry}.${name} (${columns})`)
    .join('; ')
}
