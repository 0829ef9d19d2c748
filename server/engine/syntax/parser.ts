import type { ParseResult } from '@pgsql/types'
import * as library from 'libpg-query'
import { Failure } from '../failure'

/** A syntax error as the server words it. `at` counts code points from 0; undefined when the parser names no place. */
export interface ParserError {
  readonly message: string
  readonly at?: number
}

let ready: Promise<void> | undefined

/** Loads the WASM module; every other function here needs it once a process. */
export function loadParser(): Promise<void> {
  ready ??= library.loadModule().catch((cause: unknown) => {
    ready = undefined
    throw new Failure('parser-crashed', 'The PostgreSQL parser could not be loaded.', {
      hint: 'libpg-query.wasm must lie beside the program; reinstall Lockstep.',
      cause,
    })
  })
  return ready
}

/** PostgreSQL 18's own grammar (libpg_query). Node locations are UTF-8 byte offsets into `sql`. */
export function parseTree(sql: string): ParseResult | ParserError {
  return guarded(() => library.parseSync(sql))
}

/** `sql` is one CREATE FUNCTION or DO statement in PL/pgSQL; line numbers in the result count from 1 at the body's start. */
export function parseBody(sql: string): unknown | ParserError {
  return guarded(() => library.parsePlPgSQLSync(sql))
}

export const isParserError = (result: unknown): result is ParserError =>
  typeof result === 'object' && result !== null && 'message' in result

function guarded<T>(run: () => T): T | ParserError {
  try {
    return run()
  } catch (error) {
    if (library.hasSqlDetails(error)) {
      const { message, cursorPosition } = error.sqlDetails!
      return cursorPosition >= 0 ? { message, at: cursorPosition } : { message }
    }
    if (error instanceof Error && error.name !== 'RuntimeError') return { message: error.message }
    throw new Failure('parser-crashed', 'The PostgreSQL parser crashed on this text.', {
      hint: 'Run "Lockstep: Restart" and report the file.',
      cause: error,
    })
  }
}
