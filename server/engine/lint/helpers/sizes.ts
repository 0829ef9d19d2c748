import type { Severity } from '../../diagnostic'
import type { Finding, Options, RuleOption, TableFacts } from '../rule'
import type { TableStatistics } from '../statistics'

/** Options of every rule whose findings name the table they work through. */
export const sizeOptions = {
  smallRows: {
    type: 'integer',
    default: 10_000,
    description: 'On a table measured to have fewer rows, and less than 100 MB, the finding is info.',
  },
  largeRows: {
    type: 'integer',
    default: 100_000_000,
    description: 'On a table measured to have this many rows or more the finding is one degree graver; 0: never.',
  },
} as const satisfies { readonly [name: string]: RuleOption }

const megabyte = 1024 ** 2

/** Done in a moment, whatever lock is held meanwhile. Unknown sizes are not small. */
export const isSmall = (statistics: TableStatistics | undefined, options: Options): boolean =>
  statistics !== undefined && statistics.rows < Number(options.smallRows) && statistics.bytes < 100 * megabyte

const isLarge = ({ rows }: TableStatistics, { largeRows }: Options): boolean =>
  Number(largeRows) > 0 && rows >= Number(largeRows)

const graver: { readonly [severity in Severity]: Severity } = {
  hint: 'info',
  info: 'warning',
  warning: 'error',
  error: 'error',
}

/**
 * A finding about a table that was measured: its severity follows the table's size, and its message names the number. Without a
 * measurement it stays as it is. `own` is the rule's severity, `takenAt` the time of the measurement (ISO 8601).
 */
export function graded(finding: Finding, own: Severity, options: Options, takenAt: string | undefined): Finding {
  const { worksThrough, severity = own, message } = finding
  const statistics = worksThrough?.statistics
  if (!worksThrough || !statistics || takenAt === undefined) return finding
  return {
    ...finding,
    severity: isSmall(statistics, options)
      ? severity === 'hint'
        ? severity
        : 'info'
      : isLarge(statistics, options)
        ? graver[severity]
        : severity,
    message: `${message} ${worksThrough.shown} had ${sizeText(statistics)} on ${takenAt.slice(0, 10)}.`,
  }
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** `2,000 rows (1.2 MB)`. */
export const sizeText = ({ rows, bytes }: TableStatistics): string =>
  `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'} (${bytesText(bytes)})`

export const writesText = (writesPerDay: number): string =>
  `${grouped(writesPerDay)} ${writesPerDay === 1 ? 'write' : 'writes'} a day`

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

function bytesText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const amount = bytes / 1024 ** power
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`
}

/** The one of several tables that takes longest; undefined unless all of them were measured. */
export function largest(tables: readonly TableFacts[]): TableFacts | undefined {
  if (tables.some(({ statistics }) => !statistics)) return undefined
  return tables.reduce<TableFacts | undefined>(
    (most, table) => (most && most.statistics!.rows >= table.statistics!.rows ? most : table),
    undefined,
  )
}
