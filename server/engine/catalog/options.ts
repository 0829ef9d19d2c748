import type { AnyNode, Node } from '../syntax/statement'
import { strings } from './expression'

export type Options = { readonly [name: string]: string }

type DefElem = Node<'DefElem'>

export const elements = (list: readonly AnyNode[] | undefined): readonly DefElem[] =>
  (list ?? []).map((item) => (item as { DefElem: DefElem }).DefElem)

/** The value of an option as PostgreSQL stores it; an option without one means true. */
export function optionValue(element: DefElem): string {
  const any = element.arg as { readonly [tag: string]: never } | undefined
  if (!any) return 'true'
  const [tag, inner] = Object.entries(any)[0] as [
    string,
    { ival?: number; fval?: string; sval?: string; boolval?: boolean },
  ]
  if (tag === 'Integer') return String(inner.ival ?? 0)
  if (tag === 'Float') return inner.fval ?? ''
  if (tag === 'Boolean') return String(inner.boolval === true)
  if (tag === 'String') return inner.sval ?? ''
  if (tag === 'TypeName') return strings((inner as Node<'TypeName'>).names).at(-1) ?? ''
  if (tag === 'List') return strings((inner as { items?: unknown }).items).join(', ')
  return ''
}

/** WITH (…) and SET (…): options after the change. */
export function withOptions(before: Options, list: readonly AnyNode[] | undefined, reset = false): Options {
  const after: { [name: string]: string } = { ...before }
  for (const element of elements(list)) {
    const name = `${element.defnamespace ? `${element.defnamespace}.` : ''}${element.defname ?? ''}`
    if (reset) delete after[name]
    else after[name] = optionValue(element)
  }
  return after
}

/** pg_class.reloptions: `{fillfactor=70}`. */
export function parsedOptions(list: readonly string[] | null | undefined): Options {
  const options: { [name: string]: string } = {}
  for (const item of list ?? []) {
    const at = item.indexOf('=')
    options[item.slice(0, at)] = item.slice(at + 1)
  }
  return options
}

/** ` WITH (a=b)`, or nothing. */
export function printedOptions(options: Options): string {
  const items = Object.entries(options).map(
    ([name, value]) => `${name}=${/^[\w.]+$/.test(value) ? value : `'${value}'`}`,
  )
  return items.length > 0 ? ` WITH (${items.join(', ')})` : ''
}
