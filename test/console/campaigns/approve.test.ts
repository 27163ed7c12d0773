/** The page on which people sign: it tells what stands in the sheet, for that is what they sign. */
import { expect, test } from 'vitest'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { Campaign } from '../../../src/store/campaigns/index.ts'
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
