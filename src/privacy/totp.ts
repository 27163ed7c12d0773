import { ScureBase32Plugin, verifySync } from 'otplib'

const STEP_S = 30
/** A clock may be off by one step, and a code may be typed slowly (RFC 6238, section 5.2). */
const DRIFT_S = STEP_S
const SECRET_BYTES = 20
const base32 = new ScureBase32Plugin()

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (random: (size: number) => Uint8Array): Uint8Array => random(SECRET_BYTES)

/**
 * The step whose code this is (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), if it is later than `last`: who keeps the step that was
 * used takes each code once. `undefined`: a wrong, an old or a used code.
 */
export const totpStep = (secret: Uint8Array, code: string, now: number, last: number): number | undefined => {
  const epoch = Math.floor(now / 1000)
  // After a clock was set back nothing fits until it is past the last code again; the library takes that for a mistake of ours.
  if (!/^\d{6}$/.test(code) || last > Math.floor(epoch / STEP_S)) return undefined
  const found = verifySync({ secret, token: code, epoch, epochTolerance: DRIFT_S, afterTimeStep: last })
  return found.valid && 'timeStep' in found ? found.timeStep : undefined
}

/** RFC 4648 without padding, as authenticators take it. */
export const toBase32 = (bytes: Uint8Array): string => base32.encode(bytes)

/** Takes spaces, dashes, small letters, and 0, 1, 8 for the letters that they look like. `undefined`: something else. */
export const fromBase32 = (text: string): Uint8Array | undefined => {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B')
  try {
    return base32.decode(plain)
  } catch {
    return undefined
  }
}
