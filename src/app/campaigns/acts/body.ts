/** What somebody did, as it is kept: sealed, and always of the same length, so that nothing but the kind of deed is seen. */
import type { Address, ChannelName, ConcernId, Lang } from '../../../kit/ids.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { padded } from '../../../privacy/padded.ts'
import type { Sealed } from '../../../privacy/seal.ts'
import { type ActionRow, contextOf } from '../../../store/campaigns/actions.ts'

export type ActionBody = {
  /** Codes of what was chosen. */
  answer: readonly string[]
  /** '': none known. */
  area: string
  lang: Lang
  /** Order on a waiting list; 0: none. */
  turn: number
  /** What was written, sealed to the keyholders. */
  words?: ConcernId | undefined
  /** Where the person wants to be told of the result. */
  to?: { channel: ChannelName; address: Address } | undefined
}

/** Longer than any that people make: the longest address with ten answers and words. What is longer after all takes two. */
const STEP = 256

type Key = Pick<ActionRow, 'campaign' | 'token' | 'act'>

export const sealBody = (privacy: Pick<Privacy, 'seal'>, key: Key, it: ActionBody): Sealed => {
  const { answer, area, lang, turn, words, to } = it
  const json = JSON.stringify([answer.join(' '), area, lang, turn, words ?? 0, ...(to ? [to.channel, to.address] : [])])
  return privacy.seal('action', padded(json, STEP), contextOf(key))
}

/** `undefined`: of another row, or under a secret that is lost. */
export const openBody = (
  privacy: Pick<Privacy, 'open'>,
  row: Key & Pick<ActionRow, 'body'>,
): ActionBody | undefined => {
  const open = privacy.open('action', row.body, contextOf(row))
  if (!open) return undefined
  const [answer, area, lang, turn, words, channel, address] = JSON.parse(Buffer.from(open).toString('utf8')) as [
    string,
    string,
    Lang,
    number,
    ConcernId | 0,
    ChannelName?,
    Address?,
  ]
  return {
    answer: answer === '' ? [] : answer.split(' '),
    area,
    lang,
    turn,
    ...(words === 0 ? {} : { words }),
    ...(channel !== undefined && address !== undefined ? { to: { channel, address } } : {}),
  }
}
