/** People before campaigns that a group has signed: the whole app over a real database, without doors. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action } from '../../../../src/domain/campaigns/actions.ts'
import type { Sheet } from '../../../../src/domain/campaigns/sheet.ts'
import type { State } from '../../../../src/domain/campaigns/states.ts'
import { realWorld } from '../../../../src/house.ts'
import type { Address, CampaignId, UpdateKey } from '../../../../src/kit/ids.ts'
import type { Deed } from '../../../../src/kit/inbound.ts'
import { type Message, plain } from '../../../../src/kit/message.ts'
import { actTallies } from '../../../../src/store/campaigns/figures.ts'
import { openRig, type Rig } from '../../rig.ts'
import { addCampaign, addPerson, approve } from '../signed.ts'

export const EVENT = {
  starts: Date.UTC(2099, 0, 10, 1),
  ends: Date.UTC(2099, 0, 10, 3),
  zone: 'Asia/Tokyo',
  place: { en: 'Demo hall', ja: 'デモ会館' },
  remind: [],
}
export const POLL: Action = {
  kind: 'poll',
  ask: { en: 'What is most urgent?', ja: '何が一番大切ですか。' },
  options: [
    { code: 'pay', label: { en: 'Wages', ja: '給料' } },
    { code: 'rest', label: { en: 'Days off', ja: '休み' } },
    { code: 'home', label: { en: 'Housing', ja: '家' } },
  ],
  most: 1,
  other: true,
}
export const COMMENT: Action = {
  kind: 'comment',
  summary: { en: 'The ministry wants to change a rule.' },
  questions: [
    { code: 'who', ask: { en: 'Whom does it touch?' } },
    { code: 'how', ask: { en: 'What would it change for you?' } },
  ],
}
export const ALL: Action[] = [
  { kind: 'sign', target: 5000 },
  { kind: 'rsvp', places: 2 },
  POLL,
  COMMENT,
  { kind: 'organization' },
  { kind: 'friend' },
  { kind: 'calendar' },
]

export type Acts = Rig & {
  folder: string
  /** Of this moment; `pass` lets time go by. */
  now(): number
  pass(ms: number): void
  /** Signed by two, and out. */
  campaign(changes?: Partial<Omit<Sheet, 'campaign' | 'instance'>> & { state?: State }): Promise<CampaignId>
  person(name: string, channel?: string): Person
  tallies(campaign: CampaignId): Promise<Record<string, number>>
}
export type Person = {
  address: Address
  channel: string
  do(...deeds: (Deed | string)[]): Promise<string>
  tap(campaign: CampaignId, act: string): Promise<string>
  /** Messages of the last answer; of a channel that pushes, as they went out. */
  last(): Message[]
}

let updates = 0

export const openActs = async (options: Partial<Parameters<typeof openRig>[1]> = {}): Promise<Acts> => {
  let later = 0
  const world = { ...realWorld, now: () => realWorld.now() + later }
  const folder = await mkdtemp(join(tmpdir(), 'tulay-acts-'))
  const rig = await openRig(folder, { world, ...options })
  const signers = [await addPerson(rig), await addPerson(rig)] as const
  return {
    ...rig,
    folder,
    async close() {
      await rig.close()
      await rm(folder, { recursive: true, force: true })
    },
    now: world.now,
    pass: ms => {
      later += ms
    },
    async campaign(changes = {}) {
      const it = await addCampaign(rig, {
        actions: ALL,
        event: EVENT,
        state: 'running',
        ...changes,
        owner: signers[0].staff.id,
      })
      for (const signer of signers) await approve(rig, it, signer, world.now() - 600_000)
      return it.id
    },
    person: (name, channel = 'web') => personOf(rig, name, channel),
    tallies: async campaign => {
      const rows = await rig.store.tx(tx => actTallies(tx, campaign))
      // The list by language, and of the list by area those that are known.
      const told = rows.filter(({ area }) => area !== '')
      const key = ({ act, answer, area, lang }: (typeof rows)[number]) =>
        `${act} ${answer} ${area === '*' ? '' : area} ${lang}`
      return Object.fromEntries(told.map(it => [key(it), it.n]))
    },
  }
}

/** Somebody who talks to this app: also to one that was started anew. */
export const personOf = ({ app }: Rig, name: string, channel: string): Person => {
  const address = name as Address
  let messages: Message[] = []
  const send = async (it: Deed) => {
    const [reply] = await app.receive([{ channel, address, update: `acts ${++updates}` as UpdateKey, at: 0, it }])
    messages = reply?.messages ?? []
  }
  const shown = () =>
    messages
      .map(({ text, choices }) => [plain(text), ...choices.map(({ label }) => `[${label}]`)].join('\n'))
      .join('\n\n')
  return {
    address,
    channel,
    async do(...deeds) {
      for (const deed of deeds) await send(typeof deed === 'string' ? { kind: 'text', text: deed } : deed)
      return shown()
    },
    async tap(campaign, act) {
      await send({ kind: 'tap', token: `c.${campaign}.${act}` })
      return shown()
    },
    last: () => messages,
  }
}

/** The way to a yes, in English. */
export const YES: Deed[] = [
  { kind: 'command', name: 'start', args: '' },
  { kind: 'text', text: 'English' },
  { kind: 'text', text: '1' },
]
