import { strings } from '../../catalog/expression'
import { foreignKeysIn, keyPairs } from '../helpers/foreign-keys'
import { isOn, option } from '../helpers/nodes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP083' }],
  docs: {
    summary: 'A foreign key joins values that only a nondeterministic collation takes for equal.',
    why: 'With a nondeterministic collation `a` may refer to `A`. PostgreSQL 18 wants both columns to have the same such collation; older majors compare by the one of the referenced column.',
    instead: 'A deterministic collation on key columns.',
    wrong: [
      "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);\ncreate table orders (code text collate ci references codes);",
    ],
    right: [
      "create collation de (provider = icu, locale = 'de');\ncreate table orders (code text collate de references codes);",
    ],
  },
  remembers: true,
  create: () => {
    const loose = new Set<string>()
    return {
      DefineStmt(node) {
        const deterministic = node.kind === 'OBJECT_COLLATION' ? option(node.definition, 'deterministic') : undefined
        if (deterministic && !isOn(deterministic)) loose.add(strings(node.defnames).at(-1)!)
      },
      statement(context) {
        const { tag } = context.statement
        if (loose.size === 0 || (tag !== 'CreateStmt' && tag !== 'AlterTableStmt')) return
        for (const key of foreignKeysIn(context.statement)) {
          for (const { column, from, to } of keyPairs(key, context)) {
            const [own, other] = [from?.object.collation, to?.object.collation]
            const collation = [own, other].find((name) => name !== undefined && loose.has(bare(name)))
            if (!collation) continue
            if (from && to && own !== other && context.postgres >= 18)
              context.report({
                at: key.at,
                severity: 'error',
                message: `PostgreSQL 18 refuses this foreign key: ${column} and the column it refers to differ in collation, and ${collation} is nondeterministic.`,
                help: 'Give both columns the same collation.',
              })
            else
              context.report({
                at: key.at,
                message: `This foreign key compares by the nondeterministic collation ${collation}: values that differ may match.`,
                help: 'Use a deterministic collation on key columns.',
              })
            break
          }
        }
      },
    }
  },
})

const bare = (name: string): string => name.split('.').at(-1)!.replaceAll('"', '')
