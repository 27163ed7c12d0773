import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { callOf } from '../../../src/app/campaigns/acts/call.ts'
import { HOLD } from '../../../src/domain/campaigns/hold.ts'
import { createPrivacy } from '../../../src/privacy/index.ts'
import { writeMeta } from '../../../src/store/meta.ts'
import { setSignerState } from '../../../src/store/signers.ts'
import { freshStore, NOW, world } from '../../store/fresh.ts'
import { addCampaign, addPerson, approve } from './signed.ts'

test('in a group of one a retired key, which may be stolen, shows nothing to anybody alone', async () => {
  const store = await freshStore()
  const rooms = { store, privacy: createPrivacy({ secret: randomBytes(32), world }), demo: false }
  const [one, gone] = [await addPerson(rooms), await addPerson(rooms)]
  await store.tx(tx => setSignerState(tx, rooms, gone.signer, 'retired'))
  const on = JSON.stringify({ id: 'x', signer: one.signer.id, day: '2023-11-14' })
  const sealed = Buffer.from(rooms.privacy.seal('approval', on, store.instance)).toString('base64url')
  await store.tx(tx => writeMeta(tx, 'single', sealed))
  const seen = async (by: typeof one) => {
    const campaign = await addCampaign(rooms, { owner: one.staff.id, state: 'running' })
    await approve(rooms, campaign, by, NOW - HOLD.usual)
    return (await store.tx(tx => callOf(tx, rooms, campaign.id, NOW))) !== undefined
  }
  expect(await seen(one)).toBe(true)
  expect(await seen(gone)).toBe(false)
})
