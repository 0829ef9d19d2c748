import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createsOf, type Diagnostic } from '../../../server/engine/diagnostic'
import { registry, Workspace } from '../../../server/engine/workspace/workspace'
import { withFolder } from '../../support/temporary'

const folder = 'test/engine/lint/rules'
const remembers = (id: string): boolean => registry[id]?.remembers === true
/** Those of rules that remember, and one in eight of the others. */
const fixtures = readdirSync(folder)
  .filter((name, i) => name.endsWith('.sql') && (remembers(name.slice(0, -4)) || i % 8 === 0))
  .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const)

test('a rule whose create() has room to remember says so', () => {
  for (const [id, rule] of Object.entries(registry)) {
    const forgets = /^\(\) => (\(\{|[a-z]\w*\()/.test(rule.create.toString())
    assert.equal(rule.remembers === true, !forgets, id)
  }
})

/** All that is shown of findings, files their fixes would write included. */
const shown = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map((one) => ({
    ...one,
    fixes: one.fixes.map((fix) => ({
      ...fix,
      creates: createsOf(fix).map(({ path }) => path.replace(/\d{8,}/g, 'N')),
    })),
  }))

/** What somebody at the keyboard does to a text, one after the other. */
function edits(text: string): readonly string[] {
  const statements = text.split(/(?<=;\n)/)
  const half = statements.slice(0, statements.length >> 1).join('')
  const middle = text.indexOf('\n', text.length >> 1) + 1
  return [
    half,
    `${half}drop table half_typ`,
    text,
    `${text.slice(0, middle)}-- a comment\n${text.slice(middle)}`,
    `${text.slice(0, middle)}create table typed_here (id bigint primary key, other bigint references users);\n${text.slice(middle)}`,
    text,
    `begin;\n${text}`,
    text,
    `${text}\nalter table users add column typed_last text;\n`,
  ]
}

test('after every edit of an open file its findings are those of a file just opened', () =>
  withFolder(
    {
      'lockstep.json': JSON.stringify({
        // What is off by default remembers too.
        rules: Object.fromEntries(Object.keys(registry).map((id) => [id, 'warning'])),
      }),
      'V1__start.sql': 'create table users (id bigint primary key, email text);\n',
      'V2__open.sql': 'select 1;\n',
    },
    async (root) => {
      const path = `${root}/V2__open.sql`
      let text = 'select 1;\n'
      const overlay = (one: string) => (one === path ? text : undefined)
      const open = async () => {
        const workspace = new Workspace({ root, overlay })
        await workspace.refresh()
        return workspace
      }
      const kept = await open()
      for (const [name, fixture] of fixtures) {
        for (const [i, edited] of edits(fixture).entries()) {
          text = edited
          if (!kept.touch(path)) await kept.refresh()
          const fresh = await open()
          assert.deepEqual(
            shown(kept.check(path).diagnostics),
            shown(fresh.check(path).diagnostics),
            `${name}, edit ${i}`,
          )
        }
      }
    },
  ))
