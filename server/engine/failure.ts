export type FailureCode =
  | 'bad-arguments'
  | 'no-connection'
  | 'not-permitted'
  | 'no-project'
  | 'bad-settings'
  | 'file-missing'
  | 'file-unreadable'
  | 'tool-missing'
  | 'plan-moved'
  | 'locked'
  | 'books-damaged'
  | 'cancelled'
  | 'parser-crashed'
  | 'embedded-crashed'
  | 'not-supported'

/**
 * Something outside us is not as it should be. Each front end catches it once and shows message and hint, never a stack.
 * Anything else that is thrown is a bug.
 */
export class Failure extends Error {
  readonly code: FailureCode
  readonly hint?: string

  constructor(code: FailureCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.code = code
    if (options.hint !== undefined) this.hint = options.hint
  }
}
