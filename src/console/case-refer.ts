/** Naming a help desk on the page of a case: the form, and the list that its script asks for. Nothing in it is about a person. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { DeskSearch } from '../app/desk-search.ts'
import { fieldsOf } from './form.ts'
import { type Frame, type Html, nameOf, say } from './page.ts'
import { guarded, type Room } from './room.ts'

/** What can be chosen besides the case's own topic and area. */
export type ReferOptions = { groups: string[]; areas: string[] }

const LONGEST = 80

export const referRoutes = (room: Room, desks: DeskSearch): Hono => {
  const routes = new Hono()
  // A post, so that what somebody types stands in no address.
  routes.post(
    '/staff/desks',
    guarded(room, 'case.work', async c => {
      const { words, topic, area } = await fieldsOf(c, 'words', 'topic', 'area')
      const ask = { words: words.slice(0, LONGEST), topic: topic || undefined, area: area || undefined }
      return c.json(desks.search(ask, room.frame(c).words.tag, room.world.now()))
    }),
  )
  return routes
}

/** What the script says while it looks. */
const TEXTS = ['noDesk', 'noDeskChosen', 'speaksTheirs'] as const

export const referForm = (
  { words }: Pick<Frame, 'words'>,
  { category, area }: { category: string; area: string | null },
  { groups, areas }: ReferOptions,
): Html => {
  const text = (key: string) => say(words, `refer.${key}`)
  const texts = Object.fromEntries(TEXTS.map(key => [key, text(key)]))
  const names = areas.map(code => ({ code, name: nameOf(words, `areas.${code}`, code) }))
  const sorted = names.filter(({ code }) => code !== area).sort((a, b) => a.name.localeCompare(b.name, words.tag))
  return html`<details class="filters"><summary>${text('title')}</summary><form class="stack" id="find-desks" role="search" data-words="${JSON.stringify(texts)}"><label for="desk-words">${text('words')}</label><input type="search" id="desk-words" name="words" autocomplete="off" maxlength="${LONGEST}"><label for="desk-topic">${text('topic')}</label><select id="desk-topic" name="topic"><option value="${category}">${nameOf(words, `categories.${category}.title`, category)}</option>${groups.map(
    group => html`<option value="${group}">${nameOf(words, `categories.group.${group}`, group)}</option>`,
  )}<option value="">${text('any_topic')}</option></select><label for="desk-area">${text('area')}</label><select id="desk-area" name="area">${
    area ? html`<option value="${area}">${nameOf(words, `areas.${area}`, area)}</option>` : ''
  }<option value="">${text('any_area')}</option>${sorted.map(
    ({ code, name }) => html`<option value="${code}">${name}</option>`,
  )}</select><button class="second">${text('find')}</button></form><form class="stack" id="refer" data-to="reply"><fieldset id="desks" hidden><legend>${text('found')}</legend></fieldset><p id="desks-told" role="status"></p><label for="refer-text">${text('sentence')}</label><textarea id="refer-text" name="text" dir="auto" maxlength="3000" aria-describedby="refer-hint"></textarea><p class="soft" id="refer-hint">${text('hint')}</p><button class="main">${text('send')}</button></form></details>`
}
