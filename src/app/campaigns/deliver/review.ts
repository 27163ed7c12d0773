import type { Purpose, Sheet } from '../../../domain/campaigns/sheet.ts'
import type { RunPurpose } from '../../../domain/campaigns/states.ts'
import type { CampaignId, Instant } from '../../../kit/ids.ts'
import { sheetsOf } from '../../../store/campaigns/index.ts'
import { type Run, runByNumber } from '../../../store/campaigns/runs.ts'
import type { Tx } from '../../../store/index.ts'
import { oncePerTx } from '../../../store/once-per-tx.ts'
import { isRecalled } from '../recalled.ts'
import type { Refusal, Verdict } from '../verdict.ts'

/** What may be said in a run now. `number`: of the sheet that it is a sending of. `sheet` undefined: messages are taken away, and nothing is said. `from`: not before. */
export type Review =
  | { ok: true; number: number; sheet: Sheet | undefined; purpose: RunPurpose; emergency: boolean }
  | { ok: false; why: Refusal; from?: Instant }

/** A. `verdictOf` fits; injected, so that this room asks one question. */
export type AskVerdict = (tx: Tx, campaign: CampaignId, sheet: number, now: Instant, run: number) => Promise<Verdict>

/** Which sheets a run may send: people signed each for one purpose. */
const FITS: Record<Exclude<RunPurpose, 'recall'>, readonly Purpose[]> = {
  call: ['call', 'template'],
  reminder: ['call', 'template'],
  correction: ['correction'],
  result: ['result'],
}

/** What whoever looks at a campaign sees of it: people signed it, though some of them may have left since. */
export type AskSeen = (tx: Tx, campaign: CampaignId, now: Instant) => Promise<Sheet | undefined>
type Asks = { verdictOf: AskVerdict; seen: AskSeen }

/** Asks once for each run in one transaction. */
export const createReviews = (asks: Asks) => {
  const once = oncePerTx<Review>()
  return (tx: Tx, { id, run }: { id: CampaignId; run: number }, now: Instant): Promise<Review> =>
    once(tx, `${id} ${run}`, () => reviewOf(asks, tx, { campaign: id, run }, now))
}

const reviewOf = async (
  { verdictOf, seen }: Asks,
  tx: Tx,
  key: Pick<Run, 'campaign' | 'run'>,
  now: Instant,
): Promise<Review> => {
  const run = await runByNumber(tx, key)
  if (!run) return { ok: false, why: 'unknown' }
  if (run.state === 'cancelled') return { ok: false, why: 'cancelled' }
  // Nothing is said: what is wrong may be taken away however the campaign stands.
  const number = run.sheet
  if (run.purpose === 'recall') return { ok: true, number, sheet: undefined, purpose: 'recall', emergency: false }
  const said = run.purpose === 'call' || run.purpose === 'reminder'
  if (said && (await isRecalled(tx, run.campaign))) return { ok: false, why: 'cancelled' }
  const verdict = await verdictOf(tx, key.campaign, run.sheet, now, key.run)
  if (!verdict.ok) return verdict
  if (!FITS[run.purpose].includes(verdict.sheet.purpose)) return { ok: false, why: 'unsigned' }
  // Also in place of an older correction, which may be tried again when a newer one is on phones already.
  const corrected = run.purpose === 'result' ? undefined : await correctionOf(verdictOf, tx, run, now)
  const sheet = corrected ?? verdict.sheet
  // Who corrected it has left: their words go to nobody any more, and what they found wrong waits until others have corrected it.
  if (said && isOlder(sheet, await seen(tx, key.campaign, now))) return { ok: false, why: 'hold' }
  return {
    ok: true,
    number,
    sheet,
    purpose: run.purpose,
    emergency: sheet.emergency && sheet.audience.areas.length > 0,
  }
}

const isOlder = (sheet: Sheet, seen: Sheet | undefined): boolean =>
  seen?.purpose === 'correction' && (sheet.purpose !== 'correction' || sheet.number < seen.number)

/** Who has not read it yet reads it corrected, as soon as enough people have signed that; what waits for signatures takes nothing back. */
const correctionOf = async (
  ask: AskVerdict,
  tx: Tx,
  { campaign, run, sheet: number }: Run,
  now: Instant,
): Promise<Sheet | undefined> => {
  for (const kept of await sheetsOf(tx, campaign, 'correction')) {
    // It was of another call, which was taken back before it went out.
    if (kept.number < number) return undefined
    const verdict = await ask(tx, campaign, kept.number, now, run)
    // Signed, and too late to change what is on phones: whoever reads for the first time reads these words all the same.
    if (verdict.sheet?.purpose === 'correction') return verdict.sheet
  }
  return undefined
}
