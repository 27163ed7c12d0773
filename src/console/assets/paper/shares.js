// The recovery key on paper, in the browser: the layouts are those of src/privacy, shares.ts and recovery.ts.
import { wordlist as WORDS } from '@scure/bip39/wordlists/english.js'
import sodium from 'libsodium-wrappers-sumo'
import { combine, split } from 'shamir-secret-sharing'

const BYTES = 33
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const ready = () => sodium.ready

/** `{ publicKey, sheets: [{ words, code }] }`: two of the three sheets give the key back, and nothing else does. */
export const newKit = async () => {
  const seed = sodium.randombytes_buf(32)
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed)
  const shares = await split(seed, 3, 2)
  const sheets = shares.map(share => ({ words: shareWords(share), code: shareCode(share) }))
  for (const secret of [seed, privateKey, ...shares]) secret.fill(0)
  return { publicKey, sheets }
}

/** `{ ok, value: { publicKey, privateKey } }`, or `why`: `same`, one sheet twice. Compare the public half with the server's. */
export const joinShares = async (one, other) => {
  if (one.at(-1) === other.at(-1)) return { ok: false, why: 'same' }
  const seed = await combine([one, other])
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed)
  seed.fill(0)
  return { ok: true, value: { publicKey, privateKey } }
}

export const shareWords = share => cut(bitsOf(share), 11).map(at => WORDS[at])
export const shareCode = share =>
  `TULAY1-${cut(`${bitsOf(share)}0000`, 5)
    .map(at => LETTERS[at])
    .join('')}`

/** `{ ok, value: share }` or `why`: count, unknown word, wrong word, wrong code; with its place and what was meant. */
export const readShare = text => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '')
  const joined = plain.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  return joined.startsWith('TULAY1') ? readCode(joined.slice(6)) : readWords(plain.toLowerCase())
}

const no = why => ({ ok: false, why })

const readWords = text => {
  const typed = text.split(/[^\p{L}]+/u).filter(word => word !== '')
  const places = typed.map(it => WORDS.findIndex(word => word === it || (it.length >= 4 && word.startsWith(it))))
  const odd = places.indexOf(-1)
  if (odd >= 0) return no({ kind: 'unknown', at: odd + 1, word: typed[odd], maybe: nearest(typed[odd]) })
  if (places.length !== 26) return no({ kind: 'count', count: places.length })
  const share = shareOf(places)
  return share ? { ok: true, value: share } : no({ kind: 'wrong', maybe: slipIn(places) })
}

const slipIn = places => {
  const found = places.flatMap((place, at) =>
    WORDS.flatMap((word, other) =>
      other !== place && slips(word, WORDS[place], 1) <= 1 && shareOf(places.with(at, other))
        ? [{ at: at + 1, word }]
        : [],
    ),
  )
  return found.length === 1 ? found[0] : undefined
}

const readCode = letters => {
  const places = [...letters.replaceAll('O', '0').replace(/[IL]/g, '1')].map(letter => LETTERS.indexOf(letter))
  const bits = places.map(place => place.toString(2).padStart(5, '0')).join('')
  const whole = places.length === 58 && !places.includes(-1) && bits.endsWith('0000')
  const share = whole ? checked(bits) : undefined
  return share ? { ok: true, value: share } : no({ kind: 'code' })
}

const shareOf = places => checked(places.map(place => place.toString(2).padStart(11, '0')).join(''))
const checked = bits => {
  const share = Uint8Array.from(cut(bits.slice(0, BYTES * 8), 8))
  return bits.startsWith(bitsOf(share)) ? share : undefined
}
const bitsOf = share => {
  const named = Uint8Array.from([...new TextEncoder().encode('tulay share v1'), ...share])
  return binary(share) + binary(sodium.crypto_hash_sha256(named)).slice(0, 22)
}
const binary = bytes => Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
const cut = (bits, size) =>
  Array.from({ length: bits.length / size }, (_, at) => Number.parseInt(bits.slice(at * size, (at + 1) * size), 2))

/** The word of the list that somebody may have meant; of several the first. */
const nearest = typed => {
  let [found, least] = [undefined, Math.max(1, Math.floor(typed.length / 3)) + 1]
  for (const word of WORDS) {
    const far = slips(typed, word, least)
    if (far < least) [found, least] = [word, far]
  }
  return found
}

/** Letters inserted, left out, changed or swapped with a neighbour (optimal string alignment). */
const slips = (left, right, most) => {
  if (Math.abs(left.length - right.length) > most) return most + 1
  let [before, above] = [[], Array.from({ length: right.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= left.length; row++) {
    const line = [row]
    for (let at = 1; at <= right.length; at++) {
      const change = left[row - 1] === right[at - 1] ? 0 : 1
      line[at] = Math.min(above[at] + 1, line[at - 1] + 1, above[at - 1] + change)
      if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1])
        line[at] = Math.min(line[at], before[at - 2] + 1)
    }
    ;[before, above] = [above, line]
  }
  return above[right.length]
}
