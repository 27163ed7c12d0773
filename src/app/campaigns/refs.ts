/** Where messages of campaigns lie on phones: kept when they went out, so that they can be corrected or recalled. */
import type { LineEnd } from '../../domain/campaigns/progress.ts'
import type { Address, ChannelName, Instant, LineId } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import { padded } from '../../privacy/padded.ts'
import { keepRefs, moveRefs, removeRefs } from '../../store/campaigns/refs.ts'
import type { Tx } from '../../store/index.ts'
import { linesThere } from '../../store/outbox-campaigns.ts'
import type { CampaignLine, Op } from './deliver/letter.ts'

/** `area`: for which it was written. */
export type Place = { to: Address; ref: string; area?: string }

/** The length of what is sealed tells nothing of an address or an area. */
const STEP = 128

type Landed = {
  line: CampaignLine & { channel: ChannelName }
  letter: { to: Address; op?: Op; area?: string }
  came?: LineEnd
  ref?: string
}

/** Of what went out just now: a new place, another one of what was changed, none any more of what was taken away. */
export const keepPlaces = async (tx: Tx, privacy: Pick<Privacy, 'seal'>, landed: Landed[], at: Instant) => {
  const sealed = (id: LineId, { to, area }: Landed['letter'], ref: string) => {
    const place: Place = { to, ref, ...(area ? { area } : {}) }
    return privacy.seal('campaign ref', padded(JSON.stringify(place), STEP), id)
  }
  const sent = landed.filter(({ came, ref }) => came === 'sent' && ref)
  const there = await linesThere(
    tx,
    sent.map(({ line }) => line.id),
  )
  const kept = sent.flatMap(({ line, letter, ref = '' }) => {
    const { id, person, channel, campaign } = line
    if (!campaign || !there.has(id)) return []
    const { id: of, run, lang } = campaign
    return [{ id, campaign: of, run, person, channel, lang, body: sealed(id, letter, ref), at }]
  })
  await keepRefs(tx, kept)
  const moved = landed.flatMap(({ letter, came, ref }) =>
    came === 'edited' && letter.op && ref ? [{ id: letter.op.of, body: sealed(letter.op.of, letter, ref) }] : [],
  )
  await moveRefs(tx, moved)
  await removeRefs(
    tx,
    landed.flatMap(({ letter, came }) => (came === 'removed' && letter.op ? [letter.op.of] : [])),
  )
}
