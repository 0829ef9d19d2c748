import type { Body } from '../conventions/convention'
import type { NewFile } from '../diagnostic'
import type { Project } from './project'

export interface Authored extends NewFile {
  /** The file exists and gets this text: a plan, a journal. */
  readonly replaces: boolean
}

/** The next migration's files with absolute paths; nothing is written. `folder`: one of the project's, its last by default. */
export function newMigration(project: Project, title: string, now: Date, folder = project.folders.at(-1)!, body?: Body): readonly Authored[] {
  const existing = project.files.filter(({ path }) => path.startsWith(`${folder}/`))
  return project.convention
    .next(existing, title, now, project.settings, body)
    .map(({ path, text, replaces }) => ({ path: `${folder}/${path}`, text, replaces: replaces === true }))
}
