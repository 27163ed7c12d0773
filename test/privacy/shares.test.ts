/** Sheets of paper: the server's and the browser's code for them must read each other's. */
import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import sodium from 'libsodium-wrappers-sumo'
import { describe, expect, test } from 'vitest'
import { joinShares, newRecoveryKit } from '../../src/privacy/recovery.ts'
import { readShare, shareCode, shareWords } from '../../src/privacy/shares.ts'
import { openSodium } from '../../src/privacy/sodium.ts'
import { world } from './world.ts'

// The browser's own file, as it is served.
const browser = await import(new URL('../../src/console/assets/paper/shares.js', import.meta.url).href)
await sodium.ready
const server = await openSodium()
const SIDES = { server: { readShare, shareWords, shareCode }, browser } as Record<string, typeof browser>

/** Any 33 bytes are a share. */
const shares = fc.uint8Array({ minLength: 33, maxLength: 33 })
const read = (side: typeof browser, text: string) => {
  const it = side.readShare(text)
  return it.ok ? [...it.value] : it.why
}

describe.each(Object.entries(SIDES))('shares on the %s’s side', (name, side) => {
  const other = name === 'server' ? browser : SIDES.server

  test('26 words or a code give the share back, typed in any way, also on the other side', () =>
    fc.assert(
      fc.property(shares, share => {
        const words: string[] = side.shareWords(share)
        const code: string = side.shareCode(share)
        expect(words).toHaveLength(26)
        expect(code).toMatch(/^TULAY1-[0-9A-HJKMNP-TV-Z]{58}$/)
        const typed = [
          words.join(' '),
          words.join('\n').toUpperCase(),
          words.map((word, at) => `${at + 1}. ${word}`).join(',  '),
          words.map(word => word.slice(0, 4)).join(' '),
          words.map(word => word.replaceAll('e', 'é').replaceAll('o', 'o\u0308')).join(' '),
          code,
          `  ${code.toLowerCase()}\n`,
          `TULAY1-${code.slice(7).replaceAll('0', 'O').replaceAll('1', 'l')}`,
          code.replace(/(.{4})/g, '$1 '),
        ]
        for (const text of typed) expect(read(other, text)).toEqual([...share])
      }),
      { numRuns: 30 },
    ))

  test('every single word that is changed for another is noticed', () => {
    const seeded = fc.sample(fc.tuple(shares, fc.infiniteStream(fc.nat(2046))), { seed: 20261122, numRuns: 2 })
    for (const [share, steps] of seeded) {
      const words: string[] = side.shareWords(share)
      for (const [at, word] of words.entries()) {
        const step = steps.next().value ?? 0
        const another = wordlist[(wordlist.indexOf(word) + 1 + step) % 2048] ?? ''
        expect(side.readShare(words.with(at, another).join(' '))).toMatchObject({ ok: false, why: { kind: 'wrong' } })
      }
      const code: string = side.shareCode(share)
      for (let at = 7; at < code.length; at++)
        expect(read(side, code.slice(0, at) + (code[at] === '7' ? '8' : '7') + code.slice(at + 1))).toEqual({
          kind: 'code',
        })
    }
  })

  test('a word that is not on the list is named with its place, and the nearest that is', () => {
    const words: string[] = side.shareWords(new Uint8Array(33).fill(7))
    const at = 4
    const word = words[at] ?? ''
    const typo = `${word[0]}${word}`
    expect(read(side, words.with(at, typo).join(' '))).toEqual({ kind: 'unknown', at: 5, word: typo, maybe: word })
    expect(read(side, words.with(25, 'qqqqqqq').join(' '))).toEqual({
      kind: 'unknown',
      at: 26,
      word: 'qqqqqqq',
      maybe: undefined,
    })
    expect(read(side, words.with(2, 'мост').join(' '))).toMatchObject({ kind: 'unknown', at: 3, word: 'мост' })
    expect(read(side, words.slice(1).join(' '))).toEqual({ kind: 'count', count: 25 })
    expect(read(side, `${words.join(' ')} able`)).toEqual({ kind: 'count', count: 27 })
    expect(read(side, '')).toEqual({ kind: 'count', count: 0 })
    expect(read(side, 'TULAY1-0000')).toEqual({ kind: 'code' })
  })

  test('a word taken for one that looks like it is found by the checksum', () => {
    const [share] = fc.sample(
      shares.filter(it => shareWords(it).some(word => LOOK[word] !== undefined)),
      { seed: 3, numRuns: 1 },
    )
    const words: string[] = side.shareWords(share)
    const at = words.findIndex(word => LOOK[word] !== undefined)
    const word = words[at] ?? ''
    expect(read(side, words.with(at, LOOK[word] ?? '').join(' '))).toEqual({
      kind: 'wrong',
      maybe: { at: at + 1, word },
    })
  })
})
const LOOK: Record<string, string> = {
  face: 'race',
  hen: 'pen',
  vast: 'cast',
  able: 'cable',
  ring: 'king',
  page: 'wage',
}

