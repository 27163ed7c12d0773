import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createAead } from '../../src/privacy/aead.ts'
import { hchacha20 } from '../../src/privacy/hchacha20.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { decrypt, encrypt } from '../../src/privacy/xchacha.ts'
import { hex } from './world.ts'

let sodium: Sodium
beforeAll(async () => {
  sodium = await openSodium()
})

test('HChaCha20 gives the subkey of the draft (section 2.2.1)', () => {
  const key = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
  const subkey = hchacha20(key, hex('000000090000004a0000000031415927'))
  expect(Buffer.from(subkey).toString('hex')).toBe('82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc')
})

test('XChaCha20-Poly1305 gives the ciphertext and tag of the draft (appendix A.3.1)', () => {
  const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
  const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657')
  const context = hex('50515253c0c1c2c3c4c5c6c7')
  const plain = Buffer.from(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  )
  const sealed = hex(`
    bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213
    b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e
    c0875924c1c7987947deafd8780acf49`)
  expect(encrypt(key, nonce, plain, context)).toEqual(new Uint8Array(sealed))
  expect(Buffer.from(decrypt(key, nonce, sealed, context) ?? [])).toEqual(plain)
})

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size })
const sealing = fc.record({
  key: bytes(32),
  nonce: bytes(24),
  plain: fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ minLength: 2900, maxLength: 9000 })),
  context: fc.uint8Array({ maxLength: 80 }),
})

test('HChaCha20 is libsodium’s, byte for byte', () => {
  fc.assert(
    fc.property(bytes(32), bytes(16), (key, nonce) => {
      expect(hchacha20(key, nonce)).toEqual(sodium.crypto_core_hchacha20(nonce, key, null))
    }),
  )
})

test('sealed bytes are libsodium’s, and each opens what the other sealed', () => {
  const mixed = createAead(sodium)
  fc.assert(
    fc.property(sealing, ({ key, nonce, plain, context }) => {
      const theirs = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, context, null, nonce, key)
      expect(encrypt(key, nonce, plain, context)).toEqual(theirs)
      expect(mixed.encrypt(key, nonce, plain, context)).toEqual(theirs)
      expect(new Uint8Array(decrypt(key, nonce, theirs, context) ?? [1])).toEqual(plain)
      expect(new Uint8Array(mixed.decrypt(key, nonce, theirs, context) ?? [1])).toEqual(plain)
    }),
  )
})

test('one changed bit anywhere opens nothing, in both', () => {
  const mixed = createAead(sodium)
  fc.assert(
    fc.property(sealing, fc.nat(), fc.nat(7), ({ key, nonce, plain, context }, place, bit) => {
      const sealed = encrypt(key, nonce, plain, context)
      sealed[place % sealed.length] = (sealed[place % sealed.length] ?? 0) ^ (1 << bit)
      expect(decrypt(key, nonce, sealed, context)).toBeUndefined()
      expect(mixed.decrypt(key, nonce, sealed, context)).toBeUndefined()
    }),
  )
})

test('a key or nonce of a wrong size is a bug, and throws', () => {
  const [key, nonce, empty] = [new Uint8Array(32), new Uint8Array(24), new Uint8Array(0)]
  expect(() => encrypt(key.subarray(1), nonce, empty, empty)).toThrow(RangeError)
  expect(() => encrypt(key, nonce.subarray(1), empty, empty)).toThrow(RangeError)
  expect(decrypt(key, nonce, new Uint8Array(15), empty)).toBeUndefined()
})
