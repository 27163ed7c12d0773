import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Drafts } from '../../app/campaigns/drafts/index.ts'
import { deskPlaceholder } from '../../app/campaigns/sheets.ts'
import { fieldsOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import { guarded, type StaffRoom } from '../room.ts'

type Found = ReturnType<Drafts['desks']>

const LONGEST = 80

/** Looking for a help desk to put into a text. A post, so that what somebody types stands in no address. */
export const deskRoutes = (room: StaffRoom, drafts: Drafts, css: string): Hono => {
  const routes = new Hono()
  routes.post(
    '/staff/campaigns/desks',
    guarded(room, 'campaign.write', async c => {
      const { words } = await fieldsOf(c, 'words')
      const frame = room.frame(c)
      const found = drafts.desks({ words: words.slice(0, LONGEST) }, frame.words.tag)
      const page = html`<link rel="stylesheet" href="${css}">${deskPart(frame, found, words)}`
      return room.send(c, shell(frame, say(frame.words, 'compose.desks.title'), page, true))
    }),
  )
  return routes
}

/** The search, and what it found with the placeholder to put in. Without a script it opens a page of its own, and nothing typed is lost. */
export const deskPart = ({ words }: Frame, found: Found, asked?: string): Html =>
  html`<details class="part" id="desks"${asked === undefined ? '' : html` open`}><summary>${say(words, 'compose.desks.title')}</summary><div><form method="post" action="/staff/campaigns/desks" target="_blank" role="search" class="fields"><p><label for="desk-words">${say(words, 'refer.words')}</label><input type="search" id="desk-words" name="words" maxlength="${LONGEST}" autocomplete="off" value="${asked ?? ''}"></p><p><button>${say(words, 'refer.find')}</button></p></form><div id="desks-found">${
    asked === undefined
      ? ''
      : found.length === 0
        ? html`<p role="status">${say(words, 'refer.noDesk')}</p>`
        : html`<p class="soft" role="status">${say(words, 'compose.desks.hint')}</p><ul class="rows">${found.map(
            ({ id, name, place, state }) =>
              html`<li><span><b>${name}</b> <span class="soft">${[place, state].filter(Boolean).join(' · ')}</span><br><code dir="ltr">${deskPlaceholder(id)}</code></span><button type="button" class="plain" data-insert="${deskPlaceholder(id)}" hidden>${say(words, 'compose.desks.insert')}<span class="quiet"> ${name}</span></button></li>`,
          )}</ul>`
  }</div></div></details>`
