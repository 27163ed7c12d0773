import type { ChannelName, Instant } from '../kit/ids.ts'
import type { Sent } from '../kit/message.ts'
import type { Back, Flight } from './flights.ts'
import type { Landed, Receipted } from './ports.ts'
import type { Ways } from './ways.ts'

/** Takes in what became of lines, inside the transaction of a cycle or of a batch. */
export const takeIn = async <Tx>(tx: Tx, ways: Ways<Tx>, returned: Back[], now: Instant): Promise<void> => {
  const { store, campaigns } = ways
  const ofCampaigns = returned.filter(({ line }) => line.campaign).map(toLanded)
  // Before the lines go: whoever was erased meanwhile has none any more, and leaves no place behind.
  if (ofCampaigns.length > 0) await campaigns?.land(tx, ofCampaigns, now)
  const finishes = returned.map(({ landing }) => landing.finish)
  if (finishes.length > 0) await store.finishLines(tx, finishes)
  // What waits for somebody who blocked us can never arrive; its address must not stay.
  for (const { line, landing } of returned) if (landing.gone) await store.removeLinesOf(tx, line.person)
  const sent = returned.flatMap(it => it.sent ?? [])
  if (sent.length > 0) await ways.onSent(tx, sent)
}

const toLanded = ({ line, letter, landing: { finish, trouble }, sent }: Back): Landed => ({
  line,
  letter,
  ...(finish.count === undefined ? {} : { came: finish.count }),
  surely: finish.done === 'failed' || (finish.done === 'again' && trouble !== 'doubt'),
  ...(sent === undefined ? {} : { ref: sent.ref }),
})

/** What is kept of a message that went out; nothing new of one that was only put in the place of another. */
export const receiptOf = (
  channel: ChannelName,
  { line, letter }: Flight,
  sent: Sent,
  at: Instant,
): Receipted | undefined => {
  if (!sent.ok || sent.ref === '') return undefined
  if (letter.op && 'edit' in letter.op && letter.op.edit === sent.ref) return undefined
  return { person: line.person, channel, ref: sent.ref, at }
}
