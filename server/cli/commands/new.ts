import { existsSync } from 'node:fs'
import { Failure } from '../../engine/failure'
import { newMigration } from '../../engine/workspace/authoring'
import { writeFile } from '../../engine/workspace/files'
import { defineCommand } from '../command'
import { display, onlyProject } from '../workspaces'

export default defineCommand({
  summary: "Make the next migration's file(s), as the tool names them.",
  usage: '<name> [folder]',
  options: { 'dry-run': { type: 'boolean', summary: 'print, write nothing' } },
  async run(call) {
    const [title, ...folders] = call.paths
    if (!title?.trim())
      throw new Failure('bad-arguments', 'new needs a name.', { hint: 'lockstep new "add orders index"' })
    const { workspace, project } = await onlyProject({ ...call, paths: folders })
    const files = newMigration(project, title.trim(), new Date())
    for (const { path, replaces } of files) {
      if (!replaces && existsSync(path))
        throw new Failure('bad-arguments', `${display(call, path)} is there already.`, { hint: 'Choose another name.' })
    }
    if (call.values['dry-run'] !== true) {
      for (const { path, text } of files) writeFile(path, text)
    }
    return {
      postgres: workspace.postgres,
      exitCode: 0,
      document: { files: files.map(({ path, text }) => ({ path: display(call, path), text })) },
      text: () => files.map(({ path }) => `${display(call, path)}\n`).join(''),
    }
  },
})
