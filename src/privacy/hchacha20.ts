/** The first 16 bytes of a nonce and a 32-byte key to a subkey (draft-irtf-cfrg-xchacha-03, section 2.2). */
export const hchacha20 = (key: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const k = new DataView(key.buffer, key.byteOffset, 32)
  const n = new DataView(nonce.buffer, nonce.byteOffset, 16)
  const s = new Int32Array(16)
  s.set(SIGMA)
  for (let at = 0; at < 8; at++) s[4 + at] = k.getInt32(at * 4, true)
  for (let at = 0; at < 4; at++) s[12 + at] = n.getInt32(at * 4, true)
  for (let round = 0; round < 10; round++) {
    quarter(s, 0, 4, 8, 12)
    quarter(s, 1, 5, 9, 13)
    quarter(s, 2, 6, 10, 14)
    quarter(s, 3, 7, 11, 15)
    quarter(s, 0, 5, 10, 15)
    quarter(s, 1, 6, 11, 12)
    quarter(s, 2, 7, 8, 13)
    quarter(s, 3, 4, 9, 14)
  }
  const subkey = new Uint8Array(32)
  const out = new DataView(subkey.buffer)
  for (let at = 0; at < 4; at++) {
    out.setInt32(at * 4, s[at] as number, true)
    out.setInt32(16 + at * 4, s[12 + at] as number, true)
  }
  return subkey
}

/** "expand 32-byte k", the constant of every ChaCha. */
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]

/** RFC 8439, section 2.1. The indexes are constants below 16, so that each read is a number. */
const quarter = (s: Int32Array, a: number, b: number, c: number, d: number): void => {
  s[a] = (s[a] as number) + (s[b] as number)
  s[d] = rotate((s[d] as number) ^ (s[a] as number), 16)
  s[c] = (s[c] as number) + (s[d] as number)
  s[b] = rotate((s[b] as number) ^ (s[c] as number), 12)
  s[a] = (s[a] as number) + (s[b] as number)
  s[d] = rotate((s[d] as number) ^ (s[a] as number), 8)
  s[c] = (s[c] as number) + (s[d] as number)
  s[b] = rotate((s[b] as number) ^ (s[c] as number), 7)
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))
