import { BEGUN } from '../../../domain/campaigns/states.ts'
import { OUR_ZONES, zoneOf } from '../../../domain/zones.ts'
import type { Lang } from '../../../kit/ids.ts'
import { allCampaigns } from '../../../store/campaigns/index.ts'
import type { CampaignRooms } from '../index.ts'

export type Choosable = { value: string; label: string }
/** What the form offers. */
export type DraftChoices = {
  topics: Choosable[]
  /** By country, the country itself first. */
  areas: { country: string; areas: Choosable[] }[]
  channels: string[]
  /** Campaigns in which people can have taken part. */
  took: Choosable[]
  zones: readonly string[]
  /** In which hours are told that have no zone of their own. */
  zone: string
}

/** Channels on which people subscribe to alerts. */
const CHANNELS = ['telegram', 'web']

export const draftChoices = async (
  { store, directory, world, demo }: CampaignRooms,
  lang: Lang,
): Promise<DraftChoices> => {
  const ask = { lang, now: world.now(), with: {} }
  const out = await store.tx(tx => allCampaigns(tx, BEGUN))
  const named = ({ value, label }: Choosable): Choosable => ({ value, label })
  return {
    topics: directory.look('groups', ask).map(named),
    areas: directory.look('areas', ask).map(({ value, label }) => ({
      country: label,
      areas: directory.look('areas', { ...ask, under: value }).map(named),
    })),
    channels: CHANNELS,
    took: out.filter(it => it.demo === demo).map(({ id, title }) => ({ value: id, label: title })),
    zones: OUR_ZONES,
    zone: zoneOf(undefined),
  }
}
