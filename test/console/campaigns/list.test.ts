/** The list of campaigns, and how one is begun. */
import { expect, test } from 'vitest'
import { readSheet } from '../../../src/domain/campaigns/sheet.ts'
import { allCampaigns, sheetsOf } from '../../../src/store/campaigns/index.ts'
import { textOf } from '../queue-rig.ts'
import { serveOrganizer } from './organizer.ts'

const open = async () => {
  const { server, headers } = await serveOrganizer()
  const post = (fields: Record<string, string>) => {
    const init = { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' as const }
    return fetch(`${server.url}/staff/campaigns`, init)
  }
  const list = async () => textOf(await (await fetch(`${server.url}/staff/campaigns`, { headers })).text())
  return { ...server, post, list }
}

test('what was begun stands among the drafts with an empty sheet, and belongs to this database', async () => {
  const { store, post, list } = await open()
  expect(await list()).toContain('There is none yet')
  expect((await post({ kind: 'petition', title: '  Pay   on time ' })).status).toBe(303)
  expect(await list()).toMatch(/Draft Pay on time Petition/)
  const [it] = await store.tx(tx => allCampaigns(tx))
  const [kept] = await store.tx(tx => sheetsOf(tx, it?.id ?? ('' as never)))
  expect(readSheet(kept?.body ?? '')).toMatchObject({
    number: 1,
    instance: store.instance,
    campaign: it?.id,
    texts: {},
  })
})

test.each([[{ kind: 'petition', title: '   ' }], [{ kind: 'spam', title: 'Pay on time' }], [{ title: 'Pay on time' }]])(
  '%j is refused in words',
  async fields => {
    const { store, post } = await open()
    const answer = await post(fields as Record<string, string>)
    expect([answer.status, textOf(await answer.text())]).toEqual([400, expect.stringContaining('Nothing was begun')])
    expect(await store.tx(tx => allCampaigns(tx))).toEqual([])
  },
)
