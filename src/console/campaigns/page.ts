import { html } from 'hono/html'
import type { DraftChoices, DraftLook, DraftView } from '../../app/campaigns/drafts/index.ts'
import type { Sheet } from '../../app/campaigns/sheets.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import type { Language } from '../port.ts'
import { signersPart } from './approve/doors.ts'
import { deskPart } from './desks.ts'
import { type Sheaf, text } from './form/controls.ts'
import { besidePart, checksPart, datesPart, eventPart } from './form/dates.ts'
import { actionsPart } from './form/doing.ts'
import type { Fault, Fields } from './form/fields.ts'
import { peoplePart } from './form/people.ts'
import { mediaPart, textParts } from './form/texts.ts'
import { historyPart } from './history.ts'
import { factsOf, results } from './results.ts'
import { copyPart } from './templates.ts'
import { testPart } from './test-send.ts'

export type ComposeAssets = { css: string; script: string }

/** `fields`: what the form shows. `sheet`: what that comes to. `refused`, `told`: keys under `console.compose`. */
export type ComposeView = {
  draft: DraftView
  fields: Fields
  sheet: Sheet
  faults: readonly Fault[]
  look: DraftLook
  choices: DraftChoices
  /** Whether whoever looks may write. */
  writes: boolean
  refused?: string | undefined
  told?: { key: string; count: number } | undefined
}

/** One campaign as it stands: to write on, or to look at. */
export const composePage = (frame: Frame, assets: ComposeAssets, view: ComposeView): Html => {
  const { draft, refused, told } = view
  const { campaign } = draft
  const { words } = frame
  const open = view.writes && draft.open
  const main = html`<link rel="stylesheet" href="${assets.css}">${open ? html`<script defer src="${assets.script}"></script>` : ''}${
    refused ? html`<p class="alert" role="alert">${say(words, `compose.refused.${refused}`)}</p>` : ''
  }${told ? html`<p role="status">${say(words, `compose.${told.key}`, { count: told.count })}</p>` : ''}${factsOf(frame, draft)}${courseLink(frame, draft)}${open ? formOf(frame, view) : ''}${results(frame, view)}${signersPart(frame, { campaign, purpose: draft.sheet.purpose, writes: view.writes })}${
    open ? html`${deskPart(frame, [])}${testPart(frame, draft)}` : ''
  }${view.writes ? copyPart(frame, draft) : ''}${historyPart(frame, draft)}`
  return shell(frame, campaign.title, main, true)
}

/** How it goes, as soon as it can go. */
const courseLink = ({ words }: Frame, { campaign, open }: DraftView): Html | '' =>
  open
    ? ''
    : html`<p><a class="door" href="/staff/campaigns/${campaign.id}/progress">${say(words, 'compose.course')}</a></p>`

const formOf = (frame: Frame, { draft, fields, choices, faults }: ComposeView): Html => {
  const it: Sheaf = { frame, fields, languages: languagesOf(frame, fields) }
  const id = draft.campaign.id
  return html`<form class="compose" id="compose" method="post" enctype="multipart/form-data" action="/staff/campaigns/${id}" data-preview="/staff/campaigns/${id}/preview"${faults.length > 0 ? html` data-unsaved` : ''}><input type="hidden" name="over" value="${fields.one('over') || draft.sheet.number}">${textParts(it)}${mediaPart(it, draft.files)}${actionsPart(it)}${peoplePart(it, choices)}${datesPart(it, choices)}${eventPart(it, choices)}${besidePart(it)}${checksPart(it)}<p><button class="main">${text(it, 'save')}</button></p></form>`
}

/** All that we speak, and those in which something is written already. */
const languagesOf = ({ words }: Frame, fields: Fields): Language[] => {
  const known = words.languages()
  const more = [...new Set([...fields.ends('title-'), ...fields.ends('body-')])]
  return [
    ...known,
    ...more
      .filter(tag => !known.some(it => it.tag === tag))
      .map((tag): Language => ({ tag, endonym: tag, dir: 'ltr' })),
  ]
}
