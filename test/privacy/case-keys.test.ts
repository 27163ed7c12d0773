import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { boxPublicKey, newBoxPair, sealBox } from '../../src/privacy/box.ts'
import { capabilityKey, newCapability } from '../../src/privacy/capabilities.ts'
import {
  type CasePart,
  type KeyPair,
  openCaseKey,
  openConcern,
  openInbox,
  openWay,
  sealConcern,
} from '../../src/privacy/case-keys.ts'
import { packPart, paddedLength, unpackPart } from '../../src/privacy/case-parts.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { world } from './world.ts'

let sodium: Sodium
let holders: (KeyPair & { id: string })[]
beforeAll(async () => {
  sodium = await openSodium()
  holders = ['anna', 'berta', 'recovery'].map(id => ({ id, ...sodium.crypto_box_keypair() }))
})

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const PARTS: CasePart[] = [
  { kind: 'answers', bytes: bytes('{"lang":"my"}') },
  { kind: 'text', bytes: bytes('They keep my passport.') },
  { kind: 'photo', bytes: new Uint8Array(50_000).fill(7), caption: 'the contract' },
]

const seal = (parts = PARTS) => {
  const capability = newCapability(world)
  const receiptKey = world.random(32)
  return { capability, receiptKey, ...sealConcern({ sodium, world, parts, holders, capability, receiptKey }) }
}
type Sealing = ReturnType<typeof seal>
const open = (it: Sealing, holder: number, changes: Partial<Parameters<typeof openConcern>[0]> = {}) =>
  openConcern({
    sodium,
    id: it.id,
    parts: it.kept.parts,
    wrap: it.kept.wraps[holder]?.sealed ?? new Uint8Array(0),
    holder: holders[holder] as KeyPair,
    shred: it.shred,
    ...changes,
  })

test('every keyholder and the recovery key reads all parts, in order', () => {
  const it = seal()
  for (const holder of [0, 1, 2]) expect(open(it, holder)).toEqual(PARTS)
  expect(it.kept.wraps.map(wrap => wrap.holder)).toEqual(['anna', 'berta', 'recovery'])
})

test('nobody else reads it, and nobody without the shred half', () => {
  const it = seal()
  expect(open(it, 0, { holder: sodium.crypto_box_keypair() })).toBeUndefined()
  expect(open(it, 0, { wrap: it.kept.wraps[1]?.sealed ?? new Uint8Array(0) })).toBeUndefined()
  expect(open(it, 0, { shred: new Uint8Array(32) })).toBeUndefined()
  expect(open(it, 0, { shred: new Uint8Array(0) })).toBeUndefined()
  expect(open(it, 0, { shred: seal().shred })).toBeUndefined()
})

test('a part that is missing, moved, changed or of another concern opens nothing', () => {
  const it = seal()
  const [answers, story, photo] = it.kept.parts as Uint8Array[] as [Uint8Array, Uint8Array, Uint8Array]
  expect(open(it, 0, { parts: [answers, story] })).toBeUndefined()
  expect(open(it, 0, { parts: [story, answers, photo] })).toBeUndefined()
  expect(
    open(it, 0, { parts: [answers, story, Uint8Array.from(photo, (byte, at) => (at === 999 ? byte ^ 1 : byte))] }),
  ).toBeUndefined()
  expect(open(it, 0, { id: seal().id })).toBeUndefined()
})

test('no two concerns share a key, an id or a half', () => {
  const [one, two] = [seal(), seal()]
  expect(one.id).not.toBe(two.id)
  expect(one.shred).not.toEqual(two.shred)
  expect(open(one, 0, { wrap: two.kept.wraps[0]?.sealed ?? new Uint8Array(0) })).toBeUndefined()
})

test('the way back opens with the capability and with the receipt, and fits its public key', () => {
  const it = seal()
  const { publicKey, underCapability, underReceipt } = it.kept.way
  const byCapability = openWay(sodium, it.id, capabilityKey(it.capability), underCapability)
  const byReceipt = openWay(sodium, it.id, it.receiptKey, underReceipt)
  expect(byCapability && sodium.crypto_scalarmult_base(byCapability)).toEqual(publicKey)
  expect(byReceipt).toEqual(byCapability)
  expect(openWay(sodium, it.id, capabilityKey(newCapability(world)), underCapability)).toBeUndefined()
  expect(openWay(sodium, seal().id, it.receiptKey, underReceipt)).toBeUndefined()
})

