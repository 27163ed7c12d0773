import { html } from 'hono/html'
import type { DraftLook, DraftView } from '../../app/campaigns/drafts/index.ts'
import type { Sheet } from '../../app/campaigns/sheets.ts'
import { moment } from '../dates.ts'
import { type Frame, type Html, say } from '../page.ts'
import { findingsPart, reachPart } from './findings.ts'
import type { Fault } from './form/fields.ts'
import { previewPart } from './preview.ts'

/** `sheet`: saved or just typed; `faults`: what of it cannot be kept. */
type Come = { draft: DraftView; look: DraftLook; sheet: Sheet; faults: readonly Fault[] }

/** What the script asks for while somebody types. */
export const results = (frame: Frame, { draft, look, sheet, faults }: Come): Html =>
  html`<div id="results">${findingsPart(frame, look, faults)}${reachPart(frame, look)}${previewPart(frame, look, sheet, hash => `/staff/campaigns/${draft.campaign.id}/media/${hash}`)}</div>`

export const factsOf = ({ words }: Frame, { campaign, who, sheet, history }: DraftView): Html => {
  const saved = history.find(({ number }) => number === sheet.number)
  return html`<p><b class="mark">${say(words, `campaigns.state.${campaign.state}`)}</b>${campaign.demo ? html` <b class="mark">${say(words, 'campaigns.demo')}</b>` : ''} <span class="soft">${say(words, `campaigns.kind.${sheet.kind}`)} · <bdi>${who ?? say(words, 'campaigns.gone')}</bdi> · ${say(words, 'compose.sheet', { number: sheet.number })}${saved ? html` · ${moment(saved.at)}` : ''}</span></p>`
}
