import { bodyOf, isOpaque, statementsOf } from '../../syntax/body'
import { parse } from '../../syntax/parse'
import type { Statement } from '../../syntax/statement'
import { sourceText } from '../../text/source'
import type { Entry } from '../catalog'
import { fold } from '../fold'
import { functionsNamed } from '../read'
import { searchPathOf } from '../session'
import { mayExist } from './outside'
import { isKnownFunction } from './volatility'
import { type Inside, type World, withPath } from './world'

interface Content {
  readonly statements: readonly Statement[]
  /** Why not everything it does can be told. */
  readonly unknown?: string
}

const known = new WeakMap<object, Content>()

/** The statements of a function the history creates. */
function contentOf(entry: Entry<'function'>): Content {
  const { object } = entry
  let content = known.get(object)
  if (!content) {
    content = read(entry)
    known.set(object, content)
  }
  return content
}

function read({ id, object }: Entry<'function'>): Content {
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
  const unknown = isOpaque(body)
    ? `${name} runs SQL that is put together when it runs.`
    : body.unread.length > 0
      ? `${name} holds SQL that can't be read.`
      : undefined
  return { statements: [...statementsOf(body)], ...(unknown && { unknown }) }
}

/** The statement of an SQL function that the planner reads to see whether it can stand in for the call (inline_function). */
export function readForInlining(world: World, name: readonly string[]): readonly Statement[] {
  return functionsNamed(world.catalog, name).flatMap((entry) => {
    const { language, form, returns = '' } = entry.object
    if (language !== 'sql' || form !== 'function' || /^(setof|table|record)\b/i.test(returns)) return []
    const { statements } = contentOf(entry)
    return statements.length === 1 ? statements : []
  })
}

/** The query of a function in FROM that the planner puts in its place. */
export function readForPlanning(world: World, name: readonly string[]): readonly Statement[] {
  return functionsNamed(world.catalog, name).flatMap((entry) => {
    const { language, volatility, strict, securityDefiner, settings, returns = '' } = entry.object
    const fits = language === 'sql' && volatility !== 'volatile' && !strict && !securityDefiner
    if (!fits || Object.keys(settings).length > 0 || !/^(setof|table)\b/i.test(returns)) return []
    const { statements } = contentOf(entry)
    return statements.length === 1 && statements[0]!.tag === 'SelectStmt' ? statements : []
  })
}

/** Neither of the server nor of a well-known extension, nor made by the history, but it may be there. */
export const isUnheardOf = (world: World, name: readonly string[]): boolean =>
  functionsNamed(world.catalog, name).length === 0 && !isKnownFunction(name) && mayExist(world, name)

/** What a call of the function does; functions of the server and of extensions touch no relation of the user. */
export function follow(world: World, name: readonly string[], inside: Inside = {}): void {
  const { following } = world
  const key = name.join('.')
  if (following.has(key) || following.size > 8) return
  for (const entry of functionsNamed(world.catalog, name)) {
    const { statements, unknown } = contentOf(entry)
    if (unknown !== undefined && (statements.length > 0 || entry.object.volatility === 'volatile'))
      world.account.unknown(unknown)
    const path = entry.object.settings.search_path
    let { catalog } = world
    for (const statement of statements) {
      const { entries } = world.account
      const searchPath = path === undefined ? catalog.searchPath : searchPathOf(path.split(','))
      world.run(statement, new Set([...following, key]), { ...inside, catalog: withPath(catalog, searchPath) })
      if (!statement.enclosure?.conditional) catalog = fold(catalog, statement)
      if (statement.enclosure?.conditional && world.account.entries > entries)
        world.account.unknown(`Some statements of ${name.at(-1)}() run only when a condition holds.`)
    }
  }
}
