import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import { realWorld } from '../../src/house.ts'
import type { CampaignId } from '../../src/kit/ids.ts'
import { COMMENT, EVENT, POLL } from '../app/campaigns/acts/rig.ts'
import { addCampaign, addPerson, approve } from '../app/campaigns/signed.ts'
import type { StoryHouse } from './rig.ts'

/** A call that two people have signed and that goes out, with everything that one can do. */
export const plantCall = async (
  { store, privacy }: Pick<StoryHouse, 'store' | 'privacy'>,
  { demo = true, ...changes }: Partial<Omit<Sheet, 'campaign' | 'instance'>> & { demo?: boolean } = {},
): Promise<CampaignId> => {
  const rooms = { store, privacy }
  const signers = [await addPerson(rooms, { demo }), await addPerson(rooms, { demo })] as const
  const actions = [{ kind: 'sign', target: 50 }, { kind: 'rsvp', places: null }, POLL, COMMENT] as const
  const it = await addCampaign(rooms, {
    ...{ owner: signers[0].staff.id, state: 'running', demo, event: EVENT },
    actions: [...actions, { kind: 'organization' }, { kind: 'friend' }, { kind: 'calendar' }],
    ...changes,
  })
  for (const signer of signers) await approve(rooms, it, signer, realWorld.now() - 600_000)
  return it.id
}
