import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedLabel } from '../../../server/engine/db/embedded-label'

test('the embedded database is named by its project, not by its path', () => {
  assert.equal(embeddedLabel(), 'the embedded database')
  assert.equal(embeddedLabel('/home/ann/shop/.lockstep/database'), 'the embedded database of shop')
  assert.equal(embeddedLabel('/home/ann/shop/.lockstep/trial'), 'the embedded database of shop (trial)')
  assert.equal(embeddedLabel('/tmp/scratch/'), 'the embedded database in scratch')
})
