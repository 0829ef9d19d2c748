import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newMigration } from '../../../server/engine/workspace/authoring'
import { allConventions, type Project } from '../../../server/engine/workspace/project'

test('the next version is none of a migration in another language', () => {
  const next = (conventionId: string, others: readonly string[]) => {
    const convention = allConventions[conventionId]!
    const project = { convention, settings: {}, files: [], others, folders: ['/shop/migrations'] } as unknown as Project
    return newMigration(project, 'x', new Date('2026-11-22T16:17:18Z')).map(({ path }) => path)
  }
  assert.deepEqual(next('postgrator', ['007.do.a.js', 'README.md']), [
    '/shop/migrations/008.do.x.sql',
    '/shop/migrations/008.undo.x.sql',
  ])
  assert.deepEqual(next('node-pg-migrate', ['0007_a.js']), ['/shop/migrations/0008_x.sql'])
})
