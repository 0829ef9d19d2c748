import { readFile } from 'node:fs/promises'
import type { MigrationFile } from '../../engine/conventions/convention'
import { planApply } from '../../engine/migrate/plan'
import { countOf } from '../../engine/migrate/run'
import { uriOf } from '../../engine/workspace/project'
import { defineFeature } from '../feature'
import { memoryOf, shownState } from '../plans'
import { requireTrust } from '../projects'
import { aimed } from '../targets'

/** What applying would do. Reads the books and nothing else; the plan's id is what `lockstep/apply` takes. */
export default defineFeature({
  register({ editor, request }) {
    const { plans, states } = memoryOf(editor)
    request('lockstep/plan', async ({ root, database, to, token }) => {
      requireTrust(editor, 'Planning reaches a database')
      const wanted = { ...(database !== undefined && { database }) }
      return editor.busy('Planning', () =>
        aimed(editor, root, wanted, async ({ target, request: base }) => {
          editor.progress(token, `Reading the books of ${target.database.label}`)
          const plan = await target.database.withSession((session) =>
            planApply(session, { ...base, ...(to !== undefined && { to }) }),
          )
          plans.set(plan.id, { root, ...wanted, ...(to !== undefined && { to }) })
          states.set(
            root,
            new Map(
              plan.migrations.flatMap(({ file, state }) => (file ? [[file.path, shownState[state]] as const] : [])),
            ),
          )
          editor.notify('lockstep/projectsChanged', { roots: [root] })
          const { label, host, name, disposable } = target.database
          const production =
            target.tier === 'production'
              ? [
                  `${label} is production: apply from the command line, with --environment ${target.environment} --confirm ${name}.`,
                ]
              : []
          const unsaved = await unsavedAmong(plan.steps.map(({ script }) => script))
          return {
            id: plan.id,
            target: { label, host, database: name, disposable },
            books: plan.books ?? '',
            files: plan.steps.map((step) => ({
              uri: uriOf(step.script.path),
              version: step.file.name.version,
              title: step.file.name.title,
              statements: countOf(step),
              transactional: step.transactional,
              ...(step.strongestLock && { strongestLock: step.strongestLock.mode }),
            })),
            ...(plan.strongestLock && { strongestLock: plan.strongestLock }),
            blockers: [...production, ...unsaved, ...plan.blockers],
            warnings: plan.warnings,
          }
        }),
      )
    })
  },
})

/** What runs is what lies on disk: a checksum of text nobody saved would be in the books for ever. */
async function unsavedAmong(files: readonly MigrationFile[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const { path, bytes, relativePath } of files) {
    const saved = await readFile(path).catch(() => undefined)
    if (!saved || Buffer.compare(saved, bytes) !== 0) found.push(`${relativePath} has changes that are not saved.`)
  }
  return found
}
