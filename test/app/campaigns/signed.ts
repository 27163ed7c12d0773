/** A group whose people can sign, and campaigns that they have signed: as browsers do it, on a real database. */
import { randomBytes } from 'node:crypto'
import { type Sheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import type { State } from '../../../src/domain/campaigns/states.ts'
import type { Role, Staff } from '../../../src/domain/staff.ts'
import type { CampaignId, Instant, StaffId } from '../../../src/kit/ids.ts'
import { approvalBytes } from '../../../src/privacy/approvals.ts'
import type { Privacy } from '../../../src/privacy/index.ts'
import { FORMATS, wrapKey } from '../../../src/privacy/key-file.ts'
import { openSodium } from '../../../src/privacy/sodium.ts'
import { keepApproval } from '../../../src/store/campaigns/approvals.ts'
import { insertCampaign, insertSheet } from '../../../src/store/campaigns/index.ts'
import type { Store } from '../../../src/store/index.ts'
import { insertSigner, type Signer, type SignerState } from '../../../src/store/signers.ts'
import { insertStaff } from '../../../src/store/staff.ts'
import { sheetOf } from '../../domain/campaigns/sheets.ts'

type Rooms = { store: Store; privacy: Privacy }
const newId = () => randomBytes(16).toString('base64url')
const sodium = await openSodium()
export const CHEAP = { memory: 1024, passes: 1 }
export const PASSPHRASE = 'one two three four five'

/** Somebody with a key of their own; `sign` is what their browser does with it. */
export type Person = { staff: Staff; signer: Signer; sign(bytes: Uint8Array): Uint8Array }

/** As a browser makes one. */
export const newKey = async (passphrase = PASSPHRASE) => {
  const seed = sodium.randombytes_buf(sodium.crypto_sign_SEEDBYTES)
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed)
  const key = { format: FORMATS.signer, publicKey, privateKey: seed, passphrase, cost: CHEAP }
  const sign = (bytes: Uint8Array): Uint8Array => sodium.crypto_sign_detached(bytes, privateKey)
  return { publicKey, wrapped: await wrapKey(sodium, key), sign }
}

export const addStaff = async ({ store }: Rooms, role: Role = 'organizer', demo = false): Promise<Staff> => {
  const staff: Staff = { id: newId() as StaffId, name: newId(), role, holder: undefined, demo }
  await store.tx(tx => insertStaff(tx, { ...staff, salt: randomBytes(16) }))
  return staff
}

/** Laid out like a browser's file about this public key, at a browser's cost. */
export const fileOf = (publicKey: Uint8Array, { format = 2, passes = 3 } = {}): Uint8Array => {
  const file = Buffer.alloc(129)
  file[0] = format
  file.writeUInt32LE(passes, 1)
  file.writeUInt32LE(65_536, 5)
  file.set(publicKey, 49)
  return new Uint8Array(file)
}

/** @param of a key of somebody who is here already */
export const addPerson = async (
  rooms: Rooms,
  {
    role = 'organizer',
    state = 'active',
    of,
    demo = false,
  }: { role?: Role; state?: SignerState; of?: Staff; demo?: boolean } = {},
): Promise<Person> => {
  const staff = of ?? (await addStaff(rooms, role, demo))
  const { publicKey, wrapped, sign } = await newKey()
  const signer: Signer = { id: newId(), staff: staff.id, publicKey, state, since: '2023-11-14' }
  await rooms.store.tx(tx => insertSigner(tx, { ...rooms, demo }, signer, wrapped))
  return { staff, signer, sign }
}

/** A campaign with one sheet, in this state; nobody has signed it. */
export const addCampaign = async (
  { store }: Rooms,
  {
    owner,
    state = 'approved',
    demo = false,
    at = 0,
    ...changes
  }: Partial<Omit<Sheet, 'campaign' | 'instance'>> & {
    owner: StaffId
    state?: State
    demo?: boolean
    at?: Instant
  },
): Promise<{ id: CampaignId; number: number; body: string }> => {
  const id = newId() as CampaignId
  const sheet = sheetOf({ ...changes, campaign: id, instance: store.instance })
  const body = writeSheet(sheet)
  await store.tx(async tx => {
    await insertCampaign(tx, { id, kind: sheet.kind, title: 'Demo', owner, state, day: '2023-11-14', demo })
    await insertSheet(tx, { campaign: id, number: sheet.number, purpose: sheet.purpose, body, staff: owner, at })
  })
  return { id, number: sheet.number, body }
}

/** As a browser signs it and the server keeps it. */
export const approve = (
  { store }: Pick<Rooms, 'store'>,
  { id, number, body }: { id: CampaignId; number: number; body: string },
  by: Person,
  at: Instant,
): Promise<void> =>
  store.tx(tx =>
    keepApproval(tx, {
      ...{ campaign: id, sheet: number, signer: by.signer.id, at },
      signature: by.sign(approvalBytes(body, at)),
    }),
  )

/** Two people, and a campaign that both have signed at `at`. */
export const signedCampaign = async (
  rooms: Rooms,
  { at, ...changes }: Partial<Omit<Sheet, 'campaign' | 'instance'>> & { at: Instant; state?: State; demo?: boolean },
) => {
  const { demo = false } = changes
  const people = [await addPerson(rooms, { demo }), await addPerson(rooms, { demo })] as const
  const campaign = await addCampaign(rooms, { ...changes, owner: people[0].staff.id })
  for (const person of people) await approve(rooms, campaign, person, at)
  return { people, campaign }
}