test('a concern that nobody could read is refused', () => {
  const attempt = () =>
    sealConcern({
      sodium,
      world,
      parts: PARTS,
      holders: [],
      capability: newCapability(world),
      receiptKey: world.random(32),
    })
  expect(attempt).toThrow(RangeError)
})

test('a world that gives the same bytes again and again does not wipe what is returned', () => {
  const fixed = new Uint8Array(4000).fill(3)
  const still = { ...world, random: (size: number) => fixed.subarray(0, size) }
  const { shred } = sealConcern({
    sodium,
    world: still,
    parts: PARTS,
    holders,
    capability: newCapability(world),
    receiptKey: world.random(32),
  })
  expect(shred).toEqual(new Uint8Array(32).fill(3))
})

test('a sealed box is libsodium’s: opened by it, for its keys and for ours, and never twice the same', () => {
  const theirs = sodium.crypto_box_keypair()
  for (const pair of [theirs, newBoxPair()])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), message => {
        const sealed = sealBox(sodium, message, pair.publicKey)
        expect(sealed).toHaveLength(message.length + sodium.crypto_box_SEALBYTES)
        expect(sodium.crypto_box_seal_open(sealed, pair.publicKey, pair.privateKey)).toEqual(message)
        expect(sealBox(sodium, message, pair.publicKey)).not.toEqual(sealed)
      }),
      { numRuns: 30 },
    )
  const pair = newBoxPair()
  expect(sodium.crypto_scalarmult_base(pair.privateKey)).toEqual(pair.publicKey)
})

const part = fc.record(
  {
    kind: fc.constantFrom('answers', 'text', 'photo', 'voice', 'video', 'document'),
    bytes: fc.uint8Array({ maxLength: 3000 }),
    caption: fc.string({ unit: 'grapheme', maxLength: 50 }),
  },
  { requiredKeys: ['kind', 'bytes'] },
) as fc.Arbitrary<CasePart>

test('a part reads back as it was laid out, whatever it holds', () => {
  fc.assert(
    fc.property(part, it => {
      expect(unpackPart(packPart(it))).toEqual({ ...it })
    }),
  )
})

test('texts of up to 200 bytes all have one length at rest', () => {
  const lengths = Array.from(
    { length: 200 },
    (_, size) => packPart({ kind: 'text', bytes: new Uint8Array(size) }).length,
  )
  expect(new Set(lengths)).toEqual(new Set([256]))
})

test('padding never shortens, costs at most 12 % above 2 kB, and leaves few lengths', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), length => {
      const padded = paddedLength(length)
      expect(padded).toBeGreaterThanOrEqual(length)
      if (length > 2100) expect(padded / length).toBeLessThan(1.1213)
    }),
  )
  const lengths = new Set(Array.from({ length: 10_000_000 / 500 }, (_, at) => paddedLength(at * 500)))
  // 16 per doubling up to 64 kB, 32 above: 5 * 16 + 7 * 32, and 16 below 4 kB.
  expect(lengths.size).toBeLessThanOrEqual(320)
})

test('what is added later is sealed to the inbox, and opens with the case key of this case only', () => {
  const one = seal()
  const other = seal()
  const keyOf = ({ kept, shred }: Sealing) =>
    openCaseKey({ sodium, wrap: kept.wraps[1]?.sealed ?? new Uint8Array(0), holder: holders[1] as KeyPair, shred })
  const mail = sealBox(sodium, bytes('They paid half of it.'), one.kept.way.inbox)
  expect(openInbox(sodium, one.id, keyOf(one) as Uint8Array, mail)).toEqual(bytes('They paid half of it.'))
  expect(openInbox(sodium, other.id, keyOf(other) as Uint8Array, mail)).toBeUndefined()
  expect(openInbox(sodium, other.id, keyOf(one) as Uint8Array, mail)).toBeUndefined()
  expect(keyOf({ ...one, shred: new Uint8Array(0) })).toBeUndefined()
})

test('the public key of the inbox is what libsodium makes of the same private bytes', () => {
  const privateKey = world.random(32)
  expect(boxPublicKey(privateKey)).toEqual(sodium.crypto_scalarmult_base(privateKey))
})
