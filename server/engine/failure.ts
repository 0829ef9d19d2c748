export type FailureCode =
  | 'bad-arguments'
  | 'no-connection'
  | 'not-permitted'
  | 'no-project'
  | 'bad-settings'
  | 'file-missing'
  | 'file-unreadable'
  | 'file-unwritable'
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

const reasons: { readonly [code: string]: string } = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file lies where a folder should',
  EEXIST: 'a file lies where a folder should',
}

/** What the file system said against a file, in words. */
export const fileReason = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException
  return (code !== undefined && reasons[code]) || code || String(error)
}

export const unwritable = (path: string, error: unknown): Failure =>
  new Failure('file-unwritable', `${path} can't be written: ${fileReason(error)}.`, {
    hint: 'Check its name, its permissions and the space on the disk.',
    cause: error,
  })
