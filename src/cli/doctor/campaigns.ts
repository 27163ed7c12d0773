import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Refusal, verdictOf } from '../../app/campaigns/verdict.ts'
import { isMain, newestEach } from '../../domain/campaigns/newest.ts'
import { readSheet, type Sheet } from '../../domain/campaigns/sheet.ts'
import type { State } from '../../domain/campaigns/states.ts'
import type { Instant } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import { allCampaigns, type Campaign, sheetsOf } from '../../store/campaigns/index.ts'
import { openRuns } from '../../store/campaigns/runs.ts'
import type { Tx } from '../../store/index.ts'
import { openLedger } from '../../store/ledger.ts'
import type { Look } from '../../store/look.ts'
import { mediaByHash } from '../../store/media.ts'
import { readMeta } from '../../store/meta.ts'
import { readHold } from '../../store/standing.ts'
import { type Finding, judge, some } from './finding.ts'

const HOUR = 3_600_000
/** Making lines takes minutes, also of a million people. */
const LONG = { waits: HOUR, filling: 6 * HOUR }
const GOING: State[] = ['signing', 'approved', 'running', 'paused']
/** What comes right by itself, or was so wished. */
const FINE: readonly Refusal[] = ['hold', 'stopped', 'paused', 'cancelled', 'expired']
/** A template goes out only where it is launched: not knowing that is what is asked last, when enough have signed. */
const FINE_AHEAD: readonly Refusal[] = [...FINE, 'unknown']

type Kept = { campaign: Campaign; number: number; sheet: Sheet | undefined }

/** @param privacy undefined where the secret is not right: who signed is not asked then. */
export const lookAtCampaigns = async (
  { read }: Look,
  { folder, now, privacy }: { folder: string; now: Instant; privacy: Privacy | undefined },
): Promise<Finding[]> =>
  read(async tx => {
    const stopped = (await readMeta(tx, 'campaigns')) === 'stopped'
    const held = (await readHold(tx)) !== undefined
    const kept = await newestSheets(tx)
    const lame = kept.filter(({ sheet }) => sheet === undefined).length
    const lost = await lostMedia(tx, kept)
    const stuck = stopped || held ? 0 : await stuckRuns(tx, now)
    const unable = privacy ? await unsigned(tx, { folder, now, privacy, kept }) : 0
    return [
      judge(
        'kill switch',
        stopped && 'All campaigns and alerts are stopped. When they shall go on: npm run tulay -- campaigns go',
        'Campaigns are not stopped.',
      ),
      judge(
        'sheets',
        lame > 0 &&
          `${some(lame, 'campaign stands', 'campaigns stand')} on a sheet that cannot be read: it was changed outside Tulay, or is of a newer version. It does not go out. Cancel it on the console and begin it anew.`,
        'Every campaign’s sheet can be read.',
      ),
      judge(
        'media',
        lost > 0 &&
          `${some(lost, 'file')} of campaigns is not there, or is not what was signed. Cancel the campaign and upload it anew, or restore a backup.`,
        'Every file of a campaign is there, as it was signed.',
      ),
      judge(
        'signatures',
        unable > 0 &&
          `${some(unable, 'campaign is', 'campaigns are')} to go out, but not signed by enough people who can sign now: somebody has left, or changed their key. It waits until it is signed anew, on its page.`,
        'Every campaign that is to go out is signed.',
      ),
      judge(
        'sendings',
        stuck > 0 &&
          `${some(stuck, 'sending of a campaign', 'sendings of campaigns')} should have gone on more than an hour ago. Is Tulay running? Look at its page, then start again.`,
        'No sending of a campaign is stuck.',
      ),
    ]
  })

/** Of each purpose, of all that goes on or is to. */
const newestSheets = async (tx: Tx): Promise<Kept[]> => {
  const found: Kept[] = []
  for (const campaign of await allCampaigns(tx, GOING)) {
    for (const { number, body } of newestEach(await sheetsOf(tx, campaign.id)))
      found.push({ campaign, number, sheet: readSheet(body) })
  }
  return found
}

const lostMedia = async (tx: Tx, kept: readonly Kept[]): Promise<number> => {
  const hashes = new Set(kept.flatMap(({ sheet }) => Object.values(sheet?.media ?? {}).map(({ hash }) => hash)))
  let lost = 0
  for (const hash of hashes) {
    const media = await mediaByHash(tx, hash)
    if (!media || createHash('sha256').update(media.bytes).digest('base64url') !== hash) lost++
  }
  return lost
}

const stuckRuns = async (tx: Tx, now: Instant): Promise<number> => {
  const going = new Map((await allCampaigns(tx, ['approved', 'running'])).map(it => [it.id, it]))
  const runs = (await openRuns(tx)).filter(({ campaign }) => going.has(campaign))
  return runs.filter(({ state, at, began }) =>
    state === 'waits' ? at < now - LONG.waits : state === 'filling' && (began ?? at) < now - LONG.filling,
  ).length
}

/** The same question that the way out asks before each batch. */
const unsigned = async (
  tx: Tx,
  { folder, now, privacy, kept }: { folder: string; now: Instant; privacy: Privacy; kept: readonly Kept[] },
): Promise<number> => {
  const instance = (await readMeta(tx, 'instance')) ?? ''
  const store = { instance, ledger: openLedger(join(folder, 'ledger')) }
  let count = 0
  for (const { campaign, number, sheet } of kept) {
    if (!sheet || !isMain(sheet) || (campaign.state !== 'approved' && campaign.state !== 'running')) continue
    const verdict = await verdictOf(tx, { store, privacy, demo: campaign.demo }, campaign.id, number, now)
    if (!verdict.ok && !(sheet.purpose === 'template' ? FINE_AHEAD : FINE).includes(verdict.why)) count++
  }
  return count
}
