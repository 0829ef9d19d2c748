import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { MigrationFile } from '../engine/conventions/convention'
import { Failure } from '../engine/failure'
import type { Direction } from '../engine/migrate/set'
import type { Range } from '../engine/text/source'
import { slashed } from '../engine/workspace/files'
import type { Git } from '../engine/workspace/git'
import type { FindingsStore } from '../engine/workspace/known-findings'
import { rootOf, Workspace, type WorkspaceOptions } from '../engine/workspace/workspace'
import type { Call } from './command'

/** A workspace and what of it the call named: files, or folders whose SQL files are meant. */
export interface Selection {
  readonly workspace: Workspace
  paths(): Promise<readonly string[]>
}

const majors = [14, 15, 16, 17, 18]

export function majorOf(call: Call): number | undefined {
  const value = call.values.postgres
  if (value === undefined) return undefined
  const major = Number(value)
  if (!majors.includes(major))
    throw new Failure('bad-arguments', `--postgres ${String(value)} is no major version Lockstep knows.`, {
      hint: 'Use 14, 15, 16, 17 or 18.',
    })
  return major
}

/** Groups the named paths by project root and reads each project once; without paths, the project of the current folder. */
export async function select(
  call: Call,
  options: Pick<WorkspaceOptions, 'onTime' | 'git'> & { findingsOf?(root: string): FindingsStore | undefined } = {},
): Promise<readonly Selection[]> {
  const { findingsOf, ...given } = options
  const named = call.paths.length > 0
  const groups = new Map<string, { path: string; folder: boolean }[]>()
  for (const given of named ? call.paths : ['.']) {
    const path = slashed(resolve(call.cwd, given))
    const folder = isFolder(path, given)
    const root = rootOf(folder ? path : slashed(dirname(path)), slashed(call.cwd))
    groups.set(root, [...(groups.get(root) ?? []), { path, folder }])
  }
  const config = call.values.config
  const postgres = majorOf(call)
  const selections: Selection[] = []
  for (const [root, wanted] of groups) {
    const findings = findingsOf?.(root)
    const workspace = new Workspace({
      ...given,
      root,
      ...(typeof config === 'string' && { config: requireFile(slashed(resolve(call.cwd, config)), config) }),
      ...(postgres && { postgres }),
      ...(findings && { findings }),
    })
    await workspace.refresh()
    selections.push({ workspace, paths: () => pathsOf(workspace, wanted, named) })
  }
  return selections
}

async function pathsOf(
  workspace: Workspace,
  wanted: readonly { readonly path: string; readonly folder: boolean }[],
  named: boolean,
): Promise<readonly string[]> {
  const paths = new Set<string>()
  for (const { path, folder } of wanted) {
    if (!folder) paths.add(path)
    else if (named) for (const file of await workspace.sqlFiles(path)) paths.add(file)
    else for (const file of workspace.migrationPaths()) if (file.startsWith(`${path}/`)) paths.add(file)
  }
  return [...paths]
}

/** The one project a command works on: named by `paths`, or the current folder's. Failure('no-project') for none or several. */
export async function onlyProject(call: Call) {
  const [selection, ...more] = await select(call)
  if (!selection || more.length > 0)
    throw new Failure('bad-arguments', 'The paths lie in several projects.', { hint: 'Name paths of one project.' })
  const { workspace, paths } = selection
  const named = call.paths.length > 0 ? new Set(await paths()) : undefined
  const wanted = workspace.projects.filter(({ files }) => !named || files.some(({ path }) => named.has(path)))
  if (wanted.length === 0) {
    workspace.soundSettings()
    throw new Failure('no-project', `No migrations were found below ${workspace.options.root}.`, {
      hint: 'Run this in a project, or name its convention and folders in lockstep.json ("projects").',
    })
  }
  if (wanted.length > 1) {
    const shown = wanted.map(({ folders }) => display(call, folders[0]!)).join(', ')
    throw new Failure('bad-arguments', `There are several migration folders here: ${shown}.`, {
      hint: 'Name one of them.',
    })
  }
  return { workspace, project: wanted[0]!, paths }
}

/** A statement of a file that nothing is known of but where it stands and what is wrong with it. */
export interface Unread {
  readonly range: Range
  readonly message: string
}

export const unreadIn = (workspace: Workspace, path: string, direction?: Direction): readonly Unread[] =>
  workspace
    .reading(path)
    .sections.filter(({ section }) => direction === undefined || section.direction === direction)
    .flatMap(({ parsed }) => parsed.errors.map(({ span, message }) => ({ range: parsed.source.range(span), message })))

/** As people name it: relative to the current folder where it lies below it. */
export function display(call: Pick<Call, 'cwd'>, path: string): string {
  const short = slashed(relative(call.cwd, path))
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

/** A file, or what the tool records of it by itself. */
export const displayFile = (call: Pick<Call, 'cwd'>, { path, part }: Pick<MigrationFile, 'path' | 'part'>): string =>
  `${display(call, path)}${part === undefined ? '' : `::${part}`}`

function isFolder(path: string, given: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    throw new Failure('file-missing', `There is no ${given}.`, {
      hint: 'Check the path; patterns are expanded by the shell.',
    })
  }
}

function requireFile(path: string, given: string): string {
  if (isFolder(path, given))
    throw new Failure('bad-arguments', `${given} is a folder.`, { hint: '--config takes a file.' })
  return path
}

export function gitFor(call: Call): Git {
  return (folder, args) =>
    new Promise((done) => {
      execFile(
        'git',
        ['-C', folder, ...args],
        { maxBuffer: 1 << 28, env: call.env as NodeJS.ProcessEnv },
        (error, stdout) => done(error ? undefined : stdout),
      )
    })
}
