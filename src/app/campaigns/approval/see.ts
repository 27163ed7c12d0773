import { ENOUGH } from '../../../domain/campaigns/hold.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import type { Campaign } from '../../../store/campaigns/index.ts'
import { staffNames } from '../../../store/staff.ts'
import { nextFive } from '../cron.ts'
import { type Example, exampleOf } from '../filled.ts'
import { ableSigners } from '../signing/able-signers.ts'
import { ownSigner } from '../signing/own-signer.ts'
import { singleOf } from '../signing/single.ts'
import { validApprovals, verdictOf } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import type { ApprovalRooms } from './rooms.ts'
import { type Subject, subjectsOf } from './subject.ts'

/** All that stands on the page on which people sign. */
export type ApprovalView = {
  campaign: Campaign
  sheet: Sheet
  /** The bytes that are signed. */
  body: string
  /** The same texts with what stands in the place of placeholders. */
  example: Example
  findings: ReturnType<typeof findingsOf>
  /** Whose signatures count. */
  signed: { name: string; at: Instant; mine: boolean }[]
  /** How many it takes. */
  needed: number
  /** When the next five go out, of what recurs. */
  next: Instant[]
  /** From when on it may go out, if enough have signed. */
  from: Instant | undefined
  /** One's own key. */
  mine: 'none' | 'waits' | 'active'
  now: Instant
}

/** @param number which one; without it, or where that is not signed any more, the newest that waits for signatures, else the newest. */
export const seeApproval = (
  rooms: ApprovalRooms,
  staff: Staff,
  id: CampaignId,
  number?: number,
): Promise<ApprovalView | undefined> =>
  rooms.store.tx(async tx => {
    const now = rooms.world.now()
    const able = await ableSigners(tx, rooms)
    const needed = (await singleOf(tx, rooms, able)) ? 1 : ENOUGH
    const all = await subjectsOf(tx, rooms, id)
    const lacks = async ({ kept, sheet }: Subject): Promise<boolean> =>
      sheet.until > now && (await validApprovals(tx, rooms, kept, able)).length < needed
    const subject = all.find(({ kept }) => kept.number === number) ?? (await firstThat(all, lacks)) ?? all[0]
    if (!subject) return undefined
    const { campaign, kept, sheet } = subject
    const names = await staffNames(tx)
    const signed = await validApprovals(tx, rooms, kept, able)
    const verdict = await verdictOf(tx, rooms, id, kept.number, now)
    const own = await ownSigner(tx, rooms, staff.id)
    const next = sheet.when.how === 'cron' ? nextFive(sheet.when.cron, sheet.when.zone, now) : undefined
    return {
      ...{ campaign, sheet, body: kept.body, now },
      example: exampleOf(rooms, sheet),
      findings: findingsOf(rooms, sheet),
      signed: signed.map(({ signer, at }) => ({
        name: names.get(signer.staff) ?? '',
        at,
        mine: signer.staff === staff.id,
      })),
      needed,
      next: next?.ok ? next.value : [],
      from: verdict.from,
      mine: able.some(it => it.staff === staff.id) ? 'active' : own ? 'waits' : 'none',
    }
  })

const firstThat = async <T>(all: readonly T[], fits: (it: T) => Promise<boolean>): Promise<T | undefined> => {
  for (const it of all) if (await fits(it)) return it
  return undefined
}
