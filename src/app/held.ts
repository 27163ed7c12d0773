/** What waits for people whose channel fetches: opened, and of campaigns verified and made, in the moment in which it is shown. */
import type { Instant } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { Privacy } from '../privacy/index.ts'
import type { Tx } from '../store/index.ts'
import { type Finish, finishLines, type Line, markHeldSeen } from '../store/outbox.ts'
import type { CampaignDelivery } from './campaigns/deliver/index.ts'

export type HeldRoom = {
  tools: { privacy: Pick<Privacy, 'open'> }
  /** Absent: lines of campaigns go on waiting. */
  campaigns?: Pick<CampaignDelivery, 'fetch' | 'digest'> | undefined
}
type Open = { line: Line; message: Message }

/** In order. Of campaigns what may not be shown any more is dropped, and what may not be shown yet goes on waiting. */
export const openHeld = async (room: HeldRoom, tx: Tx, lines: Line[], now: Instant): Promise<Open[]> => {
  const open: Open[] = []
  const over: Finish[] = []
  for (const line of lines) {
    const it = line.campaign ? await fetchLine(room, tx, line, now) : await openLine(room, tx, line, now)
    if (it === 'later') continue
    if ('message' in it) open.push({ line, message: it.message })
    else over.push({ id: line.id, done: 'dropped', ...(line.cause === null && it.count ? { count: it.count } : {}) })
  }
  await finishLines(tx, over)
  return open
}

/** They were read: nothing of them waits any more. */
export const dropRead = (tx: Tx, lines: Line[]): Promise<void> =>
  finishLines(
    tx,
    lines.map(line => ({ id: line.id, done: 'sent', ...shownOf(line) })),
  )

/** They are on the page now: they go with the next answer. */
export const markSeen = (tx: Tx, lines: Line[]): Promise<void> =>
  markHeldSeen(
    tx,
    lines.filter(line => line.cause === null).map(({ id }) => id),
  )

/** Once: what was seen is counted already. */
const shownOf = ({ campaign, cause }: Line): { count?: 'shown' } =>
  campaign && cause === null ? { count: 'shown' } : {}

const fetchLine = async ({ campaigns }: HeldRoom, tx: Tx, line: Line, now: Instant) =>
  line.due > now || !campaigns ? 'later' : campaigns.fetch(tx, line, now)

const openLine = async (
  { tools, campaigns }: HeldRoom,
  tx: Tx,
  line: Line,
  now: Instant,
): Promise<{ message: Message } | { count?: never }> => {
  const open = tools.privacy.open('outbox', line.body, line.id)
  const letter = open ? (JSON.parse(Buffer.from(open).toString('utf8')) as { message?: Message }) : {}
  if (letter.message) return { message: letter.message }
  const digest = await campaigns?.digest(tx, line, now)
  return digest && digest !== 'nothing' ? digest : {}
}
