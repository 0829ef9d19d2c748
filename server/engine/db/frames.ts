/** Messages of the wire protocol (manual, 54.7 "Message Formats"): a type byte, the length of what follows, the body. */

export const QUERY = 0x51
export const PARSE = 0x50
export const BIND = 0x42
export const DESCRIBE = 0x44
export const CLOSE = 0x43
export const FLUSH = 0x48
export const SYNC = 0x53
export const TERMINATE = 0x58
export const COPY_DATA = 0x64
export const COPY_DONE = 0x63

export function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const text = (...parts: readonly string[]): Buffer => Buffer.from(parts.map((part) => `${part}\0`).join(''))

export const query = (sql: string): Buffer => message('Q', text(sql))

/** The whole messages at the start of these bytes. */
export function framesOf(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1)
    frames.push(bytes.subarray(at, end))
    at = end
  }
  return frames
}

/** The zero-ended text at `start`, and where the next thing begins. */
export function textAt(frame: Buffer, start: number): { readonly value: string; readonly next: number } {
  const end = frame.indexOf(0, start)
  return { value: frame.toString('utf8', start, end), next: end + 1 }
}

export const errorResponse = (severity: 'ERROR' | 'FATAL', sqlState: string, said: string, hint?: string): Buffer =>
  message(
    'E',
    Buffer.concat([
      text(`S${severity}`, `V${severity}`, `C${sqlState}`, `M${said}`, ...(hint ? [`H${hint}`] : [])),
      Buffer.alloc(1),
    ]),
  )

/** The rows of an answer in text format; null is the empty string. */
export function rowsOf(answer: Buffer): readonly (readonly string[])[] {
  return framesOf(answer)
    .filter((frame) => frame[0] === 0x44)
    .map((frame) => {
      const row: string[] = []
      for (let at = 7, left = frame.readInt16BE(5); left > 0; left--) {
        const length = Math.max(0, frame.readInt32BE(at))
        row.push(frame.toString('utf8', at + 4, at + 4 + length))
        at += 4 + length
      }
      return row
    })
}
