import type { InlayHint, Range } from 'vscode-languageserver'
import { type LockMode, strength } from '../../engine/catalog/lock-types'
import { behindSemicolon } from '../../engine/syntax/spans'
import { defineFeature, inside } from '../feature'

/** The strongest lock held from a statement to COMMIT, behind its semicolon; weaker ones than SHARE are left out. */
export default defineFeature({
  capabilities: { inlayHintProvider: true },
  register({ document }) {
    document<{ textDocument: { uri: string }; range: Range }, readonly InlayHint[]>(
      'textDocument/inlayHint',
      [],
      (snapshot, { range }) => {
        const hints: InlayHint[] = []
        for (const { statement, held } of snapshot.workspace.locks(snapshot.path)) {
          const end = snapshot.source.position(behindSemicolon(statement))
          if (!inside(range, end)) continue
          const top = held.reduce<(typeof held)[number] | undefined>(
            (best, lock) => (best && strength(best.mode) >= strength(lock.mode) ? best : lock),
            undefined,
          )
          if (!top || strength(top.mode) < strength('SHARE' satisfies LockMode)) continue
          hints.push({ position: end, label: `${top.mode} on ${top.relation.path.join('.')}`, paddingLeft: true })
        }
        return hints
      },
    )
  },
})
