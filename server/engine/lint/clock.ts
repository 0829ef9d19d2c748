/**
 * Times of work within work: each piece is told what it took itself, without the pieces measured inside it. What several rules share (locks,
 * tokens) is so told by its own name, and not to the rule that happens to ask first.
 */
export class Clock {
  /** Milliseconds told so far. */
  private told = 0

  constructor(private readonly onTime: (what: string, ms: number) => void) {}

  measure<T>(what: string, work: () => T): T {
    const before = this.told
    const started = performance.now()
    try {
      return work()
    } finally {
      const whole = performance.now() - started
      this.onTime(what, whole - (this.told - before))
      this.told = before + whole
    }
  }
}

/** Measured where a clock runs. */
export const timed = <T>(clock: Clock | undefined, what: string, work: () => T): T =>
  clock ? clock.measure(what, work) : work()
