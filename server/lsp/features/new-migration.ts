import { existsSync } from 'node:fs'
import { Failure } from '../../engine/failure'
import { newMigration } from '../../engine/workspace/authoring'
import { writeFile } from '../../engine/workspace/files'
import { uriOf } from '../../engine/workspace/project'
import { defineFeature } from '../feature'

/** Makes the next migration's files; overwrites nothing. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/newMigration', async ({ root, title, folder }) => {
      const projects = (await editor.workspaces()).flatMap(({ projects }) => projects)
      const project =
        projects.find(
          (candidate) =>
            uriOf(candidate.root) === root &&
            (!folder || candidate.folders.some((own) => folder.startsWith(uriOf(own)))),
        ) ?? projects.find((candidate) => uriOf(candidate.root) === root)
      if (!project)
        throw new Failure('no-project', `There is no project at ${root}.`, {
          hint: 'Run "Lockstep: Restart" if it was just made.',
        })
      const chosen = folder && project.folders.find((own) => folder.startsWith(uriOf(own)))
      const files = newMigration(project, title, new Date(), chosen || undefined)
      const taken = files.find(({ path, replaces }) => !replaces && existsSync(path))
      if (taken) throw new Failure('bad-arguments', `${taken.path} is there already.`, { hint: 'Choose another name.' })
      for (const { path, text } of files) {
        writeFile(path, text)
      }
      editor.changedOnDisk()
      return { uris: files.map(({ path }) => uriOf(path)) }
    })
  },
})
