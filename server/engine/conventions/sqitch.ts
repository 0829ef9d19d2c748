import { Failure } from '../failure'
import { tokensIn } from '../syntax/tokens'
import { spanOf } from '../text/source'
import { type Detection, defineConvention, type Review } from './convention'
import { filesNamed, folderOf, join, readText, relative } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, slug } from './shared/names'
import { gitConfig } from './shared/properties'
import { books } from './shared/sqitch-books'
import { foreignSettings } from './shared/sqitch-obstacles'
import { changesOf, fileOf } from './shared/sqitch-plan'
import { readPlan } from './shared/sqitch-plan-reading'
import { userFile } from './shared/sqitch-user'
import { afterEdits, statementsIn, whole } from './shared/statements'

const grammar = /^(deploy|revert)\/(.+)\.sql$/

export default defineConvention({
  title: 'Sqitch',
  reference: 'https://sqitch.org/docs/manual/sqitchchanges/',

  async detect(files) {
    const found: Detection[] = []
    for (const plan of await filesNamed(files, /^sqitch\.plan$/)) {
      const text = (await readText(files, plan)) ?? ''
      if (!/^%project=/m.test(text)) continue
      const root = folderOf(plan)
      const config = gitConfig((await readText(files, `${root}/sqitch.conf`)) ?? '')
      const engine = config['core.engine']
      if (engine !== undefined && engine !== 'pg') continue
      const top = join(root, config['core.top_dir'] ?? '.')
      // Nothing of a target: its URI may hold a password.
      const kept = Object.fromEntries(
        Object.entries(config).filter(
          ([key]) => /^(user\.(name|email)|engine\.pg\.registry)$/.test(key) || foreignSettings.test(key),
        ),
      )
      found.push({
        root,
        folders: [top],
        sure: 'config',
        evidence: relative(files.root, plan),
        settings: { ...kept, manifest: text },
      })
    }
    return found
  },

  parseName(relativePath) {
    const match = grammar.exec(relativePath)
    return match
      ? { version: match[2]!, title: match[2]!, kind: 'versioned', direction: match[1] === 'deploy' ? 'up' : 'down' }
      : undefined
  },

  compare(a, b, settings) {
    const order = changesOf(settings).map(fileOf)
    const place = (version: string) => (order.includes(version) ? order.indexOf(version) : order.length)
    return (
      place(a.name.version) - place(b.name.version) ||
      compareText(a.name.version, b.name.version) ||
      compareText(b.name.direction ?? '', a.name.direction ?? '')
    )
  },

  // Engine/pg.pm hands the script to psql: every statement commits by itself, BEGIN and COMMIT in it count.
  read: (source, { name }) => ({
    sections: [{ direction: name.direction ?? 'up', span: whole(source.text), scope: 'statement' }],
    placeholders: [],
    problems: [],
  }),

  review(files, settings) {
    if (settings.manifest === undefined) return []
    const plan = readPlan(settings.manifest)
    const found: Review[] = []
    const first = files[0]?.path
    for (const { line, message } of plan.errors)
      if (first)
        found.push({
          path: first,
          problem: {
            code: 'manifest-mismatch',
            severity: 'error',
            message: `Syntax error in sqitch.plan at line ${line}: ${message}`,
          },
        })
    const planned = new Set(plan.changes.map(fileOf))
    const deployed = new Set(files.filter((file) => file.name.direction === 'up').map((file) => file.name.version))
    for (const file of files) {
      if (planned.has(file.name.version)) continue
      const code = file.name.direction === 'down' ? 'orphaned-down' : 'manifest-mismatch'
      found.push({
        path: file.path,
        problem: {
          code,
          severity: 'warning',
          message: `sqitch.plan has no change ${file.name.version}: Sqitch never runs this script.`,
          help: 'Add it with sqitch add.',
        },
      })
    }
    const missing = plan.changes.filter((change) => !deployed.has(fileOf(change)))
    for (const change of missing)
      if (first)
        found.push({
          path: first,
          problem: {
            code: 'manifest-mismatch',
            severity: 'error',
            message: `sqitch.plan has the change ${change.name}, and there is no deploy/${fileOf(change)}.sql.`,
          },
        })
    return found
  },

  next(_existing, title, now, settings, body) {
    if (settings.manifest === undefined)
      throw new Failure('not-supported', 'There is no sqitch.plan.', { hint: 'Run sqitch init first.' })
    const plan = readPlan(settings.manifest)
    const planner =
      settings['user.name'] && settings['user.email']
        ? `${settings['user.name']} <${settings['user.email']}>`
        : plan.changes.at(-1)?.planner
    if (planner === undefined)
      throw new Failure('bad-settings', 'Sqitch wants to know who plans the change.', {
        hint: "Run sqitch config user.name 'Your Name' and sqitch config user.email.",
      })
    const name = slug(title).toLowerCase()
    const date = now.toISOString().replace(/\.\d+Z$/, 'Z')
    const note = title.replace(/[\r\n]+/g, ' ')
    const before = settings.manifest.endsWith('\n') ? settings.manifest : `${settings.manifest}\n`
    const gap = plan.changes.length === 0 && !before.endsWith('\n\n') ? '\n' : ''
    const script = (verb: string, sql: string, wrap: boolean) =>
      `-- ${verb} ${plan.project}:${name} to pg\n\n${wrap ? `BEGIN;\n\n${sql}\nCOMMIT;\n` : sql}`
    const outside = body?.transactional === false
    const from = (verb: string) => script(verb, '', true).replace(' to pg', ' from pg')
    return [
      {
        path: `deploy/${name}.sql`,
        text: script('Deploy', body?.up ? withLineEnd(body.up) : '-- XXX Add DDLs here.\n', !outside),
      },
      {
        path: `revert/${name}.sql`,
        text: body?.down
          ? script('Revert', withLineEnd(body.down), !outside).replace(' to pg', ' from pg')
          : from('Revert').replace('BEGIN;\n\n\n', 'BEGIN;\n\n-- XXX Add DDLs here.\n\n'),
      },
      {
        path: `verify/${name}.sql`,
        text: script('Verify', '-- XXX Add verifications here.\n', true)
          .replace(' to pg', ' on pg')
          .replace('COMMIT;', 'ROLLBACK;'),
      },
      { path: 'sqitch.plan', text: `${before}${gap}${name} ${date} ${planner} # ${note}\n`, replaces: true },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    const { text } = file.source
    const after = afterEdits(text, section.span, planned)
    const wordOf = (sql: string, start: number, end: number) =>
      tokensIn(sql, spanOf(start, end))
        .find((token) => token.kind !== 'comment')
        ?.text.toLowerCase() ?? ''
    const isControl = (word: string) => ['begin', 'start', 'commit', 'end'].includes(word)
    const own = statementsIn(after, whole(after)).filter(({ span }) => !isControl(wordOf(after, span.start, span.end)))
    const control = statementsIn(text, section.span).filter(({ span }) => isControl(wordOf(text, span.start, span.end)))
    if (control.length === 0) return { edits: [] }
    if (own.length > 1)
      return {
        impossible:
          'The other statements of this script need its transaction. Put this statement in a change of its own.',
      }
    return {
      edits: control.map(({ span }) => ({
        span: spanOf(span.start, text.charCodeAt(span.end) === 59 ? span.end + 1 : span.end),
        text: '',
      })),
    }
  },

  manifest: { path: () => 'sqitch.plan' },
  policy: () => ({ outOfOrder: 'refused', missingFile: 'refused', editedFile: 'unseen' }),
  applyCommand: () => 'sqitch deploy',
  userFile,
  books,
})
