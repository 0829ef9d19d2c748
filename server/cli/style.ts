/** Colours for a terminal, or nothing. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  yellow(text: string): string
  blue(text: string): string
  green(text: string): string
}

const code =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`

const colored: Style = {
  bold: code(1, 22),
  dim: code(2, 22),
  red: code(31, 39),
  yellow: code(33, 39),
  blue: code(34, 39),
  green: code(32, 39),
}
const same = (text: string): string => text
const plain: Style = { bold: same, dim: same, red: same, yellow: same, blue: same, green: same }

export const styleFor = (color: boolean): Style => (color ? colored : plain)

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
