/** Two people with phones of their own: they make keys, one vouches for the other, both sign a campaign, and one takes it back. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaffDoor } from '../../src/app/staff/index.ts'
import type { Role } from '../../src/app/staff.ts'
import { realWorld } from '../../src/house.ts'
import type { CampaignId, StaffId } from '../../src/kit/ids.ts'
import { campaignById } from '../../src/store/campaigns/index.ts'
import { runsOf } from '../../src/store/campaigns/runs.ts'
import { addCampaign } from '../app/campaigns/signed.ts'
import { joinAs } from '../console/joined.ts'
import { complaintsOf, expectGoodPage } from './measure.ts'
import { word } from './members.ts'
import { createBrowserStage } from './stage.ts'

const SHOTS = process.env.TULAY_TEST_SHOTS
const stage = createBrowserStage('web', { demo: false })
const PASSPHRASES = { ana: 'seven quokkas danced in the rain', ben: 'a lantern under the wooden bridge' }

const enter = async (role: Role, colorScheme: 'light' | 'dark') => {
  const { store, privacy, url } = stage.house
  const joined = await joinAs(
    store,
    createStaffDoor({ store, privacy, world: realWorld, demo: false }),
    realWorld,
    role,
  )
  const context = await stage.browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } })
  await context.addCookies([{ name: 'tulay-staff', value: joined.token, url }])
  const page = await context.newPage()
  const sent: string[] = []
  page.on('request', request => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  const row = await store.tx(tx =>
    tx.selectFrom('staff').select('id').where('name', '=', joined.name).executeTakeFirst(),
  )
  const look = async (name: string) => {
    await expectGoodPage(page)
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `signing-${name}-${colorScheme}.png`), fullPage: true })
  }
  return {
    ...{ page, sent, look, context, name: joined.name, complaints: complaintsOf(page) },
    id: Buffer.from(row?.id ?? []).toString('base64url') as StaffId,
    go: (path: string) => page.goto(`${url}/staff/${path}`),
    press: (key: string) =>
      page
        .getByRole('button', { name: word(key), exact: false })
        .first()
        .click(),
    async make(passphrase: string, again = passphrase) {
      await page.locator('#make #passphrase').fill(passphrase)
      await page.locator('#make #again').fill(again)
      await page.locator('#make button').click()
    },
  }
}
type Person = Awaited<ReturnType<typeof enter>>

describe('signing', { timeout: 120_000 }, () => {
  let [ana, ben] = [] as unknown as [Person, Person]
  let id = '' as CampaignId
  beforeAll(async () => {
    ana = await enter('administrator', 'light')
    ben = await enter('organizer', 'dark')
    ;({ id } = await addCampaign(stage.house, { owner: ana.id, state: 'draft', at: Date.now() }))
  })
  afterAll(() => {
    const all = [...ana.sent, ...ben.sent].join('\n')
    for (const passphrase of Object.values(PASSPHRASES))
      for (const form of [passphrase, encodeURIComponent(passphrase), passphrase.replaceAll(' ', '+')])
        expect(all).not.toContain(form)
    expect([...ana.complaints, ...ben.complaints]).toEqual([])
  })

  it('the first key holds at once, the second after the first one’s signature', async () => {
    await ana.go('signing')
    await ana.page.locator('#make').waitFor()
    await ana.make('too short')
    await ana.page.getByText(word('signing.script.short')).waitFor()
    await ana.look('first')
    await ana.make(PASSPHRASES.ana)
    await ana.page.getByText(word('signing.mine.active')).waitFor()
    await ben.go('signing')
    await ben.make(PASSPHRASES.ben)
    await ben.page.getByText(word('signing.mine.waits')).waitFor()
    await ben.look('waits')
    const printed = await ben.page.locator(`[data-of="${ben.id}"] [data-print]`).innerText()

    await ana.go('signing')
    const row = ana.page.locator(`[data-of="${ben.id}"]`)
    expect(await row.locator('[data-print]').innerText()).toBe(printed)
    await ana.look('vouch')
    await row.locator('input[type=password]').fill(PASSPHRASES.ben)
    await row.getByRole('button').first().click()
    await row.getByText(word('signing.script.wrong')).waitFor()
    await row.locator('input[type=password]').fill(PASSPHRASES.ana)
    await row.getByRole('button').first().click()
    await row.locator('.mark').getByText(word('signing.state.active'), { exact: true }).waitFor()
    await ben.go('signing')
    await ben.page.getByText(word('signing.mine.active')).waitFor()
  })

  it('one lays a draft before both, both sign what they read, and it is held', async () => {
    await ana.go(`campaigns/${id}`)
    await ana.press('approve.lay_button')
    await ana.page.getByRole('heading', { level: 1, name: word('approve.title') }).waitFor()
    await ana.look('read')
    await ana.page.locator('#passphrase').fill(PASSPHRASES.ben)
    await ana.page.locator('#approve button').click()
    await ana.page.getByText(word('approve.script.wrong')).waitFor()
    await ana.page.locator('#passphrase').fill(PASSPHRASES.ana)
    await ana.page.locator('#approve button').click()
    await ana.page.getByText(word('approve.you_signed')).waitFor()
    await ben.go(`campaigns/${id}/approve`)
    await ben.page.getByText(word('approve.count', { count: 1, all: 2 })).waitFor()
    await ben.page.locator('#passphrase').fill(PASSPHRASES.ben)
    await ben.page.locator('#approve button').click()
    await ben.page.getByText(word('approve.count', { count: 2, all: 2 })).waitFor()
    await ben.page.getByText(word('approve.hold')).waitFor()
    await ben.look('held')
    const { store } = stage.house
    expect(await store.tx(tx => campaignById(tx, id))).toMatchObject({ state: 'approved' })
    expect(await store.tx(tx => runsOf(tx, id))).toMatchObject([{ state: 'waits', purpose: 'call', sheet: 1 }])
  })

  it('while it is held one of them takes it back', async () => {
    await ben.press('approve.take_back')
    await ben.page.getByRole('heading', { level: 1, name: word('campaigns.title') }).waitFor()
    const { store } = stage.house
    expect(await store.tx(tx => campaignById(tx, id))).toMatchObject({ state: 'draft' })
    expect(await store.tx(tx => tx.selectFrom('campaign_approvals').selectAll().execute())).toEqual([])
    expect((await store.tx(tx => runsOf(tx, id))).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('a new passphrase opens the same key, the old one none; retiring it makes who is left single', async () => {
    await ben.go('signing')
    await ben.page.locator('#changing summary').click()
    for (const [field, text] of [
      ['old', PASSPHRASES.ben],
      ['new', `${PASSPHRASES.ben} again`],
      ['once-more', `${PASSPHRASES.ben} again`],
    ])
      await ben.page.locator(`#${field}`).fill(text ?? '')
    await ben.press('keys.change_button')
    await ben.page.getByText(word('signing.script.rewrapped')).waitFor()
    await ana.go('signing')
    const row = ana.page.locator(`[data-of="${ben.id}"]`)
    await row.locator('summary').click()
    await row.locator('input[name=sure]').check()
    await row.locator('form[action$="/retire"] button').click()
    await ana.page.getByText(word('signing.single.about')).waitFor()
    await ana.press('signing.single.on')
    await ana.page.locator('aside.single').waitFor()
    await ana.look('single')
    await ben.go('campaigns')
    await ben.page.locator('aside.single').waitFor()
    await ben.look('single')
  })

  it('without a script it says that signing needs one', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await context.addCookies(await ana.context.cookies())
    const page = await context.newPage()
    await page.goto(`${stage.house.url}/staff/signing`)
    await page.getByText(word('signing.script_needed')).waitFor()
  })
})
