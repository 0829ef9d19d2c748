// One page a rule from its own facts, a table of all, and the same hazards' names in other tools.
import { readFileSync } from 'node:fs'
import { evaluate } from '../evaluate.mjs'

/** Every rule of the named versions of other tools; test/tidy/peers.test.ts holds us to them. */
const pinned = JSON.parse(readFileSync('scripts/gen/peers.json', 'utf8'))

const textOf = (example) =>
  typeof example === 'string'
    ? example
    : [example.before && `-- earlier\n${example.before.trim()}\n`, example.sql].filter(Boolean).join('\n')
const sql = (example) => `\`\`\`sql\n${textOf(example).trim()}\n\`\`\``

function page(id, { group, severity, since, postgres, aliases = [], options = {}, docs }) {
  const majors = postgres
    ? `, PostgreSQL ${postgres.from ?? 14}${postgres.below ? ` to ${postgres.below - 1}` : ' and newer'}`
    : ''
  const parts = [
    `# ${id}`,
    docs.summary,
    `Group ${group}, ${severity === 'off' ? 'off by default' : severity}${majors}. Since ${since}.`,
    `## Why\n\n${docs.why}`,
    `## Instead\n\n${docs.instead}`,
    `## Wrong\n\n${docs.wrong.map(sql).join('\n\n')}`,
    `## Right\n\n${docs.right.map(sql).join('\n\n')}`,
  ]
  const rows = Object.entries(options).map(
    ([name, { type, default: value, description }]) =>
      `| \`${name}\` | ${type} | \`${JSON.stringify(value)}\` | ${description} |`,
  )
  if (rows.length > 0) parts.push(`## Options\n\n| option | type | default | |\n|---|---|---|---|\n${rows.join('\n')}`)
  if (aliases.length > 0)
    parts.push(`## Elsewhere\n\n${aliases.map(({ tool, name }) => `- ${tool}: \`${name}\``).join('\n')}`)
  return `${parts.join('\n\n')}\n`
}

const peersIntro = `Names other tools have for what a rule finds. Their suppression comments and these names are understood. Where a version is named, every
rule of that version is here: with ours, or with why there is none.`

/** One tool's rules beside ours; `pinned` rules without one have a reason. */
function peerSection(tool, names) {
  const peer = pinned[tool]
  const here = [...names].map(([name, ids]) => [name, ids.map((id) => `[${id}](${id}.md)`).join(', ')])
  const not = Object.entries(peer?.unmapped ?? {}).map(([name, reason]) => [name, `none. ${reason}`])
  const rows = [...here, ...not].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `| \`${name}\` | ${text} |`)
  const from = peer ? `${peer.rules.length} rules, from ${peer.source}.\n\n` : ''
  return `## ${peer ? `${peer.title} ${peer.version}` : tool}\n\n${from}| there | here |\n|---|---|\n${rows.join('\n')}`
}

export async function generate() {
  const { registry } = await evaluate(`export { registry } from './server/engine/workspace/workspace'`)
  const rules = Object.entries(registry)
  const table = rules.map(
    ([id, { group, severity, docs }]) => `| [${id}](${id}.md) | ${group} | ${severity} | ${docs.summary} |`,
  )
  const peers = new Map()
  for (const [id, { aliases = [] }] of rules) {
    for (const { tool, name } of aliases) {
      const names = peers.get(tool) ?? new Map()
      names.set(name, [...(names.get(name) ?? []), id])
      peers.set(tool, names)
    }
  }
  const sections = [...peers].sort().map(([tool, names]) => peerSection(tool, names))
  return [
    ...rules.map(([id, rule]) => [`docs/rules/${id}.md`, page(id, rule)]),
    ['docs/rules/README.md', `# Rules\n\n| rule | group | default | |\n|---|---|---|---|\n${table.join('\n')}\n`],
    ['docs/rules/peers.md', `# The same hazards elsewhere\n\n${peersIntro}\n\n${sections.join('\n\n')}\n`],
  ]
}
