import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskJournal } from '../../../server/engine/migrate/journal'
import { withFolder } from '../../support/temporary'

const entry = { identity: '1', script: '1_x.sql', direction: 'up', statement: 3, at: '', by: '' } as const

test('an entry that can’t be written leaves the one before it', () =>
  withFolder({}, async (root) => {
    const journal = diskJournal(root)
    await journal.begun('t', entry)
    const folder = join(root, '.lockstep', 'unfinished')
    const [file] = readdirSync(folder)
    // Stands in for a full disk: the new entry has no place.
    mkdirSync(join(folder, `${file}.new`))
    await assert.rejects(journal.begun('t', { ...entry, statement: 4 }), { code: 'file-unwritable' })
    assert.deepEqual(await journal.unfinished('t'), entry)
    await journal.ended('t')
    assert.equal(await journal.unfinished('t'), undefined)
  }))

test('a damaged entry is told, not taken for none', () =>
  withFolder({}, async (root) => {
    const journal = diskJournal(root)
    await journal.begun('t', entry)
    const folder = join(root, '.lockstep', 'unfinished')
    writeFileSync(join(folder, readdirSync(folder)[0]!), '{"identity')
    await assert.rejects(journal.unfinished('t'), { code: 'books-damaged' })
  }))

test('no folder, no entry', () =>
  withFolder({ '.lockstep': '' }, async (root) => {
    assert.equal(await diskJournal(root).unfinished('t'), undefined)
  }))
