import { bodyOf } from '../../syntax/body'
import { parse } from '../../syntax/parse'
import type { Statement } from '../../syntax/statement'
import { sourceText } from '../../text/source'
import type { Entry } from '../catalog'
import { functionsNamed } from '../read'
import { mayExist } from './outside'
import { isKnownFunction } from './volatility'
import type { World } from './world'

interface Inside {
  readonly statements: readonly Statement[]
  /** Why not everything it does can be told. */
  readonly unknown?: string
}

const known = new WeakMap<object, Inside>()

/** The statements of a function the history creates. */
function insideOf(entry: Entry<'function'>): Inside {
  const { object } = entry
  let inside = known.get(object)
  if (!inside) {
    inside = read(entry)
    known.set(object, inside)
  }
  return inside
}

function read({ id, object }: Entry<'function'>): Inside {
  const name = `${id.path[1]}()`
  if (object.language === 'sql') return { statements: parse(sourceText('function', object.body)).statements }
  if (object.language !== 'plpgsql')
    return { statements: [], unknown: `What ${name} does is not known: its language is not read.` }
  const parameters = object.arguments.map(
    (argument) =>
      `${argument.mode === 'out' ? 'out' : argument.mode === 'inout' ? 'inout' : ''} ${argument.name ? `"${argument.name}"` : ''} ${argument.type}`,
  )
  const form = object.form === 'procedure' ? 'procedure' : 'function'
  const returns =
    form === 'procedure' || /^table\(/i.test(object.returns ?? '') ? '' : `returns ${object.returns ?? 'void'}`
  const text = `create ${form} f(${parameters.join(', ')}) ${returns} language plpgsql as $lockstep$${object.body}$lockstep$`
  const body = bodyOf(parse(sourceText('function', text)).statements[0] ?? ({} as Statement))
  if (!body || body.error) return { statements: [], unknown: `What ${name} does is not known: its body can't be read.` }
  const unknown =
    body.dynamic.length > 0
      ? `${name} runs SQL that is put together when it runs.`
      : body.unread.length > 0
        ? `${name} holds SQL that can't be read.`
        : undefined
  return { statements: body.statements, ...(unknown && { unknown }) }
}

/** The statement of an SQL function that the planner reads to see whether it can stand in for the call (inline_function). */
export function readForInlining(world: World, name: readonly string[]): readonly Statement[] {
  return functionsNamed(world.catalog, name).flatMap((entry) => {
    const { language, form, returns = '' } = entry.object
    if (language !== 'sql' || form !== 'function' || /^(setof|table|record)\b/i.test(returns)) return []
    const { statements } = insideOf(entry)
    return statements.length === 1 ? statements : []
  })
}

/** Neither of the server nor of a well-known extension, nor made by the history, but it may be there. */
export const isUnheardOf = (world: World, name: readonly string[]): boolean =>
  functionsNamed(world.catalog, name).length === 0 && !isKnownFunction(name) && mayExist(world, name)

/** What a call of the function does; functions of the server and of extensions touch no relation of the user. */
export function follow(world: World, name: readonly string[], counts = false): void {
  const { following } = world
  const key = name.join('.')
  if (following.has(key) || following.size > 8) return
  for (const entry of functionsNamed(world.catalog, name)) {
    const { statements, unknown } = insideOf(entry)
    if (unknown !== undefined && (statements.length > 0 || entry.object.volatility === 'volatile'))
      world.account.unknown(unknown)
    for (const statement of statements) {
      const { entries } = world.account
      world.run(statement, new Set([...following, key]), counts)
      if (statement.enclosure?.conditional && world.account.entries > entries)
        world.account.unknown(`Some statements of ${name.at(-1)}() run only when a condition holds.`)
    }
  }
}
