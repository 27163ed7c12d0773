/** What is missing, too long or unfit, and what might be looked at once more. */
import { html } from 'hono/html'
import type { DraftLook } from '../../app/campaigns/drafts/index.ts'
import { moment } from '../dates.ts'
import { type Frame, type Html, say } from '../page.ts'
import type { ConsoleWords } from '../words.ts'
import { endonym as endonymOf } from './approve/audience-words.ts'
import type { Fault } from './form/fields.ts'

/** @param faults what was typed and cannot be kept. */
export const findingsPart = ({ words }: Frame, look: DraftLook, faults: readonly Fault[]): Html => {
  const wrong = [
    ...faults.map(
      ({ field, code }) =>
        html`<li><a href="#${field}">${placeOf(words, field)}</a>: ${say(words, `compose.fault.${code}`)}</li>`,
    ),
    ...look.findings
      .filter(({ isWarning, code }) => !isWarning && code !== 'placeholder')
      .map(it => html`<li>${findingOf(words, it)}</li>`),
    ...(look.next?.ok === false
      ? [html`<li><a href="#cron">${say(words, `compose.cron.${look.next.why}`)}</a></li>`]
      : []),
    ...look.unfillable.map(
      ({ lang, written, line }) =>
        html`<li><a href="#body-${lang}">${endonym(words, lang)}</a>: ${say(words, 'compose.unfillable', { line })} <code dir="ltr">${written}</code></li>`,
    ),
  ]
  const hints = [
    ...look.findings.filter(it => it.isWarning).map(it => html`<li>${findingOf(words, it)}</li>`),
    ...look.hints.map(it =>
      it.code === 'night'
        ? html`<li>${say(words, 'compose.hint.night')}</li>`
        : html`<li><a href="#body-${it.lang}">${endonym(words, it.lang)}</a>: ${say(words, `compose.hint.${it.code}`)} <q><bdi lang="${it.lang}">${it.found}</bdi></q></li>`,
    ),
    ...look.unticked.map(
      check => html`<li>${say(words, 'compose.checks.open')} ${say(words, `compose.checks.${check}`)}</li>`,
    ),
  ]
  return html`<section id="findings"><h2>${say(words, 'compose.findings')}</h2><p role="status">${
    wrong.length === 0 ? say(words, 'compose.fine') : say(words, 'compose.wrong', { count: wrong.length })
  }</p>${list(wrong)}${hints.length > 0 ? html`<h3>${say(words, 'compose.hints')}</h3>${list(hints)}` : ''}</section>`
}

const findingOf = (words: ConsoleWords, { code, lang }: DraftLook['findings'][number]): Html =>
  html`${say(words, `ready.${code}`, { lang: lang === undefined ? '' : endonymOf(words, lang) })}`

/** How many it would reach, and when it goes out again and again. */
export const reachPart = ({ words }: Frame, { reach, next }: DraftLook): Html => {
  const number = (n: typeof reach.all) => (n === 'few' ? say(words, 'compose.reach.few') : `${n}`)
  return html`<section><h2>${say(words, 'compose.reach.title')}</h2><p><b>${number(reach.all)}</b> <span class="soft">${say(words, 'compose.reach.text')}</span></p>${
    reach.langs.length > 1
      ? html`<ul>${reach.langs.map(({ lang, n }) => html`<li>${endonym(words, lang)}: ${number(n)}</li>`)}</ul>`
      : ''
  }${
    next?.ok
      ? html`<h3>${say(words, 'compose.next')}</h3><ol>${next.value.map(at => html`<li>${moment(at)}</li>`)}</ol>`
      : ''
  }</section>`
}

const list = (items: Html[]): Html | '' => (items.length > 0 ? html`<ul>${items}</ul>` : '')

const endonym = (words: ConsoleWords, lang: string): Html => html`<bdi lang="${lang}">${endonymOf(words, lang)}</bdi>`

/** Names of fields, by how they begin. */
const PLACES: [RegExp, string][] = [
  [/^title-(.+)$/, 'title'],
  [/^body-(.+)$/, 'body'],
  [/^goal$/, 'goal'],
  [/^(sources)$/, 'sources'],
  [/^poll-ask-(.+)$/, 'acts.ask'],
  [/^poll-label-\d+-(.+)$/, 'acts.poll'],
  [/^(?:act-poll|poll-)/, 'acts.poll'],
  [/^comment-ask-\d+-(.+)$/, 'acts.comment'],
  [/^comment-summary-(.+)$/, 'acts.summary'],
  [/^act-comment/, 'acts.comment'],
  [/^sign-/, 'acts.sign'],
  [/^rsvp-/, 'acts.rsvp'],
  [/^(?:how|at|local|cron)/, 'when.title'],
  [/^until$/, 'when.until_short'],
  [/^ends$/, 'when.ends_short'],
  [/^(?:event|remind)-/, 'event.title'],
  [/^not-/, 'people.except'],
  [/^(?:topic|area|lang|channel|took|joined)/, 'people.title'],
]

const placeOf = (words: ConsoleWords, field: string): Html => {
  const [pattern, key = 'words'] = PLACES.find(([it]) => it.test(field)) ?? []
  const lang = pattern?.exec(field)?.[1]
  const name = say(words, `compose.${key}`)
  return lang === undefined || key === 'sources' ? html`${name}` : html`${name}, ${endonym(words, lang)}`
}
