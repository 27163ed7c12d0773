import type { Sodium } from './sodium.ts'

const [GROUPS, BYTES] = [6, 5]

/** Of a public key, for people to read out to each other: six groups of five digits, each of five bytes of its BLAKE2b. The browser names a key alike. */
export const fingerprint = (sodium: Sodium, publicKey: Uint8Array): string => {
  const hash = sodium.crypto_generichash(GROUPS * BYTES, publicKey, null)
  const groups = Array.from({ length: GROUPS }, (_, at) => Buffer.from(hash).readUIntBE(at * BYTES, BYTES))
  return groups.map(number => `${number % 100_000}`.padStart(5, '0')).join(' ')
}
