import { createHmac } from 'node:crypto'

const STEP_MS = 30_000
const DIGITS = 6
const SECRET_BYTES = 20
/** A clock may be off by one step, and a code may be typed slowly (RFC 6238, section 5.2). */
const DRIFT = 1
/** RFC 4648, as authenticator apps take it. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (random: (size: number) => Uint8Array): Uint8Array => random(SECRET_BYTES)

/**
 * The step whose code this is (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), if it is later than `last`: who keeps the step that was
 * used takes each code once. `undefined`: a wrong, an old or a used code.
 */
export const totpStep = (secret: Uint8Array, code: string, now: number, last: number): number | undefined => {
  const current = Math.floor(now / STEP_MS)
  for (let step = current - DRIFT; step <= current + DRIFT; step++)
    if (step > last && totpAt(secret, step) === code) return step
  return undefined
}

/** The code of one step. */
export const totpAt = (secret: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return `${(mac.readUInt32BE(at) & 0x7fff_ffff) % 10 ** DIGITS}`.padStart(DIGITS, '0')
}

/** RFC 4648 without padding; whole for lengths that 5 bytes divide, such as 20. */
export const toBase32 = (bytes: Uint8Array): string => {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five, 2)]).join('')
}

/** Takes spaces, dashes, small letters, and 0, 1, 8 for the letters that they look like. `undefined`: something else. */
export const fromBase32 = (text: string): Uint8Array | undefined => {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B')
  if (!/^[A-Z2-7]*$/.test(plain)) return undefined
  const bits = Array.from(plain, letter => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], eight => Number.parseInt(eight, 2))
}
