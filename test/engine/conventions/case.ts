import type { Body, ToolSettings } from '../../../server/engine/conventions/convention'

/** What one convention must do; conformance.test.ts runs the same contract over all of them. */
export interface ConventionCase {
  /** The little project in the folder of the convention's name. */
  readonly project: {
    readonly sure: 'config' | 'markers' | 'names'
    readonly evidence: string
    readonly root?: string
    readonly folders: readonly string[]
    readonly settings?: ToolSettings
    /** Relative paths in the tool's order; with them their sections as `up file: first line`. */
    readonly order: Readonly<Record<string, readonly string[]>>
  }
  readonly names: {
    /** Path -> `version | title`, with ` | kind` unless versioned, with ` | direction` where the name says it. */
    readonly good: Readonly<Record<string, string>>
    readonly ignored: readonly string[]
    /** Path -> the beginning of the complaint. */
    readonly complaints: Readonly<Record<string, string>>
  }
  readonly files: readonly FileCase[]
  readonly next: readonly {
    readonly given: readonly string[]
    readonly settings?: ToolSettings
    readonly title: string
    readonly body?: Body
    readonly files: Readonly<Record<string, string>>
  }[]
  /** How a file with this text is made to run outside a transaction. */
  readonly outside: readonly {
    readonly path: string
    readonly text: string
    readonly settings?: ToolSettings
    /** The caller's own edit: this text becomes that one. */
    readonly planned?: readonly [string, string]
    readonly becomes?: string
    readonly creates?: Readonly<Record<string, string>>
    readonly impossible?: RegExp
  }[]
  readonly review?: readonly {
    readonly given: readonly string[]
    readonly settings?: ToolSettings
    readonly texts?: Readonly<Record<string, string>>
    /** Files of the folder that are no migrations. */
    readonly others?: readonly string[]
    readonly found: readonly string[]
  }[]
  /** Absent for tools that keep their books themselves. */
  readonly books?: BookCase
  readonly checksums?: readonly {
    readonly path: string
    readonly text: string
    readonly settings?: ToolSettings
    readonly sum: string
  }[]
}

export interface FileCase {
  readonly path: string
  readonly text: string
  readonly settings?: ToolSettings
  readonly beside?: Readonly<Record<string, string>>
  readonly sections?: readonly string[]
  /** `severity code [text of the span] message`, the message as a beginning. */
  readonly problems?: readonly string[]
  readonly placeholders?: readonly string[]
  readonly verbatim?: readonly string[]
  /** The text after each fix of each problem, in order. */
  readonly fixed?: readonly string[]
}

export interface BookCase {
  /** What the project's detection adds. */
  readonly settings?: ToolSettings
  /** Table -> its columns as the tool makes them. */
  readonly tables: Readonly<Record<string, readonly string[]>>
  /** Reads every column that does not change from run to run. */
  readonly rows: string
  readonly fresh?: readonly unknown[]
  /** After all up files of the tool's project. */
  readonly recorded: readonly unknown[]
  readonly baseline?: readonly unknown[]
  /** The version that stands as failed. */
  readonly failed?: string
  /** What counts as applied once that is repaired. */
  readonly repaired?: readonly string[]
  /** The table holds no history, only where it stands. */
  readonly latestOnly?: true
  readonly noSums?: true
  readonly foreign: Readonly<Record<string, string>>
  readonly elsewhere?: { readonly settings: ToolSettings; readonly table: string; readonly shown?: string }
  readonly repairs?: {
    readonly files: readonly [readonly [string, string], readonly [string, string], readonly [string, string]]
    /** How many changes repair proposes; 2 by default. */
    readonly repairs?: number
    readonly rows: readonly unknown[]
    readonly applied: readonly string[]
  }
  readonly keys?: (database: string) => readonly bigint[]
  readonly otherKeys?: readonly (readonly [ToolSettings, bigint])[]
}

export const defineCase = (given: ConventionCase): ConventionCase => given

/** CRC-32 bit by bit, to be told from the table in use. */
export function crc(text: string): bigint {
  let c = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    c ^= byte
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return BigInt(~c >>> 0)
}
