import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Versions } from '../../../server/engine/catalog/versions'

/** Park and Miller's generator: the same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

test('every copy holds what it held, whichever was looked at before', () => {
  const next = numbers(7)
  const copies = [{ mine: Versions.empty<number>(), truth: new Map<string, number>() }]
  for (let step = 0; step < 5000; step++) {
    const { mine, truth } = copies[next(copies.length)]!
    const key = `k${next(40)}`
    const action = next(10)
    if (action < 5) {
      mine.set(key, step)
      truth.set(key, step)
    } else if (action < 7) {
      mine.delete(key)
      truth.delete(key)
    } else if (action < 8) copies.push({ mine: mine.copy(), truth: new Map(truth) })
    else assert.equal(mine.get(key), truth.get(key))
  }
  assert.ok(copies.length > 300)
  for (const { mine, truth } of copies)
    assert.deepEqual(
      mine.entries(),
      [...truth].sort(([a], [b]) => (a < b ? -1 : 1)),
    )
})

test('the order of values does not tell what was looked at before', () => {
  const before = Versions.empty<number>()
  before.set('b', 2)
  before.set('a', 1)
  const after = before.copy()
  after.delete('a')
  after.set('a', 3)
  assert.deepEqual(
    [before.values(), after.values(), before.values()],
    [
      [1, 2],
      [3, 2],
      [1, 2],
    ],
  )
})
