// A keyholder's key, made here: the private half leaves this browser only under the passphrase. The layout is that of
// src/privacy/key-file.ts.
import sodium from 'libsodium-wrappers-sumo'

const FORMAT = 1
const COST = { memory: 65_536, passes: 3 }
const SHORTEST = 16

export const newPair = () => sodium.crypto_box_keypair()

/** `short`, `differ`, or nothing to say against it. */
export const faultOf = (passphrase, again) => {
  if ([...passphrase.normalize('NFKC')].length < SHORTEST) return 'short'
  return passphrase.normalize('NFKC') === again.normalize('NFKC') ? undefined : 'differ'
}

/** The 129 bytes that the server may keep. `it`: of a key for another purpose its format and its public half. */
export const wrapKey = (privateKey, passphrase, it = {}) => {
  const { format = FORMAT, publicKey = sodium.crypto_scalarmult_base(privateKey) } = it
  const file = new Uint8Array(129)
  const numbers = new DataView(file.buffer)
  file[0] = format
  numbers.setUint32(1, COST.passes, true)
  numbers.setUint32(5, COST.memory, true)
  file.set(sodium.randombytes_buf(40), 9)
  file.set(publicKey, 49)
  const stretched = sodium.crypto_pwhash(
    32,
    new TextEncoder().encode(passphrase.normalize('NFKC')),
    file.slice(9, 25),
    COST.passes,
    COST.memory * 1024,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  )
  const [head, nonce] = [file.slice(0, 81), file.slice(25, 49)]
  file.set(sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(privateKey, head, null, nonce, stretched), 81)
  stretched.fill(0)
  return file
}

/** Six groups of five digits, to be read out to each other: BLAKE2b of the public key, five bytes for each group. */
export const fingerprintOf = publicKey => {
  const hash = sodium.crypto_generichash(30, publicKey)
  const groups = Array.from({ length: 6 }, (_, at) =>
    hash.slice(at * 5, at * 5 + 5).reduce((number, byte) => number * 256 + byte, 0),
  )
  return groups.map(number => `${number % 100_000}`.padStart(5, '0')).join(' ')
}
