// First: the client's modules load the editor's API when they are loaded.
import './support/vscode'

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { keepFresh } from '../../client/freshness'
import migrations from '../../client/views/migrations'
import type { ProjectItem } from '../../server/protocol'
import { context, project } from './support/ctx'
import { editor, happens, reset } from './support/vscode'

const reread = 'lockstep/rereadBooks'

suite('books that another program may have changed', () => {
  beforeEach(reset)

  const opened = async (projects: () => readonly ProjectItem[] = () => [project]) => {
    const answers = {
      [reread]: { ok: [] },
      get 'lockstep/projects'() {
        return { ok: projects() }
      },
    }
    const surroundings = context(answers)
    const parts = [keepFresh(surroundings.ctx), migrations.create(surroundings.ctx)]
    await surroundings.ctx.projects.all()
    return {
      ...surroundings,
      /** How often they were asked for during `work`. */
      async during(work: () => unknown): Promise<number> {
        const before = surroundings.methods().length
        work()
        await surroundings.ctx.projects.all()
        await new Promise(setImmediate)
        return surroundings.methods().slice(before).length
      },
      close: () => {
        for (const part of parts) part.dispose()
      },
    }
  }

  test('are read again when the user comes back to look, and only then', async () => {
    const { during, methods, close } = await opened()
    assert.equal(await during(() => happens.windowState.fire({ focused: true })), 0, 'it had the focus')
    assert.equal(await during(() => happens.windowState.fire({ focused: false })), 0)
    assert.equal(await during(() => happens.windowState.fire({ focused: true })), 1)
    assert.equal(await during(() => happens.commandEnded.fire({})), 1)
    assert.equal(await during(() => happens.taskEnded.fire({})), 1)
    assert.equal(await during(() => happens.viewVisibility.fire({ visible: false })), 0)
    assert.equal(await during(() => happens.viewVisibility.fire({ visible: true })), 1)
    assert.deepEqual(new Set(methods()), new Set([reread]))
    close()
    assert.equal(await during(() => happens.commandEnded.fire({})), 0)
  })

  test('are read again when files came or went, as with another branch, not when states did', async () => {
    let shown: readonly ProjectItem[] = [project]
    const { during, tell, close } = await opened(() => shown)
    const news = () => tell('lockstep/projectsChanged', { roots: [project.root] })
    shown = [{ ...project, migrations: project.migrations.map((one) => ({ ...one, state: 'applied' })) }]
    assert.equal(await during(news), 0)
    shown = [{ ...project, migrations: project.migrations.slice(1) }]
    assert.equal(await during(news), 1)
    close()
  })

  test('are left alone in Restricted Mode', async () => {
    const { during, close } = await opened()
    editor.trusted = false
    assert.equal(await during(() => happens.commandEnded.fire({})), 0)
    close()
  })
})
