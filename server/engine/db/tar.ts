export interface TarFile {
  readonly path: string
  readonly data: Uint8Array
  /** Permission bits. */
  readonly mode: number
}

/** The regular files and folders (a path that ends in a slash) of an uncompressed ustar archive. Long-name extensions are not read. */
export function* untar(archive: Uint8Array): Generator<TarFile> {
  const text = (start: number, length: number) => {
    const bytes = archive.subarray(start, start + length)
    const end = bytes.indexOf(0)
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trim()
  }
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const name = text(at, 100)
    const prefix = text(at + 257, 5) === 'ustar' ? text(at + 345, 155) : ''
    const size = Number.parseInt(text(at + 124, 12) || '0', 8)
    const kind = text(at + 156, 1)
    const path = (prefix ? `${prefix}/${name}` : name).replace(/^\.?\//, '')
    const folder = kind === '5' && !path.endsWith('/')
    if (path && (kind === '' || kind === '0' || kind === '5')) {
      yield {
        path: folder ? `${path}/` : path,
        data: archive.subarray(at + 512, at + 512 + size),
        mode: Number.parseInt(text(at + 100, 8) || '0', 8),
      }
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}
