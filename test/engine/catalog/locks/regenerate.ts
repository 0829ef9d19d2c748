import { availableMajors, startServer } from '../../../support/postgres'
import { type Case, readCorpus } from './corpus'
import { type Family, readFamilyFile, writeFamilyFile } from './observations'
import { type Observation, Observer } from './observe'

export { locksPage, pagePath } from './docs'
export { writeVolatility } from './volatility'

/** Observes the corpus (or some families of it) and writes the observation files. Majors that are not chosen keep what they have. */
export async function regenerate(
  families: readonly string[],
  log: (line: string) => void,
  folders: { readonly corpus?: string; readonly observations?: string } = {},
): Promise<void> {
  const { majors, reason } = availableMajors()
  if (reason) log(reason)
  const cases = readCorpus(folders.corpus).filter((item) => families.length === 0 || families.includes(item.family))
  const byFamily = new Map<string, Family>()
  for (const { family } of cases) {
    if (!byFamily.has(family)) byFamily.set(family, readFamilyFile(family, folders.observations))
  }
  for (const major of majors) {
    const started = Date.now()
    const observed = await observeAll(major, cases, log)
    for (const [family, file] of byFamily) {
      file.servers.set(major, observed.version)
      for (const [name, byMajor] of file.cases) {
        byMajor.delete(major)
        if (byMajor.size === 0) file.cases.delete(name)
      }
      for (const { item, observation } of observed.results) {
        if (item.family !== family) continue
        if (!file.cases.has(item.name)) file.cases.set(item.name, new Map())
        file.cases.get(item.name)!.set(major, observation)
      }
    }
    log(`PostgreSQL ${observed.version}: ${observed.results.length} statements in ${Date.now() - started} ms`)
  }
  for (const [family, file] of byFamily) {
    const order = cases.filter((item) => item.family === family).map((item) => item.name)
    writeFamilyFile(family, file, order, folders.observations)
  }
}

export async function observeAll(
  major: number,
  cases: readonly Case[],
  log: (line: string) => void = () => {},
): Promise<{ version: string; results: { item: Case; observation: Observation }[] }> {
  const server = await startServer(major)
  try {
    const observer = await Observer.open(await server.createDatabase('oracle'))
    try {
      const results: { item: Case; observation: Observation }[] = []
      for (const item of cases) {
        if ((item.since ?? 14) > major) continue
        try {
          results.push({ item, observation: await observer.observe(item) })
        } catch (error) {
          log(`${major} ${item.family}: ${item.name}: ${(error as Error).message}`)
        }
      }
      return { version: await observer.version(), results }
    } finally {
      await observer.close()
    }
  } finally {
    server.stop()
  }
}
