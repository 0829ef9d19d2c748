import { readFileSync } from 'node:fs'
import type { Catalog, ObjectId } from '../../../../server/engine/catalog/catalog'
import { fold } from '../../../../server/engine/catalog/fold'
import type { StatementLocks } from '../../../../server/engine/catalog/lock-types'
import { locksOf } from '../../../../server/engine/catalog/locks'
import { emptyCatalog } from '../../../../server/engine/catalog/store'
import { parse } from '../../../../server/engine/syntax/parse'
import { sourceText } from '../../../../server/engine/text/source'
import type { Case } from './corpus'
import type { Observation } from './observe'

export interface Comparison {
  readonly family: string
  readonly name: string
  readonly major: number
  /** One line a part that is not equal: locks, rewrites, scans, transactional. */
  readonly differences: readonly string[]
  readonly unknown: readonly string[]
}

/** Reading by these depends on the plan: it is no part of the model. */
const queries = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'CopyStmt',
  'ExplainStmt',
  'DeclareCursorStmt',
  'CallStmt',
])

const folded = new Map<string, Catalog>()

/** `complete`: false where others may have made more than the set-up, as the command line takes a project's history. */
export function catalogAfter(setUp: string, complete = true): Catalog {
  const key = `${complete} ${setUp}`
  let catalog = folded.get(key)
  if (!catalog) {
    catalog = emptyCatalog({ complete })
    const { statements, errors } = parse(sourceText('set-up.sql', setUp.replaceAll(/^;;$/gm, ';')))
    if (errors.length > 0) throw new Error(`${errors[0]!.message}\n${setUp}`)
    for (const statement of statements) catalog = fold(catalog, statement)
    folded.set(key, catalog)
  }
  return catalog
}

const nameOf = ({ path }: ObjectId): string => `${path[0]}.${path[1]}`

export function predict(
  item: Case,
  major: number,
  observation?: Observation,
  complete = true,
): { locks: StatementLocks; tag: string } {
  const before = catalogAfter(item.setUp, complete)
  const { statements } = parse(sourceText('statement.sql', item.statement))
  const statement = statements[0]!
  const timeZone = /set timezone = '([^']+)'/i.exec(item.setUp)?.[1] ?? 'UTC'
  const empty = new Set(observation?.empty ?? [])
  const locks = locksOf(statement, { before, postgres: major, timeZone, isEmpty: (id) => empty.has(nameOf(id)) })
  return { locks, tag: statement.tag }
}

export function compare(item: Case, major: number, observation: Observation): Comparison {
  const { locks, tag } = predict(item, major, observation)
  const differences: string[] = []
  const part = (name: string, predicted: readonly string[], observed: readonly string[]): void => {
    const missing = observed.filter((entry) => !predicted.includes(entry))
    const extra = predicted.filter((entry) => !observed.includes(entry))
    if (missing.length + extra.length > 0)
      differences.push(
        `${name}:${missing.map((entry) => ` -${entry}`).join('')}${extra.map((entry) => ` +${entry}`).join('')}`,
      )
  }
  part(
    'locks',
    locks.locks.map(({ relation, mode }) => `${nameOf(relation)}=${mode}`),
    Object.entries(observation.locks).map(([relation, mode]) => `${relation}=${mode}`),
  )
  part('rewrites', locks.rewrites.map(nameOf), observation.rewrites)
  if (
    !queries.has(tag) &&
    !(tag === 'DoStmt' && /\b(select|from|update|insert|delete|perform|call)\b/i.test(item.statement))
  )
    part('scans', locks.scans.map(nameOf), observation.scans)
  if (locks.transactional !== (observation.transactional ?? true))
    differences.push(`transactional: ${locks.transactional}`)
  return { family: item.family, name: item.name, major, differences, unknown: locks.unknown }
}

export interface KnownDifference {
  readonly family: string
  readonly name: string
  readonly majors: string
  readonly why: string
}

export const knownDifferences = (): readonly KnownDifference[] =>
  JSON.parse(readFileSync('test/engine/catalog/locks/known-differences.json', 'utf8')) as KnownDifference[]
