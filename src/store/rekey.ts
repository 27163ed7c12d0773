/** Carries every row that hangs on the server's secret over to a new one. What it leaves alone hangs on none. */
import type { PersonKey } from '../kit/ids.ts'
import type { Turnover } from '../privacy/turnover.ts'
import { toId } from './ids.ts'
import type { Tx } from './index.ts'

import { removeMeta } from './meta.ts'
import { CAMPAIGN_TABLES } from './rekey-campaigns.ts'
import { each, LOST, type Rekeyed, type Table } from './rekey-rows.ts'
import { loadSubscription, removeSubscription, saveSubscription } from './subscriptions.ts'

export type { Rekeyed } from './rekey-rows.ts'

/** One transaction's work: afterwards no id and no seal of the old secret is left in any table. */
export const rekey = async (tx: Tx, turnover: Turnover): Promise<Rekeyed> => {
  const done = { moved: 0, lost: 0 }
  // An hour of tries is not worth carrying over.
  await tx.deleteFrom('staff_tries').execute()
  // Who is signed in stays so, and proves anew who they are.
  await tx.updateTable('staff_sessions').set({ proof: null }).execute()
  for (const table of [
    people,
    sessions,
    subscriptions,
    drafts,
    notices,
    outbox,
    traces,
    inbox,
    tries,
    staff,
    staffChats,
    ...CAMPAIGN_TABLES,
  ]) {
    const { moved, lost } = await table(tx, turnover)
    done.moved += moved
    done.lost += lost
  }
  return done
}

/** When the secret is lost: deletes what nobody can open or find again. Returns how many rows. */
export const forgetKeyed = async (tx: Tx): Promise<number> => {
  let count = 0
  for (const table of KEYED) count += Number((await tx.deleteFrom(table).executeTakeFirstOrThrow()).numDeletedRows)
  // Their names and roles hang on no secret; without the second factor they cannot sign in until they are invited anew.
  await tx.updateTable('staff').set({ verifier: null, totp: null }).where('totp', 'is not', null).execute()
  await removeMeta(tx, 'single')
  return count
}
const KEYED = [
  'people',
  'sessions',
  'subscriptions',
  'drafts',
  'notices',
  'outbox',
  'traces',
  'inbox',
  'tries',
  'staff_tries',
  'staff_chats',
  'signers',
  'campaign_refs',
  'campaign_actions',
  'quotas',
] as const

const people: Table = async (tx, turnover) =>
  each(await tx.selectFrom('people').select('person').execute(), ({ person }) =>
    tx
      .updateTable('people')
      .set({ person: turnover.id('person', person) })
      .where('person', '=', person)
      .execute(),
  )

const sessions: Table = async (tx, turnover) =>
  each(await tx.selectFrom('sessions').select(['person', 'state']).execute(), async ({ person, state }) => {
    const after = turnover.id('person', person)
    const sealed = turnover.seal('session', state, toId(person), toId(after))
    if (sealed)
      return tx.updateTable('sessions').set({ person: after, state: sealed }).where('person', '=', person).execute()
    await tx.deleteFrom('sessions').where('person', '=', person).execute()
    return LOST
  })

/** Taken out and put back, because the topics hang on the person. */
const subscriptions: Table = async (tx, turnover) =>
  each(await tx.selectFrom('subscriptions').select('person').execute(), async ({ person }) => {
    const row = await loadSubscription(tx, toId(person))
    const after = toId<PersonKey>(turnover.id('person', person))
    const address = row && turnover.seal('address', row.address, row.person, after)
    await removeSubscription(tx, toId(person))
    if (!address) return LOST
    return saveSubscription(tx, { ...row, person: after, address })
  })

