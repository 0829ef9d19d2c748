import { baseline, planBaseline } from '../../engine/migrate/baseline'
import { uriOf } from '../../engine/workspace/project'
import type { BaselineParams } from '../../protocol'
import { rememberAnew } from '../books'
import { defineFeature } from '../feature'
import { requireTrust } from '../projects'
import { type Aim, aimed, requireOtherThanProduction, targetItem } from '../targets'

/** Counts migrations as applied without running them: shown first, then recorded. */
export default defineFeature({
  register({ editor, request }) {
    const on = <T>(
      { root, database, to }: BaselineParams,
      what: string,
      work: (aim: Aim) => Promise<T>,
    ): Promise<T> => {
      requireTrust(editor, 'A baseline changes a database')
      return editor.busy(what, () =>
        aimed(editor, root, { ...(database !== undefined && { database }) }, (aim) => {
          requireOtherThanProduction(aim.target, `baseline --to ${to}`)
          return work(aim)
        }),
      )
    }
    request('lockstep/planBaseline', (params, signal) =>
      on(params, 'Planning a baseline', async ({ target, project, request: base }) => {
        const { files } = await target.database.withSession(
          (session) => planBaseline(session, { ...base, to: params.to }),
          { signal },
        )
        return {
          target: targetItem(target),
          books: project.convention.books!.table(project.settings),
          uris: files.map(({ path }) => uriOf(path)),
        }
      }),
    )
    request('lockstep/baseline', (params, signal) =>
      on(params, 'Recording a baseline', async (aim) => {
        const { root, to, token } = params
        const { files } = await baseline({
          ...aim.request,
          to,
          signal,
          onProgress: ({ message, percent, blockers }) => editor.progress(token, message, percent, blockers),
        })
        await rememberAnew(editor, root, aim)
        return { recorded: files.length }
      }),
    )
  },
})
