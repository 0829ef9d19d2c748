import type { Section } from '../conventions/convention'
import type { Parsed, Statement } from '../syntax/statement'

/**
 * Several statements that the tool sends as one query, in a section whose others it sends one by one. They share a transaction where nothing
 * else opens one (manual, 54.2.2.1 "Multiple Statements in a Simple Query").
 */
export class SentQueries {
  /** By the place of the first statement: that of the last. */
  private readonly ahead = new Map<number, number>()
  private last: number | undefined

  constructor({ scope, verbatim = [] }: Section, { statements }: Parsed) {
    if (scope !== 'statement') return
    for (const { start, end } of verbatim) {
      const inside = statements.filter(({ span }) => start <= span.start && span.end <= end)
      if (inside.length > 1) this.ahead.set(inside[0]!.span.start, inside.at(-1)!.span.start)
    }
  }

  get underWay(): boolean {
    return this.last !== undefined
  }

  /** Whether the statement is the first of such a query, which it is once. */
  begin({ span }: Statement): boolean {
    this.last ??= this.ahead.get(span.start)
    return this.ahead.delete(span.start)
  }

  end({ span }: Statement): boolean {
    if (span.start !== this.last) return false
    this.last = undefined
    return true
  }
}
