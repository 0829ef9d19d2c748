import { createHash } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileReason } from '../failure'
import { ownFolder } from './journal'
import type { RunRequest, RunResult } from './run'

/** One line a run. Holds no secret: a host and a database name, never a connection string. */
export interface AuditLine {
  /** ISO 8601. */
  readonly at: string
  readonly who: string
  readonly action: 'apply' | 'rollback' | 'baseline' | 'repair'
  readonly host: string
  readonly database: string
  readonly tool: string
  readonly files: readonly {
    readonly file: string
    readonly version: string
    /** SHA-256 of the file's bytes. */
    readonly sha256: string
    readonly checksum?: string
    readonly statements: number
    readonly ms?: number
    readonly outcome: string
  }[]
  readonly strongestLock?: { readonly mode: string; readonly relation: string }
  /** Differences between the schema and what the migrations make, where they were looked for. */
  readonly drift?: number
  readonly ms: number
  readonly outcome: 'done' | 'failed' | 'cancelled'
  readonly error?: string
}

export interface Audit {
  readonly who: string
  /** Rejects when it can't be written. */
  write(line: AuditLine): Promise<void>
}

/** `.lockstep/audit.jsonl` below the project's root. */
export const diskAudit = (root: string, who: string): Audit => ({
  who,
  async write(line) {
    await appendFile(join(await ownFolder(root), 'audit.jsonl'), `${JSON.stringify(line)}\n`)
  },
})

/** Writes the line of a run; that it could not be written is told and does not undo the run. */
export async function auditRun(
  { audit, set, database, onProgress }: RunRequest,
  action: AuditLine['action'],
  { plan, steps, done, outcome, verified }: Pick<RunResult, 'plan' | 'steps' | 'done' | 'outcome' | 'verified'>,
  ms: number,
): Promise<void> {
  const trouble = steps.find((step) => step.outcome === 'failed')?.error?.message
  const wholes = new Map(steps.flatMap((step) => (step.statement === undefined ? [[step.file, step] as const] : [])))
  const isDone = new Set(done)
  const files = plan.steps.map(({ file, script, units }) => {
    const whole = wholes.get(script)
    const checksum = set.convention.books?.checksum?.(file, set.settings)
    return {
      file: script.relativePath,
      version: file.name.version,
      sha256: createHash('sha256').update(script.bytes).digest('hex'),
      ...(checksum !== undefined && { checksum }),
      statements: units.reduce((sum, { statements }) => sum + statements.length, 0),
      ...(whole?.ms !== undefined && { ms: Math.round(whole.ms) }),
      outcome: isDone.has(file) ? 'done' : (whole?.outcome ?? 'not reached'),
    }
  })
  let strongestLock: AuditLine['strongestLock']
  try {
    strongestLock = plan.outlook().strongestLock
  } finally {
    // Whatever the lock model does: what was run is noted.
    await writeAudit(audit, onProgress, {
      at: new Date().toISOString(),
      who: audit?.who ?? '',
      action,
      host: database.host,
      database: database.name,
      tool: set.convention.title,
      files,
      ...(strongestLock && { strongestLock }),
      ...(verified?.drift && 'differences' in verified.drift && { drift: verified.drift.differences }),
      ms: Math.round(ms),
      outcome,
      ...(trouble && { error: trouble }),
    })
  }
}

export async function writeAudit(
  audit: Audit | undefined,
  onProgress: RunRequest['onProgress'],
  line: AuditLine,
): Promise<void> {
  await audit?.write(line).catch((error: unknown) => {
    onProgress?.({
      message: `The audit log .lockstep/audit.jsonl could not be written: ${fileReason(error)}. What was done is noted nowhere else.`,
      notable: true,
    })
  })
}
