import { html } from 'hono/html'
import { type Figure, langsOf, type OpenCall, type OpenCalls, type Reading } from '../app/campaigns/open/index.ts'
import { dirOf, type Frame, type Html, languageLinks, say, shell, withLang } from './page.ts'
import { link, paragraphs } from './spans.ts'

/** One call: what it says, what one can do, what came of it. */
export const callPage = (frame: Frame, call: OpenCall, calls: Pick<OpenCalls, 'read'>): Html => {
  const { sheet, id } = call
  const path = `/calls/${id}`
  const it = calls.read(call, frame.wishes)
  const told = (key: string, values?: Record<string, string | number>) => say(frame, `calls.${key}`, values)
  const here = (lang: string) => html`lang="${lang}" dir="${dirOf(frame.words, lang)}"`
  return shell(
    frame,
    it.title,
    html`${languageLinks(frame, path, langsOf(sheet), it.lang)}<article ${here(it.lang)}><h1>${it.title}</h1>${media(frame, id, it)}${paragraphs(it.body)}</article>${
      it.event
        ? html`<dl><dt>${told('when')}</dt><dd ${here(it.lang)}>${it.event.when}</dd>${
            it.event.place ? html`<dt>${told('where')}</dt><dd ${here(it.lang)}><bdi>${it.event.place}</bdi></dd>` : ''
          }</dl><p><a href="${withLang(`${path}.ics`, frame)}">${say(frame, 'notices.campaign.act.calendar')}</a></p>`
        : ''
    }${
      it.result
        ? html`<section class="result"><h2>${told('result')}</h2><div ${here(it.result.lang)}><h3>${it.result.title}</h3>${paragraphs(it.result.body)}</div></section>`
        : ''
    }${call.open ? takePart(frame, call, it) : html`<p class="notice">${told('ended')}</p>`}${figures(frame, call)}${
      sheet.goal ? html`<h2>${told('goal')}</h2><p dir="auto">${sheet.goal}</p>` : ''
    }${sources(frame, sheet.sources)}<p class="soft">${told('sent', { day: it.day })}${call.corrected ? ` ${told('corrected')}` : ''}</p><h2>${told('share')}</h2><p>${told('share_why')}</p><p><img class="qr" src="${path}/qr.svg" width="160" height="160" alt="" loading="lazy"><br><bdi dir="ltr" class="address">${frame.origin}${path}</bdi></p><p><a href="${withLang('/calls', frame)}">${told('all')}</a></p>`,
  )
}

const media = (frame: Frame, id: string, { media: it }: Reading): Html | '' => {
  if (!it) return ''
  const path = `/calls/${id}/${it.hash}`
  const label = say(frame, `calls.media.${it.kind}`)
  if (it.kind === 'photo') return html`<p><img class="photo" src="${path}" alt="${label}" loading="lazy"></p>`
  if (it.kind === 'voice')
    return html`<p><audio controls preload="none" src="${path}" aria-label="${label}"></audio></p>`
  return html`<p><a class="go" href="${path}">${label}</a></p>`
}

/** What one does, one does in the chat: here is nothing to fill in. */
const takePart = (frame: Frame, { id, sheet }: OpenCall, { lang }: Reading): Html | '' => {
  const deeds = sheet.actions.map(({ kind }) => kind).filter(kind => kind !== 'calendar')
  if (deeds.length === 0) return ''
  const { bot } = frame.roads
  const wish = frame.words.matchLanguage(lang)
  return html`<section class="part"><h2>${say(frame, 'calls.part.title')}</h2><ul>${deeds.map(
    kind => html`<li>${say(frame, `notices.campaign.act.${kind}`)}</li>`,
  )}</ul><p class="ways">${bot ? html`<a class="go" href="https://t.me/${bot}?start=c_${id}${wish ? `l_${wish}` : ''}" rel="noreferrer">${say(frame, 'calls.part.telegram')}</a>` : ''}<a class="go" href="/?c=${id}${wish ? `&lang=${wish}` : ''}">${say(frame, 'calls.part.web')}</a></p><p class="soft">${say(frame, 'calls.part.why')}</p></section>`
}

const figures = (frame: Frame, { figures: all, organizations }: OpenCall): Html | '' => {
  if (all.length === 0) return ''
  const count = ({ n, exact }: Figure): string =>
    n === undefined ? say(frame, 'calls.fewer') : exact ? String(n) : say(frame, 'calls.least', { n })
  return html`<section><h2>${say(frame, 'calls.figures.title')}</h2><dl>${all.map(
    it =>
      html`<dt>${say(frame, `calls.figures.${it.act}`)}</dt><dd>${count(it)}${it.target === undefined ? '' : html` <small>(${say(frame, 'calls.figures.goal')}: ${it.target})</small>`}</dd>`,
  )}</dl>${names(organizations)}</section>`
}

/** Each in its own script, and right to left where it is so. */
const names = (all: readonly string[]): Html | '' =>
  all.length === 0 ? '' : html`<ul class="names">${all.map(it => html`<li><bdi>${it}</bdi></li>`)}</ul>`

const sources = (frame: Frame, all: readonly string[]): Html | '' =>
  all.length === 0
    ? ''
    : html`<h2>${say(frame, 'notices.campaign.sources')}</h2><ul>${all.map(it => html`<li>${/^https?:\/\//.test(it) ? link(it) : html`<bdi>${it}</bdi>`}</li>`)}</ul>`
