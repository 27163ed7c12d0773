import { html } from 'hono/html'
import type { Action, Example, Sheet } from '../../../app/campaigns/approval/index.ts'
import { CHECKS } from '../../../app/campaigns/sheets.ts'
import { moment } from '../../dates.ts'
import { type Html, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import type { ConsoleWords } from '../../words.ts'
import { spanView } from '../preview.ts'
import { audienceWords, endonym } from './audience-words.ts'

type Filled = Example['texts'][string][number]

type Beside = { example: Example; next: readonly number[] }

/** Everything that stands in a sheet, and nothing else: what is signed is what is read here. Only what stands in a placeholder's place is beside it. */
export const sheetView = (words: ConsoleWords, sheet: Sheet, { example, next }: Beside): Html => {
  const fact = (key: string, value: Html | string) =>
    html`<dt>${say(words, `approve.fact.${key}`)}</dt><dd>${value}</dd>`
  const { fallback, event, sources, ends, until, emergency, open, goal, actions, media } = sheet
  return html`${exampleWords(words, example)}${Object.entries(sheet.texts).map(
    ([lang, { title }]) =>
      html`<article class="said" lang="${lang}"><p class="soft" lang="${words.tag}">${endonym(words, lang)}</p><h3 dir="auto">${title}</h3><p class="as-written" dir="auto">${example.texts[lang]?.map(filledView)}</p>${sources.length === 0 ? '' : html`<ul>${sources.map(it => html`<li dir="auto">${it}</li>`)}</ul>`}</article>`,
  )}<dl class="sheet">${fact('purpose', say(words, `approve.purpose.${sheet.purpose}`))}${goal ? fact('goal', html`<span dir="auto">${goal}</span>`) : ''}${
    emergency ? fact('emergency', html`<b class="late">${say(words, 'approve.emergency')}</b>`) : ''
  }${fact('audience', audienceWords(words, sheet.audience))}${fact('fallback', fallback === null ? say(words, 'approve.no_fallback') : endonym(words, fallback))}${fact(
    'when',
    whenWords(words, sheet, next),
  )}${fact('until', moment(until))}${ends === null ? '' : fact('ends', moment(ends))}${
    event
      ? fact(
          'event',
          html`${moment(event.starts)} – ${moment(event.ends)} (${event.zone})${Object.entries(event.place).map(([lang, place]) => html`<br><span lang="${lang}" dir="auto">${place}</span>`)}${event.remind.length === 0 ? '' : html`<br>${say(words, 'approve.remind', { hours: event.remind.join(', ') })}`}`,
        )
      : ''
  }${fact('actions', actions.length === 0 ? say(words, 'approve.no_action') : html`<ul>${actions.map(it => html`<li>${actionWords(words, it)}</li>`)}</ul>`)}${
    Object.keys(media).length === 0
      ? ''
      : fact(
          'media',
          html`<ul>${Object.entries(media).map(([lang, it]) => html`<li>${lang === '*' ? say(words, 'approve.media.all') : endonym(words, lang)}: ${mediaView(words, sheet.campaign, it)}</li>`)}</ul>`,
        )
  }${fact('open', say(words, open ? 'approve.open' : 'approve.closed'))}${fact(
    'checks',
    html`<ul>${CHECKS.map(check => html`<li>${sheet.checks.includes(check) ? '✓' : html`<b class="late">${say(words, 'compose.checks.open')}</b>`} ${say(words, `compose.checks.${check}`)}</li>`)}</ul>`,
  )}</dl>`
}

const exampleWords = (words: ConsoleWords, { area, texts }: Example): Html | '' => {
  if (
    area === null ||
    !Object.values(texts)
      .flat()
      .some(it => typeof it !== 'string')
  )
    return ''
  return html`<p class="soft">${say(words, 'approve.example', { area: areaName(words, area) })}</p>`
}

const filledView = (it: Filled): Html | string =>
  typeof it === 'string' ? it : html`<mark>${it.shown.map(spanView)}</mark> <code dir="ltr">${it.written}</code>`

const mediaView = (words: ConsoleWords, campaign: string, { kind, hash }: Sheet['media'][string]): Html => {
  const [place, name] = [`/staff/campaigns/${campaign}/media/${hash}`, say(words, `approve.media.${kind}`)]
  return html`<a class="door" href="${place}">${name}</a> <code dir="ltr">${hash.slice(0, 12)}</code>${kind === 'photo' ? html`<br><img src="${place}" alt="${name}">` : ''}`
}

const whenWords = (words: ConsoleWords, { when, purpose }: Sheet, next: readonly number[]): Html => {
  if (purpose === 'template') return html`${say(words, 'approve.when.launch')}`
  if (when.how === 'now') return html`${say(words, 'approve.when.now')}`
  if (when.how === 'at') return html`${moment(when.at)}`
  const two = (n: number) => `${n}`.padStart(2, '0')
  const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  if (when.how === 'local')
    return html`${say(words, 'approve.when.local', { day: when.day, clock: clock(when.minute) })}`
  return html`${say(words, 'approve.when.cron', { zone: when.zone })} <code dir="ltr">${when.cron}</code><ul>${next.map(at => html`<li>${moment(at)}</li>`)}</ul>`
}

const actionWords = (words: ConsoleWords, action: Action): Html => {
  const name = say(words, `approve.action.${action.kind}`)
  const each = (said: Record<string, string>) =>
    html`${Object.entries(said).map(([lang, text]) => html`<br><span lang="${lang}" dir="auto">${text}</span>`)}`
  if (action.kind === 'sign') return html`${name}${action.target === null ? '' : html` (${action.target})`}`
  if (action.kind === 'rsvp') return html`${name}${action.places === null ? '' : html` (${action.places})`}`
  if (action.kind === 'poll')
    return html`${name}${each(action.ask)}<ul>${action.options.map(({ label }) => html`<li>${Object.values(label).join(' · ')}</li>`)}</ul>${say(words, 'approve.most', { count: action.most })}${action.other ? html` ${say(words, 'approve.other')}` : ''}`
  if (action.kind === 'comment')
    return html`${name}${each(action.summary)}${action.questions.length === 0 ? '' : html`<ul>${action.questions.map(({ ask }) => html`<li>${Object.values(ask).join(' · ')}</li>`)}</ul>`}`
  return html`${name}`
}
