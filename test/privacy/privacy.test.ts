import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Address, ChannelName, UpdateKey } from '../../src/kit/ids.ts'
import { createPrivacy, type Privacy, type Use } from '../../src/privacy/index.ts'
import { type Kept, keepOf } from '../../src/privacy/kept.ts'
import { openSodium, type Sodium } from '../../src/privacy/sodium.ts'
import { world } from './world.ts'

const secret = randomBytes(32)
const me = '123456789' as Address
let sodium: Sodium
let privacy: Privacy
beforeAll(async () => {
  sodium = await openSodium()
  privacy = createPrivacy({ secret, world, sodium })
})

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

test('a person is the same on the same channel, and somebody else on another channel or server', () => {
  expect(privacy.person('telegram', me)).toBe(createPrivacy({ secret, world }).person('telegram', me))
  expect(privacy.person('telegram', me)).toMatch(/^[\w-]{22}$/)
  expect(privacy.person('web', me)).not.toBe(privacy.person('telegram', me))
  const other = createPrivacy({ secret: randomBytes(32), world })
  expect(other.person('telegram', me)).not.toBe(privacy.person('telegram', me))
})

test('the salt of a name stays when the secret is changed, twice, and is nobody’s pseudonym', () => {
  const salt = privacy.nameSalt('maya')
  expect(salt).toHaveLength(16)
  let [before, kept]: [Uint8Array, Kept | undefined] = [secret, undefined]
  for (let change = 0; change < 2; change++) {
    kept = keepOf(before, kept, '2026-W01')
    before = randomBytes(32)
    const after = createPrivacy({ secret: before, kept, world })
    expect(Buffer.from(after.nameSalt('maya'))).toEqual(Buffer.from(salt))
    expect(Buffer.from(after.nameSalt('binh'))).not.toEqual(Buffer.from(salt))
  }
  const other = createPrivacy({ secret: randomBytes(32), world })
  expect(Buffer.from(other.nameSalt('maya'))).not.toEqual(Buffer.from(salt))
  expect(privacy.person('staff' as ChannelName, 'maya' as Address)).not.toBe(Buffer.from(salt).toString('base64url'))
})

test('person, update and notice owner of the same words do not join', () => {
  const hashes = [
    privacy.person('telegram', me),
    Buffer.from(privacy.update('telegram', me as string as UpdateKey)).toString('base64url'),
    Buffer.from(privacy.noticeOwner('telegram', me)).toString('base64url'),
  ]
  expect(new Set(hashes).size).toBe(3)
  expect(privacy.update('telegram', '1' as UpdateKey)).toHaveLength(16)
})

test('what is sealed opens again under the same use and context, with and without libsodium', () => {
  const slow = createPrivacy({ secret, world })
  for (const words of ['', 'I was not paid', 'ခွင့်'.repeat(2000)]) {
    expect(text(privacy.open('session', privacy.seal('session', words, 'anna'), 'anna'))).toBe(words)
    expect(text(slow.open('session', privacy.seal('session', words, 'anna'), 'anna'))).toBe(words)
    expect(text(privacy.open('session', slow.seal('session', words, 'anna'), 'anna'))).toBe(words)
  }
})

test('another use, context, secret, or a changed byte opens nothing', () => {
  const sealed = privacy.seal('session', 'I was not paid', 'anna')
  const uses: Use[] = ['outbox', 'address', 'draft', 'trace', 'notice']
  for (const use of uses) expect(privacy.open(use, sealed, 'anna')).toBeUndefined()
  expect(privacy.open('session', sealed, 'berta')).toBeUndefined()
  expect(createPrivacy({ secret: randomBytes(32), world }).open('session', sealed, 'anna')).toBeUndefined()
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed, (byte, place) => (place === at ? byte ^ 1 : byte))
    expect(privacy.open('session', changed, 'anna')).toBeUndefined()
    expect(privacy.open('session', sealed.subarray(0, at), 'anna')).toBeUndefined()
  }
})

test('the same words are never sealed to the same bytes', () => {
  const sealed = Array.from({ length: 300 }, () => Buffer.from(privacy.seal('trace', 'same', '')).toString('hex'))
  expect(new Set(sealed).size).toBe(300)
  expect(new Set(sealed.map(it => it.slice(2, 50))).size).toBe(300)
})

test('a secret of a wrong size is refused without being told', () => {
  const short = randomBytes(31)
  const attempt = () => createPrivacy({ secret: short, world })
  expect(attempt).toThrow('32 bytes')
  try {
    attempt()
  } catch (error) {
    expect(String(error)).not.toContain(short.toString('hex').slice(0, 8))
  }
})
