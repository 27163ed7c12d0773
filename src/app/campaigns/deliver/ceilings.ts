/** How often campaigns ring at somebody's phone: kept by the hour in which each was marked as being sent. */
import { CEILINGS, freeAt, hourOf, withHour, withoutHour } from '../../../domain/campaigns/ceilings.ts'
import type { Instant, PersonKey } from '../../../kit/ids.ts'
import { addCounts } from '../../../store/campaigns/counts.ts'
import type { Tx } from '../../../store/index.ts'
import type { Finish } from '../../../store/outbox.ts'
import { quotasOf, readCeilings, saveQuotas } from '../../../store/quotas.ts'
import type { CampaignLine } from './letter.ts'

/** `counted`: since when it is one of those of which a person gets only so many; absent: it is none. */
type Counted = { line: Pick<CampaignLine, 'person'>; letter: { counted?: Instant } }

/** Those under the ceiling are free to go; the others wait until they are. */
export const underCeilings = async <It extends Counted & { line: CampaignLine }>(
  tx: Tx,
  its: It[],
  now: Instant,
): Promise<{ free: It[]; later: Finish[] }> => {
  if (its.length === 0) return { free: [], later: [] }
  const ceilings = (await readCeilings(tx)) ?? CEILINGS
  const hours = await quotasOf(
    tx,
    its.map(({ line }) => line.person),
  )
  const dues = its.map(it => ({ it, due: freeAt(hours.get(it.line.person) ?? [], now, ceilings) }))
  const late = dues.filter(({ due }) => due > now)
  for (const { it } of late) await countPutOff(tx, it.line)
  return {
    free: dues.filter(({ due }) => due <= now).map(({ it }) => it),
    later: late.map(({ it, due }) => ({ id: it.line.id, done: 'later', due })),
  }
}

const countPutOff = async (tx: Tx, { campaign, channel }: CampaignLine): Promise<void> => {
  if (!campaign) return
  const { id, run, lang } = campaign
  await addCounts(tx, { campaign: id, run }, [{ what: 'put-off', lang, channel, n: 1 }])
}

/** They are marked as being sent in this transaction. */
export const enterHours = (tx: Tx, its: Counted[], now: Instant): Promise<void> =>
  changeHours(tx, its, hours => withHour(hours, now))

/** The last one is about to be sent again: then it is counted again. */
export const leaveLastHour = async (tx: Tx, people: PersonKey[]): Promise<void> => {
  const known = await quotasOf(tx, people)
  await saveQuotas(
    tx,
    [...known].map(([person, hours]) => ({ person, hours: withoutHour(hours, Math.max(...hours)) })),
  )
}

/** They came to nothing. */
export const leaveHours = (tx: Tx, its: Counted[]): Promise<void> =>
  changeHours(tx, its, (hours, at) => withoutHour(hours, hourOf(at)))

const changeHours = async (
  tx: Tx,
  its: Counted[],
  change: (hours: number[], counted: Instant) => number[],
): Promise<void> => {
  const counted = its.flatMap(({ line: { person }, letter }) =>
    letter.counted === undefined ? [] : [{ person, at: letter.counted }],
  )
  if (counted.length === 0) return
  const hours = await quotasOf(
    tx,
    counted.map(({ person }) => person),
  )
  const after = new Map<PersonKey, number[]>()
  for (const { person, at } of counted) after.set(person, change(after.get(person) ?? hours.get(person) ?? [], at))
  await saveQuotas(
    tx,
    [...after].map(([person, hours]) => ({ person, hours })),
  )
}
