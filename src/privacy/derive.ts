import { hkdfSync } from 'node:crypto'

/** A key of its own for each use (HKDF-SHA-256, RFC 5869): who learns one learns no other. */
export const derive = (secret: Uint8Array, use: string, size = 32): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), `tulay v1 ${use}`, size))