describe('a kit', () => {
  const kitOf = async () => {
    const { publicKey, sheets } = await newRecoveryKit(server, world)
    const shares = sheets.map(({ words, code }) => {
      const [byWords, byCode] = [readShare(words.join(' ')), readShare(code)]
      if (!byWords.ok || !byCode.ok) throw new Error('not read')
      expect(byWords.value).toEqual(byCode.value)
      return byWords.value
    })
    return { publicKey, shares }
  }
  const keyOf = async (one: Uint8Array | undefined, other: Uint8Array | undefined) => {
    const sides = await Promise.all([
      joinShares(server, one ?? new Uint8Array(), other ?? new Uint8Array()),
      browser.joinShares(one, other),
    ])
    expect(sides[0]).toEqual(sides[1])
    return sides[0]
  }

  test('any two of its three sheets, in any order, give the key that the server knows', async () => {
    const { publicKey, shares } = await kitOf()
    expect(shares).toHaveLength(3)
    for (const one of shares)
      for (const other of shares) {
        const key = await keyOf(one, other)
        if (one === other) expect(key).toEqual({ ok: false, why: 'same' })
        else {
          expect(key.ok && key.value.publicKey).toEqual(publicKey)
          expect(key.ok && server.crypto_scalarmult_base(key.value.privateKey)).toEqual(publicKey)
        }
      }
  })

  test('sheets of two kits give no key that is known', async () => {
    const [one, other] = [await kitOf(), await kitOf()]
    const mixed = await keyOf(one.shares[0], other.shares[1])
    expect(mixed.ok && mixed.value.publicKey).not.toEqual(one.publicKey)
    expect(mixed.ok && mixed.value.publicKey).not.toEqual(other.publicKey)
  })

  test('one sheet alone fits every key there is', async () => {
    // For any seed there is a second share that makes it out of the first: so the first says nothing about it.
    const { shares } = await kitOf()
    const [first = new Uint8Array()] = shares
    const seed = Uint8Array.from(world.random(32))
    const x = first.at(-1) ?? 0
    const place = x === 1 ? 2 : 1
    // Two points draw the line: seed at 0 and the first share at x.
    const second = Uint8Array.from([...seed].map((byte, at) => lineAt(byte, x, first[at] ?? 0, place)).concat(place))
    const key = await keyOf(first, second)
    expect(key.ok && key.value.publicKey).toEqual(server.crypto_box_seed_keypair(seed).publicKey)
  })

  test('the browser makes the same kind of kit', async () => {
    const kit = await browser.newKit()
    const [one, other] = [browser.readShare(kit.sheets[2].code), readShare(kit.sheets[0].words.join(' '))]
    if (!one.ok || !other.ok) throw new Error('not read')
    const key = await keyOf(one.value, other.value)
    expect(key.ok && key.value.publicKey).toEqual(kit.publicKey)
  })
})

/** y at `place` of the line through (0, zero) and (x, y), in GF(2⁸) of AES. */
const lineAt = (zero: number, x: number, y: number, place: number): number => zero ^ times(over(zero ^ y, x), place)
const times = (a: number, b: number): number => {
  let product = 0
  for (let bit = 0; bit < 8; bit++) {
    if ((b >> bit) & 1) product ^= a
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0)
  }
  return product
}
const over = (a: number, b: number): number => {
  for (let it = 0; it < 256; it++) if (times(it, b) === a) return it
  throw new RangeError('divided by zero')
}
