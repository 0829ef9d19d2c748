import { defineFeature, inside } from '../feature'

/** What the parser sees, for us and for bug reports. */
export default defineFeature({
  register({ editor, request }) {
    request('lockstep/syntaxTree', async ({ uri, range }) => {
      const snapshot = await editor.snapshot(uri)
      if (!snapshot) return ''
      const { sections } = snapshot.workspace.reading(snapshot.path)
      return sections
        .flatMap(({ parsed }) => parsed.statements)
        .filter(({ span }) => {
          const own = snapshot.range(span)
          return !range || inside(own, range.start) || inside(own, range.end) || inside(range, own.start)
        })
        .map(({ tag, text, node }) => `-- ${text.split('\n', 1)[0]}\n${tag} ${JSON.stringify(node, undefined, 2)}`)
        .join('\n\n')
    })
  },
})
