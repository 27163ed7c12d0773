/** The page on which people sign: it tells what stands in the sheet, for that is what they sign. */
import { expect, test } from 'vitest'
import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { Campaign } from '../../../src/store/campaigns/index.ts'
import { directory } from '../../app/rig.ts'
import { plantCampaign } from '../../store/planted-campaigns.ts'
import { textOf } from '../queue-rig.ts'
import { serveOrganizer } from './organizer.ts'

const open = async ({ sheet, ...it }: Partial<Campaign> & { sheet: Partial<Sheet> }) => {
  const { server, headers } = await serveOrganizer()
  const id = await plantCampaign(server.store, { state: 'signing', ...it, sheet })
  const answer = await fetch(`${server.url}/staff/campaigns/${id}/approve`, { headers })
  const html = await answer.text()
  return { html, text: textOf(html) }
}

test('the kind is the one that is signed, whatever a column says', async () => {
  const { text } = await open({ kind: 'petition', sheet: { kind: 'warning' } })
  expect(text).toContain('Warning of a scam or rumour')
  expect(text).not.toContain('Petition')
})

const texts = { en: { title: 'Pay on time', body: 'Workers of {{area}}:\ncall {{desk:jp-houterasu}}, not {{name}}.' } }
const only = (areas: string[], except: string[] = []) => ({
  ...EVERYBODY,
  areas,
  except: { ...EVERYBODY.except, areas: except },
})

test('words stand there as somebody in one of its areas reads them, beside the names of what is put in', async () => {
  const [desk] = directory.desks.search({ words: '' }, 'en', 0)
  const body = texts.en.body.replace('jp-houterasu', desk?.id ?? '')
  const sheet = { texts: { en: { ...texts.en, body } }, audience: only(['JP-13', 'JP-27']) }
  const { html, text } = await open({ sheet })
  expect(html).toContain('Workers of <mark>Tokyo</mark> <code dir="ltr">{{area}}</code>:\ncall <mark>')
  expect(html).toContain(`</mark> <code dir="ltr">{{desk:${desk?.id}}}</code>, not {{name}}.`)
  expect(text).toContain('As somebody in Tokyo reads it.')
})

test('one for everybody is shown for somewhere that is not left out; where nothing is put in, nothing is said of it', async () => {
  const everybody = await open({ sheet: { texts, audience: only([], ['JP']) } })
  expect(everybody.text).toMatch(/As somebody in (?!Japan|Tokyo|Hokkaido)\w/)
  const plain = await open({ sheet: { texts: { en: { title: 'Pay', body: 'On <b>time</b>' } } } })
  expect(plain.html).toContain('<p class="as-written" dir="auto">On &lt;b&gt;time&lt;/b&gt;</p>')
  expect(plain.text).not.toContain('As somebody')
})
