import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Capability, Receipt } from '../../src/kit/ids.ts'
import { readReceipt } from '../../src/kit/text.ts'
import { capabilityKey, hashCapability, newCapability } from '../../src/privacy/capabilities.ts'
import { formatReceipt, newReceipt, stretchReceipt } from '../../src/privacy/receipts.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { world } from './world.ts'

let sodium: Sodium
beforeAll(async () => {
  sodium = await openSodium()
})

const receipt = fc
  .array(fc.nat(249), { minLength: 24, maxLength: 24 })
  .map(bytes => newReceipt({ ...world, random: () => Uint8Array.from(bytes) }))

/** The first digit of the ten in some scripts that people type. */
const SCRIPTS = {
  fullwidth: 0xff10,
  devanagari: 0x966,
  bengali: 0x9e6,
  myanmar: 0x1040,
  khmer: 0x17e0,
  arabic: 0x660,
  thai: 0xe50,
}

test('a receipt has 16 digits and reads back as printed', () => {
  fc.assert(
    fc.property(receipt, it => {
      expect(it).toMatch(/^\d{16}$/)
      expect(formatReceipt(it)).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
      expect(readReceipt(formatReceipt(it))).toBe(it)
    }),
  )
})

test.each(Object.entries(SCRIPTS))('digits in %s, with dashes and words around, read the same', (_, zero) => {
  fc.assert(
    fc.property(receipt, it => {
      const typed = formatReceipt(it)
        .replace(/\d/g, digit => String.fromCodePoint(zero + Number(digit)))
        .replaceAll(' ', '-')
      expect(readReceipt(` ${typed}。`)).toBe(it)
      expect(readReceipt(`my code: ${typed}`)).toBe(it)
    }),
    { numRuns: 20 },
  )
})

test('every single wrong digit is found', () => {
  fc.assert(
    fc.property(receipt, fc.nat(15), fc.integer({ min: 1, max: 9 }), (it, place, plus) => {
      const digits = [...it]
      digits[place] = String((Number(digits[place]) + plus) % 10)
      expect(readReceipt(digits.join(''))).toBe('typo')
    }),
  )
})

test('every swap of two different neighbours is found', () => {
  fc.assert(
    fc.property(receipt, fc.nat(14), (it, place) => {
      const [one, two] = [it[place], it[place + 1]]
      const swapped = `${it.slice(0, place)}${two}${one}${it.slice(place + 2)}`
      expect(readReceipt(swapped)).toBe(one === two ? it : 'typo')
    }),
  )
})

test('a digit too few or too many is a typo; a phone number or words are no receipt', () => {
  expect(readReceipt('1234 5678 9012 345')).toBe('typo')
  expect(readReceipt('1234 5678 9012 3456 7')).toBe('typo')
  for (const text of ['', 'hello', '+81 3-1234-5678', '12', 'they owe me 1200000 since 2023', '1'.repeat(40)])
    expect(readReceipt(text)).toBeUndefined()
})

test('every digit comes equally often', () => {
  const counts = new Array<number>(10).fill(0)
  for (let n = 0; n < 2000; n++)
    for (const digit of newReceipt(world).slice(0, 15)) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1
  // 3,000 expected each, with a standard deviation of 52: seven of them.
  for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(364)
})

test('stretching is Argon2id as libsodium computes it, and is different under another salt', async () => {
  const salt = new Uint8Array(16).fill(7)
  const it = '1234567890123452' as Receipt
  const { lookup, wrapKey } = await stretchReceipt(salt, it)
  const theirs = sodium.crypto_pwhash(64, it, salt, 5, 7168 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
  expect(lookup).toEqual(theirs.slice(0, 32))
  expect(wrapKey).toEqual(theirs.slice(32))
  expect((await stretchReceipt(new Uint8Array(16).fill(8), it)).lookup).not.toEqual(lookup)
})

test('a capability is 128 bits; neither its hash nor its key gives the other', () => {
  const capability = newCapability(world)
  expect(capability).toMatch(/^[\w-]{22}$/)
  expect(newCapability(world)).not.toBe(capability)
  const zero = 'AAAAAAAAAAAAAAAAAAAAAA' as Capability
  expect(Buffer.from(hashCapability(zero)).toString('hex')).toBe(
    '374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb',
  )
  expect(hashCapability(capability)).toHaveLength(32)
  expect(capabilityKey(capability)).toHaveLength(32)
  expect(Buffer.from(capabilityKey(capability))).not.toEqual(Buffer.from(hashCapability(capability)))
})
