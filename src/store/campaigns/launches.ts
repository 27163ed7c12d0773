import type { CampaignId, Instant } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Sealed } from '../../privacy/seal.ts'
import { toBytes } from '../ids.ts'
import type { Tx } from '../index.ts'

type Run = { campaign: CampaignId; sheet: number; run: number }
/** For which area a template was launched, and when. */
export type Launch = { area: string; at: Instant }

/** Binds the launch to its run under the server's secret: a run that was written to the database by other hands sends nothing. */
export const sealLaunch = async (
  tx: Tx,
  { privacy }: { privacy: Pick<Privacy, 'seal'> },
  it: Run & Launch,
): Promise<void> => {
  const launch: Sealed = privacy.seal('approval', JSON.stringify({ area: it.area, at: it.at }), launchContext(it))
  await tx
    .updateTable('campaign_runs')
    .set({ launch })
    .where('campaign', '=', toBytes(it.campaign))
    .where('run', '=', it.run)
    .execute()
}

export const launchOf = async (
  tx: Tx,
  { privacy }: { privacy: Pick<Privacy, 'open'> },
  it: Run,
): Promise<Launch | undefined> => {
  const row = await tx
    .selectFrom('campaign_runs')
    .select(['area', 'launch'])
    .where('campaign', '=', toBytes(it.campaign))
    .where('run', '=', it.run)
    .executeTakeFirst()
  const open = row?.launch && privacy.open('approval', row.launch, launchContext(it))
  const launch = open && (JSON.parse(Buffer.from(open).toString()) as Launch)
  return launch && launch.area === row.area ? launch : undefined
}

export const launchContext = ({ campaign, sheet, run }: Run): string => `launch ${campaign} ${sheet} ${run}`
