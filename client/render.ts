import type {
  BaselinePlanResult,
  Blocker,
  DriftItem,
  DriftResult,
  LocksResult,
  PlanResult,
  RepairPlanResult,
  RunResult,
  StepItem,
  TargetItem,
  TestResult,
} from '../server/protocol'

/** A plain text with places in it that lead somewhere. Lines and characters count from 0. */
export interface Report {
  readonly text: string
  readonly links: readonly Link[]
}

export interface Link {
  readonly line: number
  readonly start: number
  readonly end: number
  readonly target: Target
}

export interface Target {
  readonly uri: string
  readonly line?: number
}

type Line = string | { readonly text: string; readonly target?: Target }

/** The target is laid over the line's text without its indentation. */
export function report(lines: readonly Line[]): Report {
  const rows = lines.map((line) => (typeof line === 'string' ? { text: line } : line))
  const links = rows.flatMap(({ text, ...row }, line) => {
    const target = 'target' in row ? row.target : undefined
    return target ? [{ line, start: text.length - text.trimStart().length, end: text.trimEnd().length, target }] : []
  })
  return { text: `${rows.map(({ text }) => text.trimEnd()).join('\n')}\n`, links }
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** The file's name as people say it. */
export const fileName = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))

export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

const section = (title: string, sentences: readonly string[]): readonly Line[] =>
  sentences.length === 0 ? [] : ['', title, ...sentences.map((sentence) => `  ${sentence}`)]

const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))

export function planReport(plan: PlanResult): Report {
  const wide = width(plan.files.map(({ uri }) => fileName(uri)))
  return report([
    plan.direction === 'up'
      ? `Pending migrations for ${plan.target.label}`
      : `Migrations to take back from ${plan.target.label}, in this order`,
    '',
    ...(plan.files.length === 0 ? ['  none'] : []),
    ...plan.files.map(({ uri, statements, transactional, strongestLock }) => ({
      text: [
        `  ${fileName(uri).padEnd(wide)}`,
        plural(statements, 'statement').padEnd(13),
        transactional ? 'in a transaction' : 'no transaction  ',
        strongestLock ?? 'locks nothing that exists',
      ].join('   '),
      target: { uri },
    })),
    ...section(plan.direction === 'up' ? 'Applying is not possible' : 'Rolling back is not possible', plan.blockers),
    ...section('Worth knowing first', plan.warnings),
    '',
    ...(plan.files.length === 0
      ? []
      : [`Each ${plan.direction === 'up' ? 'file is recorded in' : "one's row goes from"} ${plan.books}.`]),
  ])
}

/** Text of the one question before a database is changed. */
export interface Question {
  readonly message: string
  readonly detail: string
}

const most = 12
const cut = (names: readonly string[]): readonly string[] =>
  names.length > most ? [...names.slice(0, most - 2), `… and ${names.length - most + 2} more`] : names

const place = ({ host, database }: TargetItem): readonly string[] => [`Host: ${host}`, `Database: ${database}`]

export function planQuestion({ target, files, strongestLock, direction, books, warnings }: PlanResult): Question {
  const count = plural(files.length, 'migration')
  const up = direction === 'up'
  return {
    message: up ? `Apply ${count} to ${target.label}?` : `Roll ${count} back in ${target.label}?`,
    detail: [
      ...place(target),
      `Files: ${files.length}`,
      `Strongest lock: ${strongestLock ? `${strongestLock.mode} on ${strongestLock.relation}` : 'none on what exists'}`,
      `${up ? 'Recorded in' : 'Rows go from'}: ${books}`,
      '',
      ...cut(files.map(({ uri }) => fileName(uri))),
      ...(warnings.length > 0 ? ['', ...warnings] : []),
    ].join('\n'),
  }
}

export function baselineQuestion({ target, books, uris }: BaselinePlanResult): Question {
  return {
    message: `Record ${plural(uris.length, 'migration')} as applied to ${target.label}?`,
    detail: [
      ...place(target),
      `Files: ${uris.length}, none of which is run`,
      'Strongest lock: none on what exists',
      `Recorded in: ${books}`,
      '',
      ...cut(uris.map(fileName)),
    ].join('\n'),
  }
}

export function repairQuestion({ target, books, changes }: RepairPlanResult): Question {
  return {
    message: `Make ${plural(changes.length, 'change')} in the books of ${target.label}?`,
    detail: [
      ...place(target),
      'Files: none is run',
      'Strongest lock: none but on the books',
      `Books: ${books}`,
      '',
      ...cut(changes.map(({ why }) => why)),
    ].join('\n'),
  }
}

export const repairReport = ({ target, books, changes }: RepairPlanResult): Report =>
  report([
    `Changes of ${books} in ${target.label}`,
    ...changes.flatMap(({ why, sql }) => ['', why, ...(sql ? sql.split('\n').map((line) => `  ${line}`) : [])]),
  ])

