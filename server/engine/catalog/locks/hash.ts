/** Which hash partition a key goes to: compute_partition_hash_value() in partbounds.c over the functions of hashfn.c. */

type Triple = [a: number, b: number, c: number]

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

/** `mix` of hashfn.c: in turn one is lessened by its neighbour and crossed with it rotated, and the neighbour grows by the third. */
function mix(state: Triple): void {
  ;[4, 6, 8, 16, 19, 4].forEach((by, i) => {
    const [x, y, z] = [i % 3, (i + 2) % 3, (i + 1) % 3] as const
    state[x] = ((state[x]! - state[y]!) | 0) ^ rotated(state[y]!, by)
    state[y] = (state[y]! + state[z]!) | 0
  })
}

/** `final` of hashfn.c, then its two lower words. */
function finish(state: Triple): bigint {
  ;[14, 11, 25, 16, 4, 14, 24].forEach((by, i) => {
    const [x, y] = [(i + 2) % 3, (i + 1) % 3] as const
    state[x] = ((state[x]! ^ state[y]!) - rotated(state[y]!, by)) | 0
  })
  return (BigInt(state[1] >>> 0) << 32n) | BigInt(state[2] >>> 0)
}

/** HASH_PARTITION_SEED. */
const seed = { high: 0x7a5b2236, low: 0x7996dcfd }

function started(length: number): Triple {
  const start = (0x9e3779b9 + length + 3923095) | 0
  const state: Triple = [(start + seed.high) | 0, (start + seed.low) | 0, start]
  mix(state)
  return state
}

function hashWord(word: number): bigint {
  const state = started(4)
  state[0] = (state[0] + word) | 0
  return finish(state)
}

/** hashint8extended(): numbers that fit into the smaller types hash alike. */
function hashInteger(value: number): bigint {
  const wide = BigInt(value)
  const [low, high] = [Number(BigInt.asIntN(32, wide)), Number(BigInt.asIntN(32, wide >> 32n))]
  return hashWord(low ^ (value >= 0 ? high : ~high))
}

function hashBytes(bytes: Uint8Array): bigint {
  const state = started(bytes.length)
  let at = 0
  for (; bytes.length - at >= 12; at += 12) {
    for (let i = 0; i < 12; i++) state[(i >> 2) as 0 | 1 | 2] += bytes[at + i]! << (8 * (i % 4))
    for (const i of [0, 1, 2] as const) state[i] |= 0
    mix(state)
  }
  // The lowest byte of the third word is kept for the length.
  for (let i = 0; at + i < bytes.length; i++)
    state[(i >> 2) as 0 | 1 | 2] += bytes[at + i]! << (8 * (i < 8 ? i % 4 : (i % 4) + 1))
  for (const i of [0, 1, 2] as const) state[i] |= 0
  return finish(state)
}

const hashes: { readonly [type: string]: (value: number | string) => bigint | undefined } = {
  smallint: (value) => (typeof value === 'number' ? hashInteger(value) : undefined),
  integer: (value) => (typeof value === 'number' ? hashInteger(value) : undefined),
  bigint: (value) => (typeof value === 'number' ? hashInteger(value) : undefined),
  text: (value) => hashBytes(new TextEncoder().encode(String(value))),
  uuid: (value) => {
    const digits = String(value)
      .replaceAll(/[{}-]/g, '')
      .match(/[0-9a-f]{2}/gi)
    return digits?.length === 16 ? hashBytes(Uint8Array.from(digits, (digit) => Number.parseInt(digit, 16))) : undefined
  },
}

/** The hash of a whole key; undefined for types whose hash we don't work out. */
export function hashOfKey(key: readonly (number | string)[], types: readonly string[]): bigint | undefined {
  let hash = 0n
  for (const [i, value] of key.entries()) {
    const type = types[i]!.startsWith('character varying') ? 'text' : types[i]!
    const one = hashes[type]?.(value)
    if (one === undefined) return undefined
    // hash_combine64()
    hash ^= BigInt.asUintN(64, one + 0x49a0f4dd15e5a8e3n + (hash << 54n) + (hash >> 7n))
  }
  return hash
}

/** Whether a bound as the catalog keeps it takes the hash. */
export function takesHash(bound: string, hash: bigint): boolean | undefined {
  const [, modulus, remainder] = /^FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)$/i.exec(bound) ?? []
  return modulus === undefined ? undefined : hash % BigInt(modulus) === BigInt(remainder!)
}
