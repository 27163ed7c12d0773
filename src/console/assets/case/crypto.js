// What opens and seals a case, with nothing but libsodium. The layouts are those of src/privacy: key-file.ts, case-keys.ts,
// seal.ts and case-parts.ts.
import sodium from 'libsodium-wrappers-sumo'

const STEP = 256
const FORMAT = 1

export const ready = () => sodium.ready
export const fromText = text => sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING)
export const toText = bytes => sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING)
const utf8 = text => new TextEncoder().encode(text)

/** The holder's private key; `undefined`: another passphrase. */
export const openHolderKey = (file, passphrase) => {
  const numbers = new DataView(file.buffer, file.byteOffset)
  const stretched = sodium.crypto_pwhash(
    32,
    utf8(passphrase.normalize('NFKC')),
    file.slice(9, 25),
    numbers.getUint32(1, true),
    numbers.getUint32(5, true) * 1024,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  )
  const privateKey = decrypt(file.slice(81), file.slice(0, 81), file.slice(25, 49), stretched)
  stretched.fill(0)
  return privateKey
}

export const publicKeyOf = privateKey => sodium.crypto_scalarmult_base(privateKey)
export const sealBox = (message, publicKey) => sodium.crypto_box_seal(message, publicKey)

/** Half of the key comes out of the wrap, the other half is the shred half. `undefined`: not this holder's wrap. */
export const openCaseKey = ({ wrap, shred }, privateKey) => {
  const half = openBox(wrap, privateKey)
  return half?.map((byte, at) => byte ^ shred[at])
}

export const openPart = (key, id, part, number, of) => {
  const packed = openSealed(key, part, `tulay case v1 ${id} ${number}/${of}`)
  return packed && unpack(packed)
}

/** What the person added later. */
export const openAdded = (key, id, body) => {
  const packed = openBox(body, sodium.crypto_generichash(32, `tulay inbox v1 ${id}`, key))
  return packed && unpack(packed)
}

/** What staff wrote: `{ text, … }`. `kind`: note or reply. */
export const openWords = (key, id, kind, number, body) => {
  const open = openSealed(key, body, `tulay ${kind} v1 ${id} ${number}`)
  return open && JSON.parse(new TextDecoder().decode(open))
}

export const sealWords = (key, id, kind, number, words) => {
  const nonce = sodium.randombytes_buf(24)
  const about = utf8(`tulay ${kind} v1 ${id} ${number}`)
  const body = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded(words), about, null, nonce, key)
  const sealed = new Uint8Array(1 + nonce.length + body.length)
  sealed[0] = FORMAT
  sealed.set(nonce, 1)
  sealed.set(body, 1 + nonce.length)
  return sealed
}

export const sealMail = (wayBack, words) => sodium.crypto_box_seal(padded(words), wayBack)

/** Spaces behind JSON mean nothing, and the length then says little. */
const padded = words => {
  const bytes = utf8(JSON.stringify(words))
  const whole = new Uint8Array(Math.ceil(bytes.length / STEP) * STEP).fill(32)
  whole.set(bytes)
  return whole
}

const openSealed = (key, sealed, about) =>
  sealed[0] === FORMAT ? decrypt(sealed.slice(25), utf8(about), sealed.slice(1, 25), key) : undefined

const decrypt = (body, about, nonce, key) => {
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, body, about, nonce, key)
  } catch {
    return undefined
  }
}

export const openBox = (sealed, privateKey) => {
  try {
    return sodium.crypto_box_seal_open(sealed, sodium.crypto_scalarmult_base(privateKey), privateKey)
  } catch {
    return undefined
  }
}

const unpack = packed => {
  const lengths = new DataView(packed.buffer, packed.byteOffset)
  const start = 8 + lengths.getUint32(0, true)
  const label = JSON.parse(new TextDecoder().decode(packed.subarray(8, start)))
  return { ...label, bytes: packed.slice(start, start + lengths.getUint32(4, true)) }
}
