import { window } from 'vscode'
import { fileName, report } from '../render'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

/** What the parser sees of the selected statements, or of the whole file. */
export default defineCommand({
  title: 'Show Syntax Tree',
  icon: '$(list-tree)',
  trusted: false,
  palette: when.isSql,
  async run(ctx) {
    const editor = window.activeTextEditor
    if (!editor) return
    const { start, end, isEmpty } = editor.selection
    const uri = editor.document.uri.toString()
    const range = { start: plain(start), end: plain(end) }
    const answer = await ctx.server.ask('lockstep/syntaxTree', { uri, ...(!isEmpty && { range }) })
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    await ctx.documents.show(`Syntax tree of ${fileName(uri)}`, report(answer.ok.split('\n')), { beside: true })
  },
})

const plain = ({ line, character }: { readonly line: number; readonly character: number }) => ({ line, character })
