import type { Severity } from '../diagnostic'
import type { Options, Rule } from './rule'
import type { ConfiguredRule, RuleNames } from './run'

/** Rule id -> severity, or severity and options, as lockstep.json has it. Already validated. */
export type RuleSettings = { readonly [id: string]: Severity | 'off' | RuleSetting }
export interface RuleSetting {
  readonly severity?: Severity | 'off'
  readonly [option: string]: Options[string] | undefined
}
export type Registry = { readonly [id: string]: Rule }

/** The rules that are on, with their options filled in from the defaults. */
export function configuredRules(registry: Registry, settings: RuleSettings = {}): readonly ConfiguredRule[] {
  const configured: ConfiguredRule[] = []
  for (const [id, rule] of Object.entries(registry)) {
    const setting = settings[id]
    const { severity = rule.severity, ...given } = typeof setting === 'string' ? { severity: setting } : (setting ?? {})
    if (severity === 'off') continue
    const defaults = Object.fromEntries(
      Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]),
    )
    configured.push({ id, rule, severity, options: { ...defaults, ...(given as Options) } })
  }
  return configured
}

/** The frame's own codes may be silenced like rules. */
const frameCodes = new Set(['psql-command'])

export function ruleNames(registry: Registry): RuleNames {
  const peers = new Map<string, string[]>()
  for (const [id, rule] of Object.entries(registry)) {
    for (const { tool, name } of rule.aliases ?? []) {
      const key = `${tool}:${name}`
      peers.set(key, [...(peers.get(key) ?? []), id])
    }
  }
  return {
    has: (id) => id in registry || frameCodes.has(id),
    ofPeer: (tool, name) => peers.get(`${tool}:${name}`) ?? [],
  }
}
