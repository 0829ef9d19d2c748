import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { conventions } from '../../../server/engine/conventions'
import type { Convention, MigrationName, Problem } from '../../../server/engine/conventions/convention'
import { detectProjects } from '../../../server/engine/conventions/detect'
import { split } from '../../../server/engine/syntax/split'
import { applyEdits } from '../../../server/engine/text/edits'
import { spanOf } from '../../../server/engine/text/source'
import { cases } from './cases'
import { describeSection, folderTexts, type Loaded, load, loadAll, memoryFiles, partsOf } from './project'

const now = new Date('2026-11-22T16:17:18Z')
const registry: Readonly<Record<string, Convention>> = conventions

const nameText = ({ version, title, kind, direction }: MigrationName): string =>
  [version, title, ...(kind === 'versioned' ? [] : [kind]), ...(direction ? [direction] : [])].join(' | ')
const problemText = (file: Pick<Loaded, 'source'>, { severity, code, span, message }: Problem): string =>
  `${severity} ${code} ${span ? `[${file.source.slice(span)}] ` : ''}${message}`

function startEach(actual: readonly string[], expected: readonly string[], label: string): void {
  assert.equal(actual.length, expected.length, `${label}: ${JSON.stringify(actual, undefined, 1)}`)
  for (const [i, beginning] of expected.entries())
    assert.ok(
      actual[i]!.startsWith(beginning),
      `${label}: ${JSON.stringify(actual[i])} should start with ${JSON.stringify(beginning)}`,
    )
}

test('every convention has its case and its project', () => {
  assert.deepEqual(Object.keys(cases).sort(), Object.keys(registry).sort())
  for (const id of Object.keys(registry)) assert.ok(existsSync(`test/engine/conventions/${id}`), id)
})

