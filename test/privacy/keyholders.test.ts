import { beforeAll, expect, test } from 'vitest'
import { newKeyholder, openKeyholder } from '../../src/privacy/keyholders.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'

let sodium: Sodium
beforeAll(async () => {
  sodium = await openSodium()
})

test('a keyholder’s key opens with the passphrase, however its accents were typed, and with no other', async () => {
  const { publicKey, wrapped } = await newKeyholder(sodium, 'caf\u00e9 a la mer')
  const pair = await openKeyholder(sodium, wrapped, 'cafe\u0301 a la mer')
  expect(pair?.publicKey).toEqual(publicKey)
  expect(pair && sodium.crypto_scalarmult_base(pair.privateKey)).toEqual(publicKey)
  expect(await openKeyholder(sodium, wrapped, 'cafe a la mer')).toBeUndefined()
})

test('a browser opens it with nothing but libsodium, by the layout that is written down', async () => {
  const { publicKey, wrapped } = await newKeyholder(sodium, 'correct horse')
  const numbers = new DataView(wrapped.buffer, wrapped.byteOffset)
  const key = sodium.crypto_pwhash(
    32,
    'correct horse',
    wrapped.subarray(9, 25),
    numbers.getUint32(1, true),
    numbers.getUint32(5, true) * 1024,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  )
  const [head, body, nonce] = [wrapped.subarray(0, 81), wrapped.subarray(81), wrapped.subarray(25, 49)]
  const privateKey = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, body, head, nonce, key)
  expect(sodium.crypto_scalarmult_base(privateKey)).toEqual(publicKey)
  expect(wrapped.subarray(49, 81)).toEqual(publicKey)
})

test('a changed public key, a wild cost or a cut file opens nothing', async () => {
  const { wrapped } = await newKeyholder(sodium, 'words')
  const change = (at: number, to: number) => Uint8Array.from(wrapped, (byte, place) => (place === at ? to : byte))
  expect(await openKeyholder(sodium, change(60, (wrapped[60] ?? 0) ^ 1), 'words')).toBeUndefined()
  expect(await openKeyholder(sodium, change(8, 255), 'words')).toBeUndefined()
  expect(await openKeyholder(sodium, change(1, 0), 'words')).toBeUndefined()
  expect(await openKeyholder(sodium, change(0, 9), 'words')).toBeUndefined()
  expect(await openKeyholder(sodium, wrapped.subarray(1), 'words')).toBeUndefined()
})
