/** Of campaigns, what hangs on the server's secret. */
import type { ExpressionBuilder } from 'kysely'
import type { Counted } from '../domain/campaigns/actions.ts'
import { contextOf } from './campaigns/actions.ts'
import { passedContext } from './campaigns/judged.ts'
import { launchContext } from './campaigns/launches.ts'
import { toId } from './ids.ts'
import { readMeta, removeMeta, writeMeta } from './meta.ts'
import { each, LOST, type Table } from './rekey-rows.ts'
import type { Tables } from './tables.ts'

const signers: Table = async (tx, turnover) =>
  each(await tx.selectFrom('signers').select(['id', 'seal']).execute(), async ({ id, seal }) => {
    const sealed = turnover.seal('signer', seal, toId(id))
    if (sealed) return tx.updateTable('signers').set({ seal: sealed }).where('id', '=', id).execute()
    await tx.deleteFrom('signers').where('id', '=', id).execute()
    return LOST
  })

const launches: Table = async (tx, turnover) => {
  const launched = tx.selectFrom('campaign_runs').select(['campaign', 'sheet', 'run', 'launch'])
  return each(await launched.where('launch', 'is not', null).execute(), async ({ campaign, sheet, run, launch }) => {
    const sealed = launch && turnover.seal('approval', launch, launchContext({ campaign: toId(campaign), sheet, run }))
    await tx
      .updateTable('campaign_runs')
      .set({ launch: sealed ?? null })
      .where('campaign', '=', campaign)
      .where('run', '=', run)
      .execute()
    return sealed ?? LOST
  })
}

const single: Table = async (tx, turnover) => {
  const [kept, instance] = [await readMeta(tx, 'single'), await readMeta(tx, 'instance')]
  return each(kept === undefined ? [] : [Buffer.from(kept, 'base64url')], async old => {
    const sealed = turnover.seal('approval', old, instance ?? '')
    if (sealed) return writeMeta(tx, 'single', Buffer.from(sealed).toString('base64url'))
    await removeMeta(tx, 'single')
    return LOST
  })
}

const campaignRefs: Table = async (tx, turnover) =>
  each(await tx.selectFrom('campaign_refs').select(['campaign', 'id', 'person', 'body']).execute(), async row => {
    const body = turnover.seal('campaign ref', row.body, toId(row.id))
    const person = turnover.id('person', row.person)
    const its = (eb: ExpressionBuilder<Tables, 'campaign_refs'>) =>
      eb.and([eb('campaign', '=', row.campaign), eb('id', '=', row.id)])
    if (body) return tx.updateTable('campaign_refs').set({ person, body }).where(its).execute()
    await tx.deleteFrom('campaign_refs').where(its).execute()
    return LOST
  })

const quotas: Table = async (tx, turnover) =>
  each(await tx.selectFrom('quotas').select('person').execute(), ({ person }) =>
    tx
      .updateTable('quotas')
      .set({ person: turnover.id('person', person) })
      .where('person', '=', person)
      .execute(),
  )

const actions: Table = async (tx, turnover) => {
  const rows = await tx.selectFrom('campaign_actions').select(['campaign', 'token', 'act', 'body']).execute()
  return each(rows, async ({ campaign, token, act, body }) => {
    const context = (bytes: Uint8Array) =>
      contextOf({ campaign: toId(campaign), token: toId(bytes), act: act as Counted })
    const after = turnover.id('actor', token)
    const sealed = turnover.seal('action', body, context(token), context(after))
    const its = (eb: ExpressionBuilder<Tables, 'campaign_actions'>) =>
      eb.and([eb('campaign', '=', campaign), eb('token', '=', token), eb('act', '=', act)])
    if (sealed) return tx.updateTable('campaign_actions').set({ token: after, body: sealed }).where(its).execute()
    await tx.deleteFrom('campaign_actions').where(its).execute()
    return LOST
  })
}

const passed: Table = async (tx, turnover) => {
  const rows = tx.selectFrom('campaign_words').select(['concern', 'text']).where('text', 'is not', null)
  return each(await rows.execute(), async ({ concern, text }) => {
    const sealed = turnover.seal('approval', Buffer.from(text ?? '', 'base64url'), passedContext(toId(concern)))
    const anew = sealed ? Buffer.from(sealed).toString('base64url') : null
    await tx.updateTable('campaign_words').set({ text: anew }).where('concern', '=', concern).execute()
    return anew ?? LOST
  })
}

/** Its cursor stands in an order that is no more: whoever has not become a line does not, so that nobody gets anything twice. */
const fillings: Table = async tx =>
  each(await tx.selectFrom('campaign_runs').select(['campaign', 'run']).where('state', '=', 'filling').execute(), it =>
    tx
      .updateTable('campaign_runs')
      .set({ state: 'sending', cursor: null })
      .where('campaign', '=', it.campaign)
      .where('run', '=', it.run)
      .execute(),
  )

/** The same of a weekly digest. */
const digest: Table = async tx => {
  const [at, far] = (await readMeta(tx, 'digest'))?.split(' ') ?? []
  if (at !== undefined && far !== 'done') await writeMeta(tx, 'digest', `${at} done`)
  return { moved: 0, lost: 0 }
}

/** Ids of uploads are found out anew by the next one who is sent the file. */
const mediaRefs: Table = async tx => {
  await tx.deleteFrom('media_refs').execute()
  return { moved: 0, lost: 0 }
}

export const CAMPAIGN_TABLES: readonly Table[] = [
  fillings,
  digest,
  actions,
  signers,
  launches,
  single,
  passed,
  campaignRefs,
  quotas,
  mediaRefs,
]
