import type { Diagnostic } from '../diagnostic'
import type { Parsed } from '../syntax/statement'
import type { Settles } from './rule'
import type { Raw, RuleNames } from './run'
import { reaches, type Suppression, suppressionsOf } from './suppress'

/**
 * Drops what comments silence and reports comments that silence nothing, name nothing known or give no reason. `open` is given what a later
 * migration may settle.
 */
export function judge(
  raw: readonly Raw[],
  parsed: Parsed,
  names: RuleNames,
  open: Map<Diagnostic, Settles>,
): readonly Diagnostic[] {
  const suppressions = suppressionsOf(parsed).map((suppression) => ({
    suppression,
    ids: idsOf(suppression, names),
    used: new Set<string>(),
  }))
  const kept: Diagnostic[] = []
  for (const finding of raw) {
    const by = suppressions.find(
      ({ suppression, ids }) => reaches(suppression, finding.at) && (ids === 'all' || ids.has(finding.code)),
    )
    if (by) by.used.add(finding.code)
    else {
      const diagnostic = diagnosticOf(finding)
      kept.push(diagnostic)
      if (finding.settledBy) open.set(diagnostic, finding.settledBy)
    }
  }
  for (const { suppression, used } of suppressions)
    if (suppression.tool === 'lockstep') kept.push(...complaints(suppression, used, names))
  return kept
}

function diagnosticOf({ code, severity, at, message, help, related, fixes }: Raw): Diagnostic {
  return {
    code,
    severity,
    span: at,
    message,
    ...(help && { help }),
    ...(related && related.length > 0 && { related }),
    fixes: fixes ?? [],
  }
}

function idsOf({ tool, names }: Suppression, known: RuleNames): ReadonlySet<string> | 'all' {
  if (tool === 'lockstep') return new Set(names.map(({ name }) => name))
  if (names.length === 0) return 'all'
  return new Set(names.flatMap(({ name }) => known.ofPeer(tool, name)))
}

/** Peers report more than we do: their comments may well silence nothing here. */
function complaints(suppression: Suppression, used: ReadonlySet<string>, known: RuleNames): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const remove = {
    title: 'Remove this comment',
    safety: 'safe',
    edits: [{ span: suppression.span, text: '' }],
  } as const
  const alone = suppression.names.length === 1
  if (suppression.names.length === 0) {
    found.push({
      code: 'unknown-suppression',
      severity: 'warning',
      span: suppression.span,
      message: 'This comment names no rule, so it silences nothing.',
      help: 'Write `-- lockstep: allow <rule>: <reason>`.',
      fixes: [],
    })
  }
  for (const { name, span } of suppression.names) {
    if (!known.has(name)) {
      found.push({
        code: 'unknown-suppression',
        severity: 'warning',
        span,
        message: `There is no rule ${name}, so this silences nothing.`,
        help: 'See `lockstep rules`.',
        fixes: [],
      })
    } else if (!used.has(name)) {
      found.push({
        code: 'unused-suppression',
        severity: 'info',
        span,
        message: `${name} finds nothing here: this comment is not needed.`,
        help: 'Remove it.',
        fixes: alone ? [remove] : [],
      })
    }
  }
  return found
}
