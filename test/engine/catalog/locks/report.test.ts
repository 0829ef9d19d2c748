import { before, test } from 'node:test'
import { loadParser } from '../../../../server/engine/syntax/parser'
import { readCorpus } from './corpus'
import { type Family, readFamilyFile } from './observations'
import { compare } from './predict'

before(loadParser)

test('report', () => {
  const families = new Map<string, Family>()
  const corpus = readCorpus(process.env.CORPUS || undefined)
  let total = 0
  let wrong = 0
  let lockWrong = 0
  const perMajor = new Map<number, [number, number, number]>()
  const groups = new Map<string, number[]>()
  for (const item of corpus) {
    if (!families.has(item.family))
      families.set(item.family, readFamilyFile(item.family, process.env.OBSERVED || undefined))
    for (const [major, observation] of families.get(item.family)!.cases.get(item.name) ?? []) {
      if (observation.error) continue
      total++
      const counts = perMajor.get(major) ?? [0, 0, 0]
      perMajor.set(major, counts)
      counts[0]++
      try {
        const result = compare(item, major, observation)
        if (result.differences.length > 0) {
          wrong++
          counts[1]++
          if (result.differences.some((d) => d.startsWith('locks'))) {
            lockWrong++
            counts[2]++
          }
          const key = `${item.family} | ${item.name} | ${result.differences.join(' ; ').replaceAll('public.', '').replaceAll('ACCESS EXCLUSIVE', 'AEL').replaceAll('ACCESS SHARE', 'AS').replaceAll('SHARE UPDATE EXCLUSIVE', 'SUE').replaceAll('SHARE ROW EXCLUSIVE', 'SRE')}${result.unknown.length ? ' ?' + result.unknown[0]!.slice(0, 50) : ''}`
          groups.set(key, [...(groups.get(key) ?? []), major])
        }
      } catch (error) {
        wrong++
        counts[1]++
        counts[2]++
        const key = `${item.family} | ${item.name} | THROWS ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`
        groups.set(key, [...(groups.get(key) ?? []), major])
      }
    }
  }
  for (const [key, majors] of groups) console.log(`${majors.join()} | ${key}`)
  console.log(
    `total ${total}, wrong ${wrong} (locks wrong ${lockWrong})`,
    [...perMajor].map(([m, [a, b, c]]) => `${m}: ${a - b}/${a} all, ${a - c}/${a} locks`).join('; '),
  )
})
