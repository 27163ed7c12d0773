import { endOf, readSheet, type Sheet, type Text, writeSheet } from '../../../domain/campaigns/sheet.ts'
import { SIGNED_IN } from '../../../domain/campaigns/states.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Lang } from '../../../kit/ids.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import { type Campaign, insertSheet, sheetsOf } from '../../../store/campaigns/index.ts'
import { runsOf } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import type { CampaignRooms } from '../index.ts'
import { type Known, knownCampaign } from './known.ts'

/** What is said after the call: other words in its place, or what came of it. */
export const TOLD = ['result', 'correction'] as const
export type ToldPurpose = (typeof TOLD)[number]

export type Telling = {
  campaign: Campaign
  /** Of each language of the call what is written so far; of a correction at first the call's own words. */
  texts: { lang: Lang; title: string; body: string }[]
  /** The newest sheet of this purpose, which waits for its signatures or has them. */
  kept: { number: number } | undefined
}

/** `gone`: there is no such campaign, or nothing has gone out. `half`: a title without words, or words without one. `long`: too long. */
export type TellRefusal = 'gone' | 'empty' | 'half' | 'long'

/** Whether it can be written now: as long as it can be signed, and never before the call itself, which would not go out any more. */
export const tellsNow = async (tx: Tx, { id, state }: Campaign, purpose: ToldPurpose): Promise<boolean> =>
  SIGNED_IN[purpose].includes(state) && (await runsOf(tx, id)).some(run => run.purpose === 'call' && run.began !== null)

const HOUR = 3_600_000
/** What has not reached somebody by then does not reach them; a message can be changed for two days. */
const LIFE: Record<ToldPurpose, number> = { result: 14 * 24 * HOUR, correction: 48 * HOUR }

const subjectOf = async (
  tx: Tx,
  rooms: CampaignRooms,
  id: CampaignId,
  purpose: ToldPurpose,
): Promise<(Known & { sheet: Sheet; newest: number; last: Sheet | undefined }) | undefined> => {
  const known = await knownCampaign(tx, rooms, id)
  const { campaign, sheet } = known ?? {}
  if (!campaign || !sheet || !(await tellsNow(tx, campaign, purpose))) return undefined
  const all = await sheetsOf(tx, id)
  const last = all.find(it => it.purpose === purpose)
  return { campaign, sheet, newest: all[0]?.number ?? 0, last: last && readSheet(last.body) }
}

export const seeTelling = (rooms: CampaignRooms, id: CampaignId, purpose: ToldPurpose): Promise<Telling | undefined> =>
  rooms.store.tx(async tx => {
    const it = await subjectOf(tx, rooms, id, purpose)
    if (!it) return undefined
    const before = it.last?.texts ?? (purpose === 'correction' ? it.sheet.texts : {})
    const langs = [...new Set([...Object.keys(it.sheet.texts), ...Object.keys(before)])].sort()
    return {
      campaign: it.campaign,
      texts: langs.map(lang => ({ lang, title: '', body: '', ...before[lang] })),
      kept: it.last && { number: it.last.number },
    }
  })

/** Keeps it as a new sheet, which two people sign like every other. Its number. */
export const saveTelling = (
  rooms: CampaignRooms,
  me: Staff,
  { id, purpose, texts }: { id: CampaignId; purpose: ToldPurpose; texts: ReadonlyMap<Lang, Text> },
): Promise<Result<number, TellRefusal>> =>
  rooms.store.tx(async (tx): Promise<Result<number, TellRefusal>> => {
    const it = await subjectOf(tx, rooms, id, purpose)
    if (!it) return no('gone')
    const given = [...texts].flatMap(([lang, { title, body }]): [Lang, Text][] => {
      const text = { title: title.trim(), body: body.replaceAll('\r\n', '\n').trim() }
      return Object.hasOwn(it.sheet.texts, lang) && (text.title || text.body) ? [[lang, text]] : []
    })
    if (given.length === 0) return no('empty')
    if (given.some(([, { title, body }]) => !title || !body)) return no('half')
    const number = it.newest + 1
    const body = writeSheet(
      sheetFor(it.sheet, purpose, { number, texts: Object.fromEntries(given), now: rooms.world.now() }),
    )
    if (!readSheet(body)) return no('long')
    await insertSheet(tx, { campaign: id, number, purpose, body, staff: me.id, at: rooms.world.now() })
    await addAudit(tx, { at: rooms.world.now(), staff: me.id, action: 'campaign told', code: `${id} ${purpose}` })
    return ok(number)
  })

/**
 * For the same people. A result asks nothing of anybody any more; a correction leaves everything as it was but the words, also until when
 * one can take part: what is corrected for two days does not end with them.
 */
const sheetFor = (
  call: Sheet,
  purpose: ToldPurpose,
  { number, texts, now }: { number: number; texts: Sheet['texts']; now: number },
): Sheet => {
  const until = Math.ceil((now + LIFE[purpose]) / HOUR) * HOUR
  const fallback = call.fallback !== null && texts[call.fallback] ? call.fallback : null
  const sheet: Sheet = { ...call, number, purpose, texts, fallback, until, when: { how: 'now' }, checks: [] }
  return purpose === 'correction'
    ? { ...sheet, ends: endOf(call) }
    : { ...sheet, actions: [], media: {}, event: null, ends: null, emergency: false }
}
