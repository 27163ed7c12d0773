import { html } from 'hono/html'
import type { Moderation } from '../../../app/campaigns/course/index.ts'
import { LONGEST_WORDS } from '../../../app/campaigns/course/index.ts'
import { DEMO_PASSPHRASE } from '../../../app/demo.ts'
import type { Staff } from '../../../app/staff.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { bars } from './bars.ts'
import { inWords } from './results-page.ts'
import { coursePage } from './tabs.ts'

type View = NonNullable<Awaited<ReturnType<Moderation['see']>>>

/** What the script says. */
const SCRIPT_WORDS = [
  'aside',
  'asideDone',
  'closed',
  'comment',
  'damaged',
  'gone',
  'idle',
  'locked',
  'nothing',
  'number',
  'offline',
  'open',
  'opening',
  'organization',
  'pass',
  'passed',
  'poll',
  'public',
  'refused',
  'text',
  'wrong',
] as const

/** Words of people, opened in the browser of a keyholder. Counting needs no script; reading does. */
export const wordsPage = (frame: Frame, it: View, me: Staff, assets: string): Html => {
  const { words, demo } = frame
  const texts = Object.fromEntries(
    SCRIPT_WORDS.map(key => [key, say(words, `course.words.script.${key}`, { n: '{n}', length: '{length}' })]),
  )
  const comment = it.sheet?.actions.find(({ kind }) => kind === 'comment')
  const questions =
    comment?.kind === 'comment'
      ? Object.fromEntries(comment.questions.map(({ code, ask }) => [code, inWords(words, ask, it.sheet?.fallback)]))
      : {}
  const titles = Object.fromEntries(Object.entries(it.sheet?.texts ?? {}).map(([lang, { title }]) => [lang, title]))
  return coursePage(
    frame,
    'words',
    { campaign: it.campaign, petition: it.sheet?.actions.some(({ kind }) => kind === 'sign') === true },
    html`<link rel="stylesheet" href="${assets}/case/case.css"><p>${say(words, 'course.words.text')}</p>${
      it.counts.length === 0
        ? html`<p>${say(words, 'course.words.none')}</p>`
        : bars(words, {
            caption: say(words, 'course.words.caption'),
            what: say(words, 'course.words.what'),
            lines: it.counts.map(({ act, state, n }) => ({
              label: `${say(words, `course.words.script.${act}`)}: ${say(words, `course.words.state.${state}`)}`,
              n,
            })),
          })
    }${
      me.holder
        ? html`<section id="moderation" data-place="/staff/campaigns/${it.campaign.id}/words" data-title="${inWords(words, titles, it.sheet?.fallback)}" data-questions="${JSON.stringify(questions)}" data-longest="${LONGEST_WORDS}" data-words="${JSON.stringify(texts)}"><p id="scriptless">${say(words, 'case.script_needed')}</p><form class="stack" id="unlock" hidden>${demo ? html`<p class="soft">${say(words, 'case.demo', { passphrase: DEMO_PASSPHRASE })}</p>` : ''}<label for="passphrase">${say(words, 'case.passphrase')}</label><input type="password" id="passphrase" autocomplete="current-password" required><button class="main">${say(words, 'case.unlock')}</button></form><p id="told" role="status"></p><div id="opened" hidden><p><button type="button" class="plain" id="lock">${say(words, 'case.lock')}</button></p><p class="report">${say(words, 'course.words.remind')}</p><ol class="words-list" id="list"></ol><p><button type="button" class="second" id="more" hidden>${say(words, 'course.words.more')}</button></p><section><h2>${say(words, 'course.words.export')}</h2><p>${say(words, 'course.words.export_text')}</p><p class="row"><button type="button" class="second" id="export">${say(words, 'course.words.export_one')}</button><button type="button" class="plain" id="export-each">${say(words, 'course.words.export_each')}</button></p></section></div></section><script type="module" src="${assets}/campaigns/words.js"></script>`
        : html`<p>${say(words, 'case.no_key')}</p>`
    }`,
  )
}
