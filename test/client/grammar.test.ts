import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'

interface Rule {
  readonly match: string
  readonly captures: Readonly<Record<string, { readonly name: string }>>
}

const grammar = JSON.parse(readFileSync('syntaxes/directives.tmLanguage.json', 'utf8'))

/** The parts of the line that the first matching rule gives a scope, as `text scope`. The patterns keep to what JavaScript reads too. */
function scopes(line: string): readonly string[] | undefined {
  for (const { include } of grammar.patterns) {
    const { match, captures }: Rule = grammar.repository[include.slice(1)]
    const found = new RegExp(match).exec(line)
    if (found)
      return Object.entries(captures)
        .filter(([group]) => found[Number(group)])
        .map(([group, { name }]) => `${found[Number(group)]} ${name.split('.').slice(0, 2).join('.')}`)
  }
}

const dashes = '-- punctuation.definition'

const lines: Readonly<Record<string, readonly string[] | undefined>> = {
  '-- migrate:up transaction:false': [dashes, 'migrate:up keyword.control', 'transaction:false variable.parameter'],
  '--migrate:down': [dashes, 'migrate:down keyword.control'],
  '-- +goose Up': [dashes, '+goose keyword.control', 'Up keyword.control'],
  '-- +goose NO TRANSACTION': [dashes, '+goose keyword.control', 'NO TRANSACTION keyword.control'],
  '-- no-transaction': [dashes, 'no-transaction keyword.control'],
  '-- lockstep: no-transaction': [dashes, 'lockstep: keyword.control', 'no-transaction keyword.control'],
  '-- lockstep: allow drop-column, drop-table: unused since May': [
    dashes,
    'lockstep: keyword.control',
    'allow keyword.control',
    'drop-column, drop-table entity.name',
    ': punctuation.separator',
    'unused since May string.unquoted',
  ],
  '-- squawk-ignore ban-drop-column': [dashes, 'squawk-ignore keyword.control', 'ban-drop-column entity.name'],
  '-- we migrate: up and down': undefined,
  '-- lockstep is a word here': undefined,
  'select 1;': undefined,
}

suite('the directive grammar', () => {
  for (const [line, expected] of Object.entries(lines)) test(line, () => assert.deepEqual(scopes(line), expected))

  test('is injected, and is no language of its own', () => {
    assert.match(grammar.injectionSelector, /^L:source\.sql/)
    assert.equal(grammar.fileTypes, undefined)
  })
})
