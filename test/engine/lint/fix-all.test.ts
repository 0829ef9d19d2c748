import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Diagnostic } from '../../../server/engine/diagnostic'
import { safeFixes } from '../../../server/engine/lint/fix-all'
import { spanOf } from '../../../server/engine/text/source'

const finding = (start: number, end: number, text: string, safety: 'safe' | 'review' = 'safe'): Diagnostic => ({
  code: 'x',
  severity: 'info',
  span: spanOf(start, end),
  message: '',
  fixes: [{ title: `${start}-${end} ${text}`, safety, edits: [{ span: spanOf(start, end), text }] }],
})

test('safe fixes that leave each other alone; the same edit once; reviews never', () => {
  const { titles, edits } = safeFixes([
    finding(0, 0, 'set a;'),
    finding(0, 0, 'set a;'),
    finding(2, 5, 'b'),
    finding(4, 8, 'c'),
    finding(9, 10, 'd', 'review'),
  ])
  assert.deepEqual(titles, ['0-0 set a;', '2-5 b'])
  assert.equal(edits.length, 2)
})
