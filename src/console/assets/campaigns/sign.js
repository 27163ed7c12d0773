// A key that signs, made and used here: its seed leaves this browser only under the passphrase. The texts that are signed are those of
// src/privacy/approvals.ts, the file is that of src/privacy/key-file.ts.
import sodium from 'libsodium-wrappers-sumo'
import { openHolderKey } from '../case/crypto.js'
import { wrapKey } from '../keys/key-file.js'

const FORMAT = 2
const text = bytes => sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING)

/** `{ publicKey, wrapped, privateKey }`. */
export const newSigner = passphrase => {
  const seed = sodium.randombytes_buf(sodium.crypto_sign_SEEDBYTES)
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed)
  const wrapped = wrapKey(seed, passphrase, { format: FORMAT, publicKey })
  seed.fill(0)
  return { publicKey, wrapped, privateKey }
}

/** The seed; `undefined`: another passphrase, or no file of a key that signs. */
const openSeed = (file, passphrase) => (file[0] === FORMAT ? openHolderKey(file, passphrase) : undefined)

/** The private half, to be wiped after use; `undefined`: another passphrase. */
export const openSigner = (file, passphrase) => {
  const seed = openSeed(file, passphrase)
  const privateKey = seed && sodium.crypto_sign_seed_keypair(seed).privateKey
  seed?.fill(0)
  return privateKey
}

/** The same key under another passphrase; `undefined`: the old one is wrong. */
export const rewrapSigner = (file, old, passphrase) => {
  const seed = openSeed(file, old)
  const wrapped = seed && wrapKey(seed, passphrase, { format: FORMAT, publicKey: file.slice(49, 81) })
  seed?.fill(0)
  return wrapped
}

export const sign = (words, privateKey) => text(sodium.crypto_sign_detached(words, privateKey))

/** That a key is this colleague's; `kind`: `own` or `vouched`. `publicKey` as text. */
export const claimOf = ({ instance, staff, publicKey }, kind) =>
  `tulay signer v1 ${kind}\n${instance}\n${staff}\n${publicKey}`

/** That a sheet may go out, as its bytes stand. */
export const approvalOf = (body, at) => `tulay approval v1\n${text(sodium.crypto_hash_sha256(body))}\n${at}`
