import assert from 'node:assert/strict'
import { test } from 'node:test'
import liquibase from '../../../server/engine/conventions/liquibase'
import { memoryFiles } from './project'

const sql = '--liquibase formatted sql\n--changeset a:1\nselect 1;\n'
const settingsOf = async (texts: Readonly<Record<string, string>>) => {
  const found = await liquibase.detect(memoryFiles(texts))
  assert.equal(found.length, 1, JSON.stringify(found))
  const { includes, elsewhere } = found[0]!.settings
  return { includes: includes?.split('\n'), elsewhere: elsewhere?.split('\n') }
}
const two = { 'db/c/b.sql': sql, 'db/c/a.sql': sql }

test('the order and the paths come from the changelogs, whatever they are written in', async () => {
  const expected = { includes: ['db/c/b.sql', 'db/c/a.sql'], elsewhere: undefined }
  const changelogs: Readonly<Record<string, string>> = {
    'db/changelog.yaml':
      '# why\ndatabaseChangeLog:\n- include:\n    file: "db/c/b.sql"\n- include: \n    file: classpath:/db/c/a.sql\n',
    'db/changelog.xml':
      '<?xml version="1.0"?>\n<databaseChangeLog xmlns="x" xmlns:xsi="y" xsi:schemaLocation="z"><!-- <include file="no.sql"/> -->\n<include file="db/c/b.sql"/><include file="./db/c/a.sql"></include>\n</databaseChangeLog>',
    'db/changelog.json':
      '{"databaseChangeLog": [{"include": {"file": "db/c/b.sql"}}, {"include": {"file": "db\\\\c\\\\a.sql"}}]}',
  }
  for (const [path, text] of Object.entries(changelogs))
    assert.deepEqual(await settingsOf({ ...two, [path]: text }), expected, path)
})

test('a path beside the changelog is known once it is said how Liquibase is called', async () => {
  const relative = 'databaseChangeLog:\n  - include:\n      file: ../c/a.sql\n      relativeToChangelogFile: true\n'
  assert.deepEqual(await settingsOf({ ...two, 'db/root/changelog.yaml': relative }), {
    includes: ['?/a.sql'],
    elsewhere: undefined,
  })
  const properties = 'changeLogFile=root/changelog.yaml\nsearchPath=db'
  assert.deepEqual(
    await settingsOf({ ...two, 'db/root/changelog.yaml': relative, 'liquibase.properties': properties }),
    { includes: ['c/a.sql'], elsewhere: undefined },
  )
})

test('includeAll takes the folder in order; a changelog may include another; a file may be the changelog', async () => {
  const all = 'databaseChangeLog:\n- includeAll:\n    path: db/c/\n'
  const expected = { includes: ['db/c/a.sql', 'db/c/b.sql'], elsewhere: undefined }
  assert.deepEqual(await settingsOf({ ...two, 'db/c/README.md': '', 'db/changelog.yml': all }), expected)
  const nested = '<databaseChangeLog><include file="db/changelog.yml"/></databaseChangeLog>'
  assert.deepEqual(await settingsOf({ ...two, 'db/changelog.yml': all, 'db/root-changelog.xml': nested }), expected)
  const own = { ...two, 'liquibase.properties': 'liquibase.command.changelogFile: ./db/c/b.sql\n' }
  assert.deepEqual(await settingsOf(own), { includes: ['db/c/b.sql'], elsewhere: undefined })
})

test('what else the changelogs hold is named, with its place', async () => {
  const include = '- include:\n    file: db/c/a.sql\n'
  const cases: Readonly<Record<string, readonly string[]>> = {
    [`databaseChangeLog:\n${include}- changeSet:\n    id: 1\n`]: [
      'db/changelog.yaml, line 4: - changeSet:',
      'db/changelog.yaml, line 5: id: 1',
    ],
    [`databaseChangeLog:\n${include}    contextFilter: prod\n`]: ['db/changelog.yaml, line 4: contextFilter: prod'],
    [`databaseChangeLog:\n${include}- include:\n    file: db/d/c.sql\n`]: ['db/d/c.sql'],
    [`databaseChangeLog:\n${include}${include}`]: ['db/c/a.sql a second time'],
    [`databaseChangeLog:\n${include}- include:\n    file: db/gone.sql\n`]: ['db/gone.sql (which is not here)'],
  }
  for (const [text, elsewhere] of Object.entries(cases)) {
    const texts = { ...two, 'db/changelog.yaml': text }
    const others: Readonly<Record<string, string>> = text.includes('db/d/') ? { 'db/d/c.sql': 'select 1;' } : {}
    assert.deepEqual(await settingsOf({ ...texts, ...others }), { includes: ['db/c/a.sql'], elsewhere })
  }
})

test('with two changelogs that nothing includes none is taken', async () => {
  const all = 'databaseChangeLog:\n- includeAll:\n    path: db/c/\n'
  assert.deepEqual(await settingsOf({ ...two, 'db/changelog.yml': all, 'db/changelog-test.yml': all }), {
    includes: undefined,
    elsewhere: undefined,
  })
})