const drafts: Table = async (tx, turnover) =>
  each(await tx.selectFrom('drafts').select(['id', 'person']).execute(), async ({ id, person }) => {
    // One by one: a draft may be a photo.
    const { body } = await tx.selectFrom('drafts').select('body').where('id', '=', id).executeTakeFirstOrThrow()
    const sealed = turnover.seal('draft', body, toId(id))
    if (sealed)
      return tx
        .updateTable('drafts')
        .set({ person: turnover.id('person', person), body: sealed })
        .where('id', '=', id)
        .execute()
    await tx.deleteFrom('drafts').where('id', '=', id).execute()
    return LOST
  })

const notices: Table = async (tx, turnover) =>
  each(await tx.selectFrom('notices').select(['concern', 'owner', 'address']).execute(), async row => {
    const address = turnover.seal('notice', row.address, toId(row.concern))
    const owner = turnover.id('notice owner', row.owner)
    if (address) return tx.updateTable('notices').set({ owner, address }).where('concern', '=', row.concern).execute()
    await tx.deleteFrom('notices').where('concern', '=', row.concern).execute()
    return LOST
  })

const outbox: Table = async (tx, turnover) =>
  each(await tx.selectFrom('outbox').select(['id', 'person', 'cause']).execute(), async ({ id, person, cause }) => {
    const { body } = await tx.selectFrom('outbox').select('body').where('id', '=', id).executeTakeFirstOrThrow()
    const sealed = turnover.seal('outbox', body, toId(id))
    if (!sealed) {
      await tx.deleteFrom('outbox').where('id', '=', id).execute()
      return LOST
    }
    // What was seen carries no update's hash but a mark of its own (`markHeldSeen`).
    const isHash = cause?.some(byte => byte !== 0)
    return tx
      .updateTable('outbox')
      .set({
        person: turnover.id('person', person),
        cause: cause && isHash ? turnover.id('update', cause) : cause,
        body: sealed,
      })
      .where('id', '=', id)
      .execute()
  })

const traces: Table = async (tx, turnover) =>
  each(await tx.selectFrom('traces').select(['person', 'ref']).execute(), async ({ person, ref }) => {
    const after = turnover.id('person', person)
    const sealed = turnover.seal('trace', ref, toId(person), toId(after))
    const row = tx.updateTable('traces').where('person', '=', person).where('ref', '=', ref)
    if (sealed) return row.set({ person: after, ref: sealed }).execute()
    await tx.deleteFrom('traces').where('person', '=', person).where('ref', '=', ref).execute()
    return LOST
  })

const inbox: Table = async (tx, turnover) =>
  each(await tx.selectFrom('inbox').select('hash').execute(), ({ hash }) =>
    tx
      .updateTable('inbox')
      .set({ hash: turnover.id('update', hash) })
      .where('hash', '=', hash)
      .execute(),
  )

const tries: Table = async (tx, turnover) =>
  each(await tx.selectFrom('tries').select(['key', 'hour']).execute(), ({ key, hour }) =>
    tx
      .updateTable('tries')
      .set({ key: turnover.id('person', key) })
      .where('key', '=', key)
      .where('hour', '=', hour)
      .execute(),
  )

const staff: Table = async (tx, turnover) =>
  each(await tx.selectFrom('staff').select(['id', 'totp']).where('totp', 'is not', null).execute(), async row => {
    const totp = row.totp && turnover.seal('staff', row.totp, toId(row.id))
    await tx
      .updateTable('staff')
      .set({ totp: totp ?? null })
      .where('id', '=', row.id)
      .execute()
    return totp ?? LOST
  })

const staffChats: Table = async (tx, turnover) =>
  each(await tx.selectFrom('staff_chats').select(['person', 'address']).execute(), async ({ person, address }) => {
    const after = turnover.id('person', person)
    const sealed = turnover.seal('chat', address, toId(person), toId(after))
    if (sealed)
      return tx
        .updateTable('staff_chats')
        .set({ person: after, address: sealed })
        .where('person', '=', person)
        .execute()
    await tx.deleteFrom('staff_chats').where('person', '=', person).execute()
    return LOST
  })
