import { readFile } from 'node:fs/promises'
import type { MigrationFile } from '../../engine/conventions/convention'
import { planApply } from '../../engine/migrate/plan'
import { planRollback } from '../../engine/migrate/rollback'
import { countOf } from '../../engine/migrate/run'
import { uriOf } from '../../engine/workspace/project'
import { remember } from '../books'
import { defineFeature } from '../feature'
import { memoryOf } from '../memory'
import { requireTrust } from '../projects'
import { aimed, requireOtherThanProduction, shellCommand, targetItem } from '../targets'

/** What applying or taking back would do. Reads the books and nothing else; the plan's id is what `lockstep/apply` and `lockstep/rollback` take. */
export default defineFeature({
  register({ editor, request }) {
    const { plans } = memoryOf(editor)
    request('lockstep/plan', async ({ root, database, to, direction = 'up', token }, signal) => {
      requireTrust(editor, 'Planning reaches a database')
      const wanted = { ...(database !== undefined && { database }) }
      const upTo = { ...(to !== undefined && { to }) }
      const make = direction === 'up' ? planApply : planRollback
      return editor.busy('Planning', () =>
        aimed(editor, root, wanted, async (aim) => {
          const { target, request: base } = aim
          const { label } = target.database
          if (direction === 'down')
            requireOtherThanProduction(target, to === undefined ? 'rollback' : `rollback --to ${to}`)
          editor.progress(token, `Reading the books of ${label}`)
          const plan = await target.database.withSession((session) => make(session, { ...base, ...upTo }), { signal })
          plans.set(plan.id, { root, direction, ...wanted, ...upTo })
          remember(editor, root, aim, plan.rows)
          const shell = shellCommand(target, 'apply')
          const unsaved = await unsavedAmong(plan.steps.map(({ script }) => script))
          return {
            id: plan.id,
            direction,
            target: targetItem(target),
            books: plan.books ?? '',
            files: plan.steps.map((step) => {
              const lock = step.outlook().strongestLock
              return {
                uri: uriOf(step.script.path),
                version: step.file.name.version,
                title: step.file.name.title,
                statements: countOf(step),
                transactional: step.transactional,
                ...(lock && { strongestLock: lock.mode }),
              }
            }),
            ...plan.outlook(),
            blockers: [
              ...(shell ? [`${label} is production: apply from the command line: ${shell}.`] : []),
              ...unsaved,
              ...plan.blockers,
            ],
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