for (const [id, convention] of Object.entries(registry)) {
  const expected = cases[id]!
  const root = `test/engine/conventions/${id}`

  test(`${id}: is recognised without configuration`, async () => {
    const files = memoryFiles(folderTexts(root))
    const found = await detectProjects(files, registry)
    assert.equal(found.length, 1, JSON.stringify(found))
    const { convention: by, sure, evidence, folders, settings, root: at } = found[0]!
    const { project } = expected
    assert.deepEqual(
      { by, sure, evidence, folders: folders.map((folder) => folder.replace(/^\/project\/?/, '') || '.') },
      { by: id, sure: project.sure, evidence: project.evidence, folders: project.folders },
    )
    assert.equal(at, project.root === undefined ? '/project' : `/project/${project.root}`)
    const { manifest, ...rest } = settings
    assert.deepEqual(rest, project.settings ?? {})
    if (convention.manifest) assert.equal(typeof manifest, 'string')
  })

  test(`${id}: reads its project in order`, async () => {
    const files = memoryFiles(folderTexts(root))
    const [found] = await detectProjects(files, registry)
    const loaded = await loadAll(convention, files, found!)
    assert.deepEqual(
      Object.fromEntries(
        loaded.map((file) => [file.relativePath, file.sections.map((section) => describeSection(file, section))]),
      ),
      expected.project.order,
    )
    assert.deepEqual(
      loaded.map((file) => file.relativePath),
      Object.keys(expected.project.order),
    )
    assert.deepEqual(
      loaded.flatMap((file) => file.problems.map((problem) => problemText(file, problem))),
      [],
    )
    assert.deepEqual(convention.review(loaded, found!.settings, []), [])
  })

  test(`${id}: names`, () => {
    for (const [path, text] of Object.entries(expected.names.good)) {
      const name = convention.parseName(path, {})
      assert.equal(name && nameText(name), text, path)
    }
    for (const path of [...expected.names.ignored, ...Object.keys(expected.names.complaints)])
      assert.equal(convention.parseName(path, {}), undefined, path)
    for (const path of expected.names.ignored)
      assert.equal(convention.nameProblem?.(path, {})?.message, undefined, path)
    for (const [path, beginning] of Object.entries(expected.names.complaints)) {
      const problem = convention.nameProblem?.(path, {})
      assert.ok(problem, path)
      assert.ok(problem.message.startsWith(beginning), `${path}: ${problem.message}`)
      assert.equal(problem.code, 'migration-name')
      assert.ok(problem.help)
    }
  })

  for (const file of expected.files) {
    test(`${id}: reads ${file.path} ${JSON.stringify(file.text.slice(0, 40))}`, () => {
      const loaded = load(convention, file.path, file.text, file)
      if (file.sections) {
        assert.deepEqual(
          loaded.sections.map((section) => describeSection(loaded, section)),
          file.sections,
        )
      }
      const found = loaded.problems.map((problem) => problemText(loaded, problem))
      startEach(found, file.problems ?? [], 'problems')
      assert.deepEqual(
        loaded.placeholders.map(
          ({ span, name, value }) => `${loaded.source.slice(span)} ${name}${value === undefined ? '' : `=${value}`}`,
        ),
        file.placeholders ?? [],
      )
      assert.deepEqual(
        loaded.sections.flatMap((section) => (section.verbatim ?? []).map((span) => loaded.source.slice(span).trim())),
        file.verbatim ?? [],
      )
      const fixes = loaded.problems.flatMap((problem) => problem.fixes ?? [])
      assert.deepEqual(
        fixes.map((fix) => applyEdits(loaded.source.text, fix.edits)),
        file.fixed ?? [],
      )
      for (const fix of fixes) {
        const again = load(convention, file.path, applyEdits(loaded.source.text, fix.edits), file)
        assert.ok(
          again.problems.length < loaded.problems.length,
          `${fix.title} leaves ${again.problems.map((problem) => problem.message)}`,
        )
      }
    })
  }

  for (const given of expected.next) {
    test(`${id}: next after ${given.given.join(', ') || 'nothing'}${given.settings ? ` with ${Object.keys(given.settings)}` : ''}: ${given.title}`, () => {
      const settings = given.settings ?? {}
      const existing = given.given.map((path) => load(convention, path, '', { settings }))
      const files = convention.next(existing, given.title, now, settings, given.body)
      assert.deepEqual(Object.fromEntries(files.map(({ path, text }) => [path, text])), given.files)
      const manifest = files.find(({ path }) => path === convention.manifest?.path(settings))?.text
      const afterwards = manifest === undefined ? settings : { ...settings, manifest }
      const beside = Object.fromEntries(files.map((file) => [file.path.split('/').at(-1)!, file.text]))
      assert.ok(files.some(({ path }) => convention.parseName(path, afterwards)))
      for (const { path, text } of files) {
        if (!convention.parseName(path, afterwards)) continue
        const made = load(convention, path, text, { settings: afterwards, beside })
        for (const old of existing)
          if (old.name.kind === 'versioned')
            assert.ok(convention.compare(old, made, afterwards) < 0, `${path} sorts last`)
        assert.deepEqual(
          made.problems.map((problem) => problem.message),
          [],
        )
        if (given.body?.transactional === false && made.name.direction !== 'down') assertOutside(made)
      }
    })
  }

  for (const given of expected.outside) {
    test(`${id}: outside a transaction: ${given.path} ${JSON.stringify(given.text.slice(0, 60))}`, () => {
      const settings = given.settings ?? {}
      const file = load(convention, given.path, given.text, { settings })
      const at = given.planned ? file.source.text.indexOf(given.planned[0]) : -1
      const planned = given.planned ? [{ span: spanOf(at, at + given.planned[0].length), text: given.planned[1] }] : []
      const section = file.sections.find(
        ({ span, direction }) => direction === 'up' && (at < 0 || (span.start <= at && at < span.end)),
      )!
      const answer = convention.nonTransactional(file, section, settings, planned)
      if ('impossible' in answer) {
        assert.ok(given.impossible, answer.impossible)
        assert.match(answer.impossible, given.impossible)
        return
      }
      assert.equal(given.impossible, undefined, 'should be impossible')
      const text = applyEdits(file.source.text, [...planned, ...answer.edits])
      assert.equal(text, given.becomes ?? text)
      assert.deepEqual(
        Object.fromEntries((answer.creates ?? []).map((file) => [file.path.split('/').at(-1)!, file.text])),
        given.creates ?? {},
      )
      const beside = Object.fromEntries((answer.creates ?? []).map((file) => [file.path.split('/').at(-1)!, file.text]))
      const again = load(convention, given.path, text, { settings, beside })
      assertOutside(again)
      assert.deepEqual(
        again.problems.map((problem) => problem.message),
        [],
      )
    })
  }

  for (const given of expected.review ?? []) {
    test(`${id}: reviews ${given.given.join(', ')}`, () => {
      const settings = given.settings ?? {}
      const files = given.given
        .map((path) => load(convention, path, given.texts?.[path] ?? '', { settings }))
        .sort((a, b) => convention.compare(a, b, settings))
      const found = convention
        .review(
          files,
          settings,
          (given.others ?? []).map((relativePath) => ({ path: `/project/migrations/${relativePath}`, relativePath })),
        )
        .map(
          ({ path, problem }) =>
            `${path.replace('/project/migrations/', '')}: ${problem.severity} ${problem.code} ${problem.message}`,
        )
      startEach(found, given.found, 'review')
    })
  }

  for (const { path, text, settings = {}, sum } of expected.checksums ?? []) {
    test(`${id}: checksum of ${path} is ${sum.slice(0, 24)}`, () => {
      const { books = undefined, state = undefined } = convention
      const [file] = partsOf(convention, load(convention, path, text, { settings }), settings)
      assert.equal((books ?? state)?.checksum?.(file!, settings), sum)
    })
  }

  test(`${id}: any text can be read`, () => {
    const path = Object.keys(expected.names.good)[0]!
    const texts = [
      '',
      '\n',
      '\uFEFF',
      '\uFEFF-- 👋🏽 grüße\r\nselect 1;\r\n',
      "select 'unterminated",
      'select $$ unterminated',
      '/* open',
      ';;;',
      '-- only a comment',
      '${',
      '\\copy t from stdin',
    ]
    for (const text of [
      ...texts,
      ...expected.files.map((file) => file.text.slice(0, file.text.length / 2)),
      ...expected.files.map((file) => file.text.replaceAll('\n', '\r\n')),
    ]) {
      const file = load(convention, path, text)
      for (const { span } of [...file.sections, ...file.placeholders])
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= file.source.text.length)
      for (const { span, fixes } of file.problems) {
        if (span) assert.ok(span.start <= span.end && span.end <= file.source.text.length)
        for (const fix of fixes ?? []) applyEdits(file.source.text, fix.edits)
      }
    }
  })

  test(`${id}: says what it knows about itself`, () => {
    assert.ok(convention.title && convention.reference.startsWith('https://'))
    assert.ok(convention.applyCommand({}).length > 0)
    assert.ok(convention.books !== undefined || (convention.noBooks ?? '').length > 20)
    const { futureFile: _, ...policy } = convention.policy({})
    assert.deepEqual(Object.keys(policy).sort(), ['editedFile', 'missingFile', 'outOfOrder'])
  })
}

test('docs/books.md says what the conventions do', () => {
  const rows = readFileSync('docs/books.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| [a-z]+[a-z-]* \| `/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -2)
        .map((cell) => cell.trim()),
    )
  const has = (value: unknown): string => (value === undefined ? 'none' : 'yes')
  assert.deepEqual(
    rows,
    Object.entries(registry).map(([id, { books }]) => [
      id,
      `\`${books!.table({}).replaceAll('"', '')}\``,
      has(books!.lock ?? books!.lockRow),
      has(books!.checksum),
      has(books!.baseline),
    ]),
  )
  for (const [, tool] of readFileSync('docs/books.md', 'utf8').matchAll(/^\| ([a-z-]+) \|.*\| round trips \|$/gm))
    assert.ok(existsSync(`test/engine/conventions/real/${tool}.test.ts`), tool)
})

/** One statement in one simple query has no transaction around it. */
function assertOutside(file: Loaded): void {
  for (const section of file.sections.filter(({ direction }) => direction === 'up')) {
    const count = split(file.source.text, section.span).pieces.length
    assert.ok(
      section.scope === 'statement' || (section.scope === 'simple query' && count <= 1),
      `${section.scope} with ${count} statements`,
    )
  }
}
