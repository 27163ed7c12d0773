/** Ten thousand people before a petition, each with a yes already; they tap again and again, and their taps come in any order. */
import type { Address, CampaignId, UpdateKey } from '../../../../src/kit/ids.ts'
import type { Inbound } from '../../../../src/kit/inbound.ts'
import { savePerson } from '../../../../src/store/people.ts'
import type { Rig } from '../../rig.ts'

export const CHANNEL = 'telegram'
export const addressOf = (n: number): Address => `${7_000_000 + n}` as Address

export const meetAll = ({ store, privacy }: Rig, size: number): Promise<void> =>
  store.tx(async tx => {
    for (let n = 0; n < size; n++)
      await savePerson(tx, { person: privacy.person(CHANNEL, addressOf(n)), lang: 'en', since: '2026-W01' })
  })

/** The `nth` tap of a person: handed over twice it is the same update. */
export const tapOf = (campaign: CampaignId, n: number, nth: number): Inbound => ({
  channel: CHANNEL,
  address: addressOf(n),
  update: `${campaign} ${n} ${nth}` as UpdateKey,
  at: 0,
  it: { kind: 'tap', token: `c.${campaign}.sign` },
})

/** Everybody's tap, for every second one a second tap, for every third update a retry; shuffled by a seed. */
export const crowd = (campaign: CampaignId, size: number, seed: number): Inbound[] => {
  const all: Inbound[] = []
  for (let n = 0; n < size; n++) {
    all.push(tapOf(campaign, n, 0))
    if (n % 2 === 0) all.push(tapOf(campaign, n, 1))
    if (n % 3 === 0) all.push(tapOf(campaign, n, 0))
  }
  return shuffled(all, seed)
}

/** Fisher-Yates over a small generator (mulberry32), so that a failure can be played again. */
export const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const all = [...list]
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[all[at], all[other]] = [all[other] as T, all[at] as T]
  }
  return all
}

/** In batches of any size, some of them at the same time. */
export const handOver = async (
  { app }: Pick<Rig, 'app'>,
  all: readonly Inbound[],
  sizes: readonly number[],
): Promise<void> => {
  for (let at = 0, batch = 0; at < all.length; batch++) {
    const [one = 1, other = 1] = [sizes[batch % sizes.length], sizes[(batch + 1) % sizes.length]]
    await Promise.all([app.receive(all.slice(at, at + one)), app.receive(all.slice(at + one, at + one + other))])
    at += one + other
  }
}
