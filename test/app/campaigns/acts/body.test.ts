import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { type ActionBody, openBody, sealBody } from '../../../../src/app/campaigns/acts/body.ts'
import { realWorld } from '../../../../src/house.ts'
import type { ActorKey, Address, CampaignId, ConcernId } from '../../../../src/kit/ids.ts'
import { createPrivacy } from '../../../../src/privacy/index.ts'

const privacy = createPrivacy({ secret: randomBytes(32), world: realWorld })
const key = { campaign: 'A'.repeat(22) as CampaignId, token: 'B'.repeat(22) as ActorKey, act: 'poll' } as const
const BODIES: ActionBody[] = [
  { answer: [], area: '', lang: 'en', turn: 0 },
  { answer: ['pay'], area: 'JP-27', lang: 'fil', turn: 1_794_000_000_000_000 },
  {
    answer: Array.from({ length: 10 }, (_, n) => `option0${n}`),
    area: 'JP-27',
    lang: 'zh-Hant',
    turn: 0,
    words: 'C'.repeat(22) as ConcernId,
    to: { channel: 'telegram', address: '7000123456789' as Address },
  },
]

it('whatever somebody did, and whether they want to be told, has the same length', () => {
  expect(new Set(BODIES.map(it => sealBody(privacy, key, it).length)).size).toBe(1)
})

it('opens in its own row and in no other', () => {
  for (const it of BODIES) {
    const body = sealBody(privacy, key, it)
    expect(openBody(privacy, { ...key, body })).toEqual(it)
    expect(openBody(privacy, { ...key, act: 'sign', body })).toBeUndefined()
    expect(openBody(privacy, { ...key, token: 'D'.repeat(22) as ActorKey, body })).toBeUndefined()
  }
})
