import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { equivalent } from '../../../server/engine/catalog/equivalent'
import { Expression, parseExpression } from '../../../server/engine/catalog/expression'
import { loadParser } from '../../../server/engine/syntax/parser'

before(loadParser)

const written = (text: string) => Expression.written(parseExpression(text)!)

test('an expression as written equals itself as PostgreSQL prints it', () => {
  const pairs: [string, string][] = [
    ["a in ('x', 'y')", "((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))"],
    ['a between 1 and 2', '((a >= 1) AND (a <= 2))'],
    ['a > 0 and b > 0 and c > 0', '((a > 0) AND (b > 0) AND (c > 0))'],
    ["f(a) like 'x%'", "(public.f(a) ~~ 'x%'::text)"],
    ['\'{"a": 1}\'::jsonb', '\'{"a":1}\'::jsonb'],
    ["interval '90 minutes'", "'01:30:00'::interval"],
    ["nextval('s')", "nextval('public.s'::regclass)"],
  ]
  for (const [left, right] of pairs)
    assert.ok(equivalent(written(left), Expression.printed(right)), `${left} and ${right}`)
})

test('a different expression is told apart', () => {
  const pairs: [string, string][] = [
    ['a > 0', '(a >= 0)'],
    ['a > 0', '(b > 0)'],
    ['a > 0', '(a > 1)'],
    ['a > 0 and b > 0', '((a > 0) OR (b > 0))'],
    ["a in ('x', 'y')", "(a = ANY (ARRAY['x'::text, 'z'::text]))"],
    ["a not in ('x', 'y')", "(a = ANY (ARRAY['x'::text, 'y'::text]))"],
    ['a between 1 and 2', '((a >= 1) AND (a <= 3))'],
    ['a::int > 0', '((a)::bigint > 0)'],
    ['s.f(a)', 'public.f(a)'],
    ['f(a)', 'public.g(a)'],
    ["interval '1 day'", "'1 mon'::interval"],
    ["'x'", "'y'::text"],
    ['null', "'null'::text"],
    ['true', 'false'],
    ['a is null', '(a IS NOT NULL)'],
    ['now()', 'CURRENT_TIMESTAMP'],
    ["nextval('s')", "nextval('public.t'::regclass)"],
  ]
  for (const [left, right] of pairs)
    assert.ok(!equivalent(written(left), Expression.printed(right)), `${left} and ${right}`)
})

test('between two servers a cast is a difference, but on a literal or an array of them', () => {
  const same = (a: string, b: string) => equivalent(Expression.printed(a), Expression.printed(b))
  assert.ok(!same('((a)::text > b)', '(a > b)'))
  assert.ok(same("(a > '1'::bigint)", '(a > 1)'))
  assert.ok(
    same(
      "((a)::text = ANY ((ARRAY['p'::character varying, 'q'::character varying])::text[]))",
      "((a)::text = ANY (ARRAY[('p'::character varying)::text, ('q'::character varying)::text]))",
    ),
  )
})