/** Everything the server said of who is in the way, to be handed on. */
export const blockersText = (blockers: readonly Blocker[]): string =>
  blockers
    .map(({ pid, user, application, since, query }) =>
      [
        `process ${pid}`,
        ...(user ? [`user ${user}`] : []),
        ...(application ? [`application ${application}`] : []),
        ...(since ? [`since ${since}`] : []),
        ...(query ? [`query: ${query.replace(/\s+/g, ' ').trim()}`] : []),
      ].join(', '),
    )
    .join('\n')

const stepLine = ({ uri, statement, range, outcome, ms }: StepItem): Line => ({
  text: [
    `  ${outcome.padEnd(11)} ${fileName(uri)}`,
    ...(statement === undefined ? [] : [`statement ${statement + 1}`]),
    ...(ms === undefined ? [] : [duration(ms)]),
  ].join(', '),
  target: { uri, line: range?.start.line },
})

const because = ({ error }: StepItem): readonly Line[] =>
  error
    ? [
        `    ${error.message}${error.sqlState ? ` (${error.sqlState})` : ''}`,
        ...(error.hint ? [`    ${error.hint}`] : []),
        ...(error.blockers ? [`    In the way: ${blockersText(error.blockers)}`] : []),
      ]
    : []

const ran = {
  up: {
    some: (count: string, target: string) => `Applied ${count} to ${target}.`,
    none: (target: string) => `Nothing was applied to ${target}.`,
    undone: 'not applied',
  },
  down: {
    some: (count: string, target: string) => `Rolled ${count} back in ${target}.`,
    none: (target: string) => `Nothing was rolled back in ${target}.`,
    undone: 'not rolled back',
  },
} as const

export const nothingRan = (direction: RunResult['direction'], target: string): string => ran[direction].none(target)

export function outcomeText({
  outcome,
  target,
  direction,
  done,
  remaining,
}: Omit<RunResult, 'steps' | 'remarks'>): string {
  const { some, none, undone } = ran[direction]
  return [
    ...(outcome === 'cancelled' ? ['Cancelled.'] : []),
    done === 0 && remaining > 0 ? none(target) : some(plural(done, 'migration'), target),
    ...(remaining > 0 ? [`${remaining} ${undone}.`] : []),
  ].join(' ')
}

export function runReport({ steps, remarks, ...result }: RunResult): Report {
  return report([outcomeText(result), ...remarks, '', ...steps.flatMap((step) => [stepLine(step), ...because(step)])])
}

export function testReport({ tests, passed, failed, skipped }: TestResult): Report {
  const uris = [...new Set(tests.map(({ uri }) => uri))]
  return report([
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
    ...uris.flatMap((uri) => [
      '',
      { text: fileName(uri), target: { uri } },
      ...tests
        .filter((test) => test.uri === uri)
        .flatMap(({ outcome, name, ms, message, range }) => [
          { text: `  ${outcome.padEnd(8)} ${name}, ${duration(ms)}`, target: { uri, line: range?.start.line } },
          ...(message ? message.split('\n').map((line) => `    ${line}`) : []),
        ]),
    ]),
  ])
}

/** Two texts for a diff: what the migrations build, what the database holds. Only objects that differ are in them. */
export function driftReports({ differences, migrations, target, notVisible }: DriftResult): {
  expected: Report
  actual: Report
} {
  const side = (title: string, absent: DriftItem['change'], value: 'expected' | 'actual'): Report =>
    report([
      title,
      ...differences
        .filter(({ change }) => change !== absent)
        .flatMap(({ kind, name, attributes, definedAt }) => [
          '',
          { text: `${kind} ${name}`, target: definedAt && { uri: definedAt.uri, line: definedAt.range.start.line } },
          ...attributes.flatMap(({ name: attribute, [value]: text }) => attributeLines(attribute, text)),
        ]),
      ...section('Not compared', notVisible),
    ])
  return {
    expected: side(`As ${plural(migrations, 'migration')} build it`, 'unexpected', 'expected'),
    actual: side(`As it is in ${target}`, 'missing', 'actual'),
  }
}

function attributeLines(name: string, text: string): readonly string[] {
  const [first = '', ...rest] = text.split('\n')
  return [`  ${name}: ${first}`, ...rest.map((line) => `    ${line}`)]
}

export function locksReport(uri: string, { postgres, statements }: LocksResult): Report {
  return report([
    `Locks of ${fileName(uri)} on what exists before it, PostgreSQL ${postgres}`,
    ...statements.flatMap(({ range, sql, locks, rewrites, scans, held, transactional, unknown }) => {
      const wide = width(locks.map(({ mode }) => mode))
      return [
        '',
        { text: sql.trim().split('\n', 1)[0] ?? '', target: { uri, line: range.start.line } },
        ...(locks.length === 0 ? ['  locks nothing that exists'] : []),
        ...locks.map(({ relation, mode, why }) => `  ${mode.padEnd(wide)}  ${relation}: ${why}`),
        ...rewrites.map((relation) => `  rewrites ${relation}`),
        ...scans.map((relation) => `  reads all of ${relation}`),
        ...(transactional && held.length > 0
          ? [`  held until COMMIT: ${held.map(({ relation, mode }) => `${mode} on ${relation}`).join(', ')}`]
          : []),
        ...(unknown ?? []).map((reason) => `  unknown: ${reason}`),
      ]
    }),
  ])
}
