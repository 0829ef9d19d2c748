import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver'
import type { Statement } from '../../engine/syntax/statement'
import { defineFeature, type Snapshot } from '../feature'

/** Statements as the outline shows them, below their section where a file has an up and a down part. */
export default defineFeature({
  capabilities: { documentSymbolProvider: true },
  register({ document }) {
    document<{ textDocument: { uri: string } }, readonly DocumentSymbol[]>(
      'textDocument/documentSymbol',
      [],
      (snapshot) => {
        const { sections } = snapshot.workspace.reading(snapshot.path)
        if (sections.length < 2)
          return sections.flatMap(({ parsed }) => parsed.statements.map((statement) => symbol(statement, snapshot)))
        return sections.map(({ section, parsed }) => ({
          name: section.direction,
          kind: SymbolKind.Namespace,
          range: snapshot.range(section.span),
          selectionRange: snapshot.range({ start: section.span.start, end: section.span.start }),
          children: parsed.statements.map((statement) => symbol(statement, snapshot)),
        }))
      },
    )
  },
})

const kinds: { readonly [first: string]: SymbolKind } = {
  'create table': SymbolKind.Struct,
  'create view': SymbolKind.Interface,
  'create type': SymbolKind.Enum,
  'create function': SymbolKind.Function,
  'create procedure': SymbolKind.Function,
  'create index': SymbolKind.Key,
  'create unique': SymbolKind.Key,
  'create schema': SymbolKind.Module,
  'create extension': SymbolKind.Package,
  'create trigger': SymbolKind.Event,
}

function symbol(statement: Statement, { range }: Snapshot): DocumentSymbol {
  const words = statement.tokens.slice(0, 2).map(({ text }) => text.toLowerCase())
  return {
    name: titleOf(statement),
    kind: kinds[words.join(' ')] ?? SymbolKind.Object,
    range: range(statement.span),
    selectionRange: range(statement.tokens[0]?.span ?? statement.span),
  }
}

/** Its first words up to the list or body, at most sixty characters. */
export function titleOf(statement: Statement): string {
  const words: string[] = []
  for (const { kind, text } of statement.tokens) {
    if (kind === 'string' || text === '(' || text === '=' || words.length >= 12) break
    words.push(text)
  }
  const title = words.join(' ').replace(/ \. /g, '.').replace(/ ,/g, ',')
  return title.length > 60 ? `${title.slice(0, 59)}…` : title || statement.tag
}
