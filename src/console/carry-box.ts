import { html } from 'hono/html'
import type { ConcernId } from '../kit/ids.ts'
import { type Frame, type Html, say } from './page.ts'

/** On the case's page, for who holds a key. */
export const carrying = ({ words }: Frame, id: ConcernId): Html =>
  html`<details class="filters"><summary>${say(words, 'viewer.carry_title')}</summary><p>${say(words, 'viewer.save_hint')}</p><p><a class="link" href="/staff/case/${id}/save" download>${say(words, 'viewer.save_case')}</a></p><form class="stack" method="post" action="/staff/case/${id}/bring" enctype="multipart/form-data"><label for="bring">${say(words, 'viewer.bring')}</label><input type="file" id="bring" name="file" accept=".json,application/json"><label for="bring-text">${say(words, 'viewer.bring_text')}</label><textarea id="bring-text" name="text" rows="3" spellcheck="false" autocomplete="off"></textarea><button class="second">${say(words, 'viewer.bring_button')}</button></form></details>`
