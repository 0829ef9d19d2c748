const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 as zlib computes it (RFC 1952, 8), unsigned; `seed` is the sum of what came before. node:zlib has it only from Node 20.15 on. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let c = ~seed
  for (const byte of bytes) c = table[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return ~c >>> 0
}

export const crc32Of = (text: string): number => crc32(new TextEncoder().encode(text))
