import { html } from 'hono/html'
import type { Drill } from '../app/keyring/index.ts'
import { dayOf } from './dates.ts'
import { type Html, say } from './page.ts'
import type { ConsoleWords } from './words.ts'

/** Reminds somebody to prove that they open with their key, from two weeks before the last proof ends. */
export const drillNote = (words: ConsoleWords, drill: Drill | undefined): Html | '' =>
  !drill || drill.state === 'fresh'
    ? ''
    : html`<p class="alert">${say(words, `keys.remind.${drill.state}`, {
        until: drill.until ? dayOf(words, drill.until) : '',
      })} <a class="door" href="/staff/keys">${say(words, 'keys.remind.go')}</a></p>`
