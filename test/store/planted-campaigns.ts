import { randomBytes } from 'node:crypto'
import type { Counted } from '../../src/domain/campaigns/actions.ts'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { writeSheet } from '../../src/domain/campaigns/sheet.ts'
import type { RunPurpose, RunState } from '../../src/domain/campaigns/states.ts'
import type { CampaignId, ChannelName, ConcernId, StaffId } from '../../src/kit/ids.ts'
import type { SealedConcern } from '../../src/privacy/case-keys.ts'
import { addCounts } from '../../src/store/campaigns/counts.ts'
import { type Campaign, insertCampaign, insertSheet } from '../../src/store/campaigns/index.ts'
import { moveRun, planRun } from '../../src/store/campaigns/runs.ts'
import { addTallies } from '../../src/store/campaigns/tallies.ts'
import { insertWords, type Wordy } from '../../src/store/campaigns/words.ts'
import type { Store } from '../../src/store/index.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { anyKept, NOW } from './fresh.ts'

const newId = () => randomBytes(16).toString('base64url')

export type Counts = Record<string, [area: string, lang: string, n: number][]>

/** A campaign with its sheet, and what people did: by act and answer, such as `sign` or `poll.yes`. */
export const plantCampaign = async (
  store: Store,
  { counts = {}, ...it }: Partial<Campaign> & { sheet?: Partial<Sheet>; counts?: Counts } = {},
): Promise<CampaignId> => {
  const id = newId() as CampaignId
  const kind = it.sheet?.kind ?? 'petition'
  const staff = newId() as StaffId
  const campaign = { kind, title: 'Pay on time', owner: staff, state: 'running', day: '2026-01-05', demo: false, ...it }
  const { sheet, ...row } = campaign
  await store.tx(async tx => {
    await insertCampaign(tx, { ...(row as Campaign), id })
    const whole = sheetOf({ kind, actions: [{ kind: 'sign', target: 1000 }], campaign: id, ...sheet })
    const body = writeSheet({ ...whole, instance: store.instance })
    await insertSheet(tx, { campaign: id, number: 1, purpose: 'call', body, staff, at: NOW })
    for (const [what, rows] of Object.entries(counts)) {
      const [act = '', answer = ''] = what.split('.')
      for (const [area, lang, n] of rows)
        await addTallies(tx, [{ campaign: id, act: act as Counted, answer, area, lang, n }])
    }
  })
  return id
}

export type Lines = [what: string, lang: string, channel: string, n: number][]

/** One sending of it, and what became of its lines. */
export const plantRun = (
  store: Store,
  campaign: CampaignId,
  {
    purpose = 'call',
    state = 'sending',
    ended = null,
    lines = [],
  }: { purpose?: RunPurpose; state?: RunState; ended?: number | null; lines?: Lines } = {},
): Promise<number> =>
  store.tx(async tx => {
    const run = await planRun(tx, { campaign, sheet: 1, purpose, at: NOW })
    await moveRun(tx, { campaign, run }, ['waits'], { state, began: NOW, ended })
    const counts = lines.map(([what, lang, channel, n]) => ({ what, lang, channel: channel as ChannelName, n }))
    await addCounts(tx, { campaign, run }, counts)
    return run
  })

/** Words that somebody wrote for it; sealed to a real key where one is given, else any bytes. */
export const plantWords = async (
  store: Store,
  campaign: CampaignId,
  {
    act,
    holders = [],
    sealed,
    demo = false,
  }: {
    act: Wordy
    holders?: string[]
    sealed?: { id: ConcernId; shred: Uint8Array; kept: Pick<SealedConcern, 'parts' | 'wraps'> }
    demo?: boolean
  },
): Promise<ConcernId> => {
  const any = anyKept()
  const id = sealed?.id ?? (newId() as ConcernId)
  const { parts, wraps } = sealed?.kept ?? {
    parts: any.parts,
    wraps: holders.map(holder => ({ holder, sealed: randomBytes(80) })),
  }
  await store.shred.put([{ id, half: sealed?.shred ?? randomBytes(32) }])
  await store.tx(tx => insertWords(tx, { id, campaign, act, demo, sealed: { parts, wraps } }))
  return id
}
