import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Clock } from '../../../server/engine/lint/clock'

test('what is measured inside is not told twice', (t) => {
  let now = 0
  t.mock.method(performance, 'now', () => now)
  const spent = (ms: number): void => {
    now += ms
  }
  const times: [string, number][] = []
  const clock = new Clock((what, ms) => times.push([what, ms]))
  const answer = clock.measure('first rule', () => {
    spent(1)
    clock.measure('(locks)', () => {
      spent(10)
      clock.measure('(tables)', () => spent(100))
      spent(20)
    })
    spent(2)
    clock.measure('(locks)', () => spent(5))
    return 'answer'
  })
  clock.measure('second rule', () => spent(7))
  assert.equal(answer, 'answer')
  assert.deepEqual(times, [
    ['(tables)', 100],
    ['(locks)', 30],
    ['(locks)', 5],
    ['first rule', 3],
    ['second rule', 7],
  ])
})

test('work that fails is told as well', (t) => {
  let now = 0
  t.mock.method(performance, 'now', () => now)
  const times: [string, number][] = []
  const clock = new Clock((what, ms) => times.push([what, ms]))
  assert.throws(() =>
    clock.measure('rule', () => {
      now = 4
      throw new Error('broken')
    }),
  )
  assert.deepEqual(times, [['rule', 4]])
})
