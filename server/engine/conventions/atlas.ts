import { type SourceText, spanOf } from '../text/source'
import {
  type Detection,
  defineConvention,
  hiddenByMark,
  type ProjectFiles,
  type Review,
  type Section,
  type ToolSettings,
} from './convention'
import { books } from './shared/atlas-books'
import { readAtlas } from './shared/atlas-directives'
import { hashFile, parseSum } from './shared/atlas-sum'
import { filesNamed, folderOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareBytes, duplicates, nextTimestamp, slug, titleOf } from './shared/names'
import { insertion } from './shared/statements'

/** Layouts of other tools that Atlas reads too (`?format=`): those tools' conventions know them better. */
const foreign = /\.(up|down)\.sql$|^[VUR]\d*__/
const foreignMark = /^--\s*(\+goose|migrate:(up|down)|liquibase formatted)/m

/** What every environment of atlas.hcl says alike, in plain values. */
async function configured(files: ProjectFiles, root: string): Promise<ToolSettings> {
  const text = (await readText(files, `${root}/atlas.hcl`)) ?? ''
  const said = new Map<string, Set<string>>()
  for (const [, key, quoted, word] of text.matchAll(
    /^\s*(revisions_schema|exec_order|tx_mode)\s*=\s*(?:"([^"$]*)"|(\w+))\s*$/gm,
  )) {
    const values = said.get(key!) ?? new Set()
    said.set(key!, values.add(quoted ?? word!))
  }
  return Object.fromEntries(
    [...said]
      .filter(([, values]) => values.size === 1)
      .map(([key, [value]]) => [
        key.replace('_', '-'),
        key === 'revisions_schema' ? value! : value!.toLowerCase().replace('_', '-'),
      ]),
  )
}

export default defineConvention({
  title: 'Atlas',
  reference: 'https://atlasgo.io/concepts/migration-directory-integrity',

  async detect(files) {
    const found: Detection[] = []
    const folders = await sqlFolders(files)
    for (const sum of await filesNamed(files, /^atlas\.sum$/)) {
      const folder = folderOf(sum)
      const sql = folders.find(({ path }) => path === folder)?.sql ?? []
      if (sql.some((name) => foreign.test(name))) continue
      const first = sql[0] === undefined ? undefined : await readText(files, `${folder}/${sql[0]}`)
      if (first !== undefined && foreignMark.test(first)) continue
      const root = await projectRoot(files, folder)
      found.push({
        root,
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, sum),
        settings: { manifest: (await readText(files, sum)) ?? '', ...(await configured(files, root)) },
      })
    }
    return found
  },

  // dir.go: everything before the first underscore, as text.
  parseName(relativePath) {
    const match = /^([^/_]*)(?:_([^/]*))?\.sql$/.exec(relativePath)
    return match ? { version: match[1]!, title: titleOf(match[2] ?? ''), kind: 'versioned' } : undefined
  },

  compare: (a, b) => compareBytes(a.relativePath, b.relativePath),

  read(source, { bom, settings }) {
    const { text } = source
    const { directives, problems, checkpoint, outside, separators } = readAtlas(text)
    const marked = bom && directives[0]?.start === 0 ? [hiddenByMark('Atlas', directives[0])] : []
    const scope =
      outside || settings['tx-mode'] === 'none' ? 'statement' : settings['tx-mode'] === 'all' ? 'batch' : 'file'
    const section: Section = {
      direction: 'up',
      span: spanOf(0, text.length),
      scope,
      ...(outside && { scopeAt: outside }),
      ...(separators.length > 0 && { separators }),
    }
    // A checkpoint repeats what the files before it made; only an empty database starts from it.
    return { sections: checkpoint ? [] : [section], placeholders: [], problems: [...marked, ...problems] }
  },

  review(files, settings) {
    const found: Review[] = [
      ...duplicates(
        files,
        (file) => file.name.version,
        (file, first) => ({
          message: `${first.relativePath} has version ${file.name.version} too, and Atlas records a version once.`,
          help: 'Give it a version of its own.',
        }),
      ),
    ]
    if (settings.manifest === undefined) return found
    const wanted = parseSum(settings.manifest)
    const real = parseSum(hashFile(files))
    const say = (
      path: string,
      file: string,
      what: string,
      help = "Run 'atlas migrate hash' once the change is meant.",
    ) =>
      found.push({
        path,
        problem: {
          code: 'manifest-mismatch',
          severity: 'error',
          message: `You have a checksum error in your migration directory: ${file} was ${what}.`,
          help,
        },
      })
    const byName = new Map(files.map((file) => [file.relativePath, file]))
    // Sums are a chain: only the first difference is an edit of its own.
    for (const [name, sum] of real.entries) {
      const before = wanted.entries.get(name)
      if (before === sum) continue
      say(byName.get(name)!.path, name, before === undefined ? 'added' : 'edited')
      return found
    }
    const gone = [...wanted.entries.keys()].find((name) => !byName.has(name))
    if (gone !== undefined && files.length > 0) say(files.at(-1)!.path, gone, 'removed')
    else if (wanted.total !== real.total && files.length > 0)
      found.push({
        path: files.at(-1)!.path,
        problem: {
          code: 'manifest-mismatch',
          severity: 'error',
          message: 'checksum mismatch: the first line of atlas.sum does not fit the lines below it.',
          help: "Run 'atlas migrate hash'.",
        },
      })
    return found
  },

  next(existing, title, now, settings, body) {
    const outside = body?.transactional === false ? '-- atlas:txmode none\n\n' : ''
    const text = `${outside}${body?.up ? withLineEnd(body.up) : ''}`
    const version = nextTimestamp(
      existing.map((file) => file.name.version),
      now,
    )
    const path = `${version}_${slug(title)}.sql`
    const made = { relativePath: path, bytes: new TextEncoder().encode(text) }
    const sum = hashFile([...existing, made])
    return [
      { path, text },
      { path: 'atlas.sum', text: sum, ...(settings.manifest !== undefined && { replaces: true as const }) },
    ]
  },

  nonTransactional(file, section) {
    if (section.scope === 'statement') return { edits: [] }
    return { edits: [directiveEdit(file.source)] }
  },

  manifest: { path: () => 'atlas.sum', write: (files) => hashFile(files) },
  policy: (settings) => ({
    outOfOrder:
      settings['exec-order'] === 'non-linear'
        ? 'applied'
        : settings['exec-order'] === 'linear-skip'
          ? 'skipped'
          : 'refused',
    missingFile: 'ignored',
    editedFile: 'unseen',
  }),
  applyCommand: () => 'atlas migrate apply --url "$DATABASE_URL"',
  books,
})

/** File directives count in the first comment block alone, and only when a blank line follows it. */
function directiveEdit(source: SourceText) {
  const { text } = source
  const end = lineEnd(text)
  const existing = /^(--|#)\s*atlas:txmode\b.*$/m.exec(text)
  const { directives } = readAtlas(text)
  if (existing && directives.some((span) => span.start === existing.index))
    return { span: spanOf(existing.index, existing.index + existing[0].trimEnd().length), text: '-- atlas:txmode none' }
  const last = directives.at(-1)
  return last ? insertion(last.end, `${end}-- atlas:txmode none`) : insertion(0, `-- atlas:txmode none${end}${end}`)
}
