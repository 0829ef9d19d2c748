import { baseline, planBaseline } from '../../engine/migrate/baseline'
import { uriOf } from '../../engine/workspace/project'
import type { BaselineParams } from '../../protocol'
import { rememberAnew } from '../books'
import { defineFeature } from '../feature'
import { type Aim, changing, progressOf, targetItem } from '../targets'

/** Counts migrations as applied without running them: shown first, then recorded. */
export default defineFeature({
  register({ editor, request }) {
    const on = <T>(params: BaselineParams, title: string, work: (aim: Aim) => Promise<T>): Promise<T> =>
      changing(editor, { ...params, what: 'A baseline', title, command: `baseline --to ${params.to}` }, work)
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
          onProgress: progressOf(editor, token),
        })
        await rememberAnew(editor, root, aim)
        return { recorded: files.length }
      }),
    )
  },
})
