import type { ObjectId } from '../../catalog/catalog'
import { clipped, nameLength } from '../../catalog/names'
import type { Statement } from '../../syntax/statement'
import { identifier } from '../../syntax/tokens'
import type { Span } from '../../text/source'
import { defineRule } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'squawk', name: 'identifier-too-long' }],
  docs: {
    summary: 'A name is longer than PostgreSQL keeps.',
    why: 'Names are cut after 63 bytes, with a notice nobody sees. The object has another name than the migration says, and two names that differ only behind byte 63 are one: the second CREATE fails, or with IF NOT EXISTS does nothing.',
    instead: 'Shorten it to 63 bytes (not characters).',
    wrong: ['create index orders_customer_id_created_at_status_shipping_address_country_code_idx on orders (id);'],
    right: ['create index orders_customer_created_status_country_idx on orders (id);'],
  },
  remembers: true,
  create() {
    /** What is left of a long name -> the names it was. */
    const cut = new Map<string, { readonly name: string; readonly at: Span; readonly by: Statement }>()
    return {
      statement(context) {
        const { statement, before } = context
        if (!naming.test(statement.tag) || !mayHoldLong(statement.text)) return
        const reported = new Set<string>()
        for (const token of statement.tokens) {
          if (token.text.length <= nameLength / 4 || (token.kind !== 'word' && token.kind !== 'quoted')) continue
          const name = identifier(token)
          const short = name === undefined ? '' : clipped(name, nameLength)
          if (name === undefined || short === name || reported.has(name)) continue
          reported.add(name)
          const other = cut.get(short)
          const clash = other !== undefined && other.name !== name
          const taken = before.taken({
            kind: 'table',
            path: [before.searchPath[0] ?? 'public', short],
          } as unknown as ObjectId)
          cut.set(short, other ?? { name, at: token.span, by: statement })
          context.report({
            at: token.span,
            message: clash
              ? `PostgreSQL cuts this name to the same ${short} as ${other.name}: the two are one.`
              : `PostgreSQL cuts this name to ${short}${taken && /^Create|^IndexStmt|^ViewStmt/.test(statement.tag) ? ', which exists already' : ''}.`,
            help: `Shorten it to ${nameLength} bytes.`,
            ...(clash && { related: [{ uri: other.by.source.uri, span: other.at, message: 'the other name' }] }),
          })
        }
      },
    }
  },
})

/** Statements that give names; DROP and DML find what the cut name stands for. */
const naming = /^(Create(?!FunctionStmt)|Alter|IndexStmt|ViewStmt|RenameStmt|CompositeTypeStmt|DefineStmt|RuleStmt)/
/**
 * True of every text with a name of more than 63 bytes, and of few others: the tokens of most statements are never needed. A loop, because a
 * pattern looks at each word as often as it has letters.
 */
function mayHoldLong(text: string): boolean {
  let run = 0
  let quote = text.length
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 127) return true
    if (c === 34) {
      // Two in a row are one within a name.
      if (i - quote === 1 || i - quote > nameLength) return true
      quote = i
    }
    run = isNameCharacter(c) ? run + 1 : 0
    if (run > nameLength) return true
  }
  return false
}

/** Letters, digits, `_` and `$`. */
const isNameCharacter = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 36
