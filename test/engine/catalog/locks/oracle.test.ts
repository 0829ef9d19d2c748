import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import type { ObjectId } from '../../../../server/engine/catalog/catalog'
import { loadParser } from '../../../../server/engine/syntax/parser'
import { availableMajors } from '../../../support/postgres'
import { type Case, readCorpus } from './corpus'
import { locksPage, pagePath } from './docs'
import { type Family, majorsOf, readFamilyFile } from './observations'
import type { Observation } from './observe'
import { type Comparison, compare, knownDifferences, predict } from './predict'
import { observeAll } from './regenerate'

before(loadParser)

const folder = 'test/engine/catalog/locks'
const sets = [
  { corpus: `${folder}/corpus`, observations: `${folder}/observations` },
  { corpus: `${folder}/probes`, observations: `${folder}/probe-observations` },
]

interface Observed {
  readonly item: Case
  readonly byMajor: ReadonlyMap<number, Observation>
}

function observed(set: (typeof sets)[number]): Observed[] {
  const families = new Map<string, Family>()
  return readCorpus(set.corpus).map((item) => {
    if (!families.has(item.family)) families.set(item.family, readFamilyFile(item.family, set.observations))
    return { item, byMajor: families.get(item.family)!.cases.get(item.name) ?? new Map() }
  })
}

const describe = ({ family, name, major, differences }: Comparison): string =>
  `${major} ${family}: ${name}: ${differences.join('; ')}`

test('every statement of the corpus is observed on every major that has it', () => {
  const missing = sets
    .flatMap(observed)
    .flatMap(({ item, byMajor }) =>
      [14, 15, 16, 17, 18]
        .filter((major) => major >= (item.since ?? 14) && !byMajor.has(major))
        .map((major) => `${major} ${item.family}: ${item.name}`),
    )
  assert.deepEqual(missing, [])
})

test('the model says what the servers did, but for the differences that are listed', (t) => {
  const listed = new Map(
    knownDifferences().flatMap(({ family, name, majors }) =>
      majorsOf(majors).map((major) => [`${major} ${family}: ${name}`, true] as const),
    ),
  )
  const unlisted: string[] = []
  const counts = new Map<number, { all: number; equal: number; open: number }>()
  for (const { item, byMajor } of sets.flatMap(observed)) {
    for (const [major, observation] of byMajor) {
      // A statement that failed holds nothing afterwards.
      if (observation.error !== undefined) continue
      const count = counts.get(major) ?? { all: 0, equal: 0, open: 0 }
      counts.set(major, count)
      count.all++
      const result = compare(item, major, observation)
      if (result.differences.length === 0) {
        count.equal++
        continue
      }
      // The answer itself says what it does not know.
      if (result.unknown.length > 0) count.open++
      if (!listed.delete(`${major} ${item.family}: ${item.name}`)) unlisted.push(describe(result))
    }
  }
  for (const [major, { all, equal, open }] of [...counts].sort(([a], [b]) => a - b)) {
    t.diagnostic(`PostgreSQL ${major}: ${equal} of ${all} equal, ${open} of the others said to be open`)
    assert.ok(equal / (all - open) >= 0.99, `PostgreSQL ${major}: only ${equal} of ${all - open} equal`)
  }
  assert.deepEqual(unlisted, [], 'not listed in known-differences.json')
  assert.deepEqual([...listed.keys()], [], 'listed in known-differences.json, but equal now')
})

test('what the history may not tell changes no answer but about what it does not create', () => {
  const answer = (item: Case, complete: boolean): string => {
    const { locks, rewrites, scans, transactional } = predict(item, 18, undefined, complete).locks
    const doubtful = new Set(locks.flatMap(({ relation, ifExists }) => (ifExists ? relation.path.join('.') : [])))
    const sure = ({ path }: ObjectId): boolean => !doubtful.has(path.join('.'))
    const taken = locks.flatMap(({ relation, mode }) => (sure(relation) ? `${relation.path.join('.')} ${mode}` : []))
    return JSON.stringify([taken.sort(), rewrites.filter(sure), scans.filter(sure), transactional])
  }
  const different = sets
    .flatMap(observed)
    .filter(({ byMajor }) => byMajor.get(18) && byMajor.get(18)!.error === undefined)
    .filter(({ item }) => answer(item, true) !== answer(item, false))
    .map(({ item: { family, name } }) => `${family}: ${name}`)
  assert.deepEqual(different, [])
})

test('docs/locks.md shows the observations', () => {
  assert.equal(readFileSync(pagePath, 'utf8'), locksPage(), 'run `npm run oracle docs`')
})

const { majors, reason } = availableMajors()
/** So many statements lie between two that are observed again; each major starts at another one. */
const stride = 31

for (const major of majors) {
  test(`a server ${major} does what the committed observations say`, async () => {
    const chosen = sets
      .flatMap(observed)
      .filter(({ byMajor }, i) => i % stride === major % stride && byMajor.has(major))
    const { results } = await observeAll(
      major,
      chosen.map(({ item }) => item),
    )
    assert.equal(results.length, chosen.length)
    results.forEach(({ item, observation }, i) => {
      const committed = chosen[i]!.byMajor.get(major)
      // Error texts differ between minor releases, and what a failing statement held for a moment is seen or not by chance.
      const settled = (one: Observation | undefined) => (one?.error === undefined ? one : { failed: true })
      assert.deepEqual(settled(observation), settled(committed), `${item.family}: ${item.name}`)
    })
  })
}
if (reason) test('all chosen majors', { skip: reason }, () => {})
