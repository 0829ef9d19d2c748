import type { Edit } from './text/edits'
import type { Span } from './text/source'

export type Severity = 'error' | 'warning' | 'info' | 'hint'

export interface Related {
  readonly uri: string
  readonly span: Span
  readonly message: string
}

export interface Diagnostic {
  /** The rule's id, or one of the frame's own codes (`syntax-error`, `unused-suppression`, …). */
  readonly code: string
  readonly severity: Severity
  /** Narrowest span that shows the problem; a statement is a last resort. */
  readonly span: Span
  /** What is wrong, one sentence, object names included. */
  readonly message: string
  /** What to do, imperative. The why lives in the rule's docs. */
  readonly help?: string
  readonly related?: readonly Related[]
  readonly fixes: readonly Fix[]
}

/** A file a fix writes beside its edits: a follow-up migration or a tool's side file. */
export interface NewFile {
  /** Absolute path. */
  readonly path: string
  readonly text: string
  /** The file is there and gets this text: a tool's plan or journal. */
  readonly replaces?: boolean
}

export interface Fix {
  readonly title: string
  /** 'safe' may run on save and under --fix; 'review' only by hand. */
  readonly safety: 'safe' | 'review'
  readonly edits: readonly Edit[]
  /** Worked out when asked for: most fixes are never looked at. */
  readonly creates?: readonly NewFile[] | FollowUp
}

/** Gives the next migrations' files, named after the moment it is called. */
export interface FollowUp {
  (): readonly NewFile[]
  readonly title: string
  readonly bodies: readonly { readonly up: string; readonly down?: string; readonly transactional?: boolean }[]
  /** Files that come first, whatever the moment. */
  readonly beside?: readonly NewFile[]
}

export const withBeside = (beside: readonly NewFile[] | undefined, follow: FollowUp): FollowUp =>
  beside
    ? Object.assign(() => [...beside, ...follow()], { title: follow.title, bodies: follow.bodies, beside })
    : follow

export const createsOf = ({ creates }: Pick<Fix, 'creates'>): readonly NewFile[] =>
  typeof creates === 'function' ? creates() : (creates ?? [])
