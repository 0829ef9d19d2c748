import type { Body, MigrationFile } from '../conventions/convention'
import type { FollowUp, NewFile } from '../diagnostic'
import { sourceText } from '../text/source'
import type { Project } from './project'

/** The next migration's files with absolute paths; nothing is written. `folder`: one of the project's, its last by default. */
export function newMigration(
  project: Project,
  title: string,
  now: Date,
  folder = project.folders.at(-1)!,
  body?: Body,
): readonly NewFile[] {
  const existing = project.files.filter(({ path }) => path.startsWith(`${folder}/`))
  return project.convention
    .next([...existing, ...inOtherLanguages(project, folder)], title, now, project.settings, body)
    .map(({ path, text, replaces }) => ({ path: `${folder}/${path}`, text, ...(replaces && { replaces }) }))
}

/** By their names only: the next version must not be one of theirs. */
function inOtherLanguages({ convention, settings, others }: Project, folder: string): readonly MigrationFile[] {
  return others.flatMap((relativePath) => {
    const version = convention.otherLanguage?.(relativePath, settings)
    if (version === undefined) return []
    const path = `${folder}/${relativePath}`
    const name = { version, title: '', kind: 'versioned' } as const
    return [
      { path, relativePath, name, source: sourceText('', ''), bytes: new Uint8Array(), sections: [], placeholders: [] },
    ]
  })
}

export const followUp = (project: Project, after: MigrationFile, title: string, bodies: readonly Body[]): FollowUp =>
  Object.assign(() => followUps(project, after, title, bodies, new Date()), { title, bodies })

/** Several migrations one after the other, beside the one they follow; each knows the files of those before it. */
export function followUps(
  project: Project,
  after: MigrationFile,
  title: string,
  bodies: readonly Body[],
  now: Date,
): readonly NewFile[] {
  const folder = project.folders.find((candidate) => after.path.startsWith(`${candidate}/`)) ?? project.folders[0]!
  const files = new Map<string, NewFile>()
  let { settings } = project
  const existing = [...project.files]
  bodies.forEach((body, i) => {
    const name = bodies.length > 1 ? `${title} ${i + 1}` : title
    const step = newMigration(
      { ...project, settings, files: existing },
      name,
      new Date(now.getTime() + i * 1000),
      folder,
      body,
    )
    const manifest = project.convention.manifest && `${folder}/${project.convention.manifest.path(settings)}`
    for (const file of step) {
      files.set(file.path, file)
      if (file.path === manifest) settings = { ...settings, manifest: file.text }
      const relativePath = file.path.slice(folder.length + 1)
      const parsed = project.convention.parseName(relativePath, settings)
      if (parsed && !file.replaces) existing.push({ ...after, path: file.path, relativePath, name: parsed })
    }
  })
  return [...files.values()]
}
