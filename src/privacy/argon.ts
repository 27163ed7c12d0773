import { argon2 } from 'node:crypto'
import { promisify } from 'node:util'

/** `memory` in KiB. */
export type Stretch = { memory: number; passes: number; size: number }

const run = promisify(argon2)

/** Argon2id version 1.3, one lane (RFC 9106), off the main thread; the same bytes as libsodium's `crypto_pwhash`. */
export const stretch = async (
  words: string,
  salt: Uint8Array,
  { memory, passes, size }: Stretch,
): Promise<Uint8Array> =>
  new Uint8Array(
    await run('argon2id', {
      message: Buffer.from(words),
      nonce: salt,
      parallelism: 1,
      tagLength: size,
      memory,
      passes,
    }),
  )
