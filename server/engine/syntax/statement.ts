import type { Node as AnyNode } from '@pgsql/types'
import type { Offset, SourceText, Span } from '../text/source'
import type { Token } from './tokens'

type KeysOfUnion<T> = T extends unknown ? keyof T : never
/** 'IndexStmt' | 'AlterTableStmt' | … straight from the parser's own types. */
export type NodeTag = KeysOfUnion<AnyNode>
type Intersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never
type NodeByTag = Intersection<AnyNode>
export type Node<T extends NodeTag> = NodeByTag[T]
export type { AnyNode }

/** Where a statement stands when it is not at the top level of its file. */
export interface Enclosure {
  readonly kind: 'do' | 'function'
  readonly outer: Statement
  /** Under IF, CASE, a loop or an exception handler: it may run or not. */
  readonly conditional: boolean
  /** Its text has blanks for what is only known at run time. */
  readonly blanks?: true
}

export interface Statement<T extends NodeTag = NodeTag> {
  /** Position among the top-level statements of the section, from 0; a body statement has its outer statement's. */
  readonly index: number
  readonly tag: T
  readonly node: Node<T>
  readonly source: SourceText
  /** First to last own token, without the semicolon. Leading comments and blank lines are outside. */
  readonly span: Span
  /** The statement's text as written. */
  readonly text: string
  /** Comments between the previous statement and this one, and those inside or at the end of its last line. */
  readonly comments: readonly Token[]
  /** Own tokens without comments, in order. Lexed on first use. */
  readonly tokens: readonly Token[]
  readonly enclosure?: Enclosure
  /** The file offset a node's `location` (bytes of the text it was parsed in) stands for. */
  at(location: number | undefined): Offset
}

export interface SyntaxProblem {
  readonly span: Span
  readonly message: string
  readonly hint?: string
}

/** What was passed over unparsed, offsets kept. */
export interface Skipped {
  readonly kind: 'psql command' | 'copy data' | 'placeholder'
  readonly span: Span
}

/** Parsing never fails: a broken statement costs only itself. */
export interface Parsed {
  readonly source: SourceText
  readonly statements: readonly Statement[]
  readonly errors: readonly SyntaxProblem[]
  readonly skipped: readonly Skipped[]
}

/** Narrows by tag: `if (is(statement, 'IndexStmt')) statement.node.idxname`. */
export function is<T extends NodeTag>(statement: Statement, tag: T): statement is Statement<T> {
  return statement.tag === (tag as NodeTag)
}
