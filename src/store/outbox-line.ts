import { type Selectable, sql } from 'kysely'
import type { CampaignId, ChannelName, Instant, Lang, LineId, PersonKey } from '../kit/ids.ts'
import { toId } from './ids.ts'
import type { Tables } from './tables.ts'

/** `paused`: of a campaign that is (outbox-campaigns.ts). `parked`: found in a copy of another database (parked.ts). */
export type LineState = 'pending' | 'paused' | 'sending' | 'held' | 'parked' | 'unknown' | 'failed'

export type Line = {
  id: LineId
  person: PersonKey
  channel: ChannelName
  /** 0 answer, 1 notice, 2 alert, 3 campaign: the smaller goes first. */
  priority: 0 | 1 | 2 | 3
  state: LineState
  /** Not before. */
  due: Instant
  /** Within one person and priority the smaller goes first. */
  order: number
  /** Sealed for the use `outbox`, with the id as context: what to say, and to which address. */
  body: Uint8Array
  /** `privacy.update` of what it answers; null: nobody asked. */
  cause: Uint8Array | null
  /**
   * In doubt, whether it was delivered: say it again, or keep it as unknown for staff. `restart`: again after a crash of ours, unknown
   * where the platform or the wire failed.
   */
  policy: 'repeat' | 'restart' | 'hold'
  attempts: number
  /** The platform's, of the last refusal. */
  code: number | null
  /** Of a line of a campaign; absent: any other. */
  campaign?: { id: CampaignId; run: number; lang: Lang }
}

/** Word for word the condition of the index for claims; as a parameter it would not be seen. */
export const PENDING = sql<boolean>`state = 'pending'`

export const toLine = ({ turn, lease: _, campaign, run, lang, ...row }: Selectable<Tables['outbox']>): Line => ({
  ...(row as Omit<Line, 'id' | 'person' | 'order'>),
  id: toId(row.id),
  person: toId(row.person),
  order: turn,
  ...(campaign ? { campaign: { id: toId(campaign), run: run ?? 0, lang: lang ?? '' } } : {}),
})
