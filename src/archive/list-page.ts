import { html } from 'hono/html'
import { langsOf, type OpenCall, type OpenCalls } from '../app/campaigns/open/index.ts'
import { dirOf, type Frame, type Html, languageLinks, say, shell, withLang } from './page.ts'

/** What one can take part in now, then what was before; the newest first. */
export const listPage = (frame: Frame, all: readonly OpenCall[], calls: Pick<OpenCalls, 'read'>): Html => {
  const told = (key: string) => say(frame, key)
  const langs = [
    ...new Set([...frame.words.languages().map(({ tag }) => tag), ...all.flatMap(it => langsOf(it.sheet))]),
  ]
  const part = (key: string, some: readonly OpenCall[]): Html | '' =>
    some.length === 0
      ? ''
      : html`<h2>${told(`calls.lists.${key}`)}</h2><ul class="list">${some.map(it => row(frame, it, calls))}</ul>`
  return shell(
    frame,
    told('calls.title'),
    html`<h1>${told('calls.title')}</h1>${languageLinks(frame, '/calls', langs, frame.lang)}<p>${told('calls.intro')}</p>${part(
      'now',
      all.filter(it => it.open),
    )}${part(
      'past',
      all.filter(it => !it.open),
    )}<p class="soft ways">${all.some(it => it.sheet.event) ? html`<a href="${withLang('/calls.ics', frame)}">${told('calls.ics')}</a>` : ''}<a href="${withLang('/calls.rss', frame)}">${told('calls.feed')}</a></p>`,
  )
}

const row = (frame: Frame, call: OpenCall, calls: Pick<OpenCalls, 'read'>): Html => {
  const { lang, title, day, event, result } = calls.read(call, frame.wishes)
  const here = html`lang="${lang}" dir="${dirOf(frame.words, lang)}"`
  return html`<li><a ${here} href="${withLang(`/calls/${call.id}`, frame)}">${title}</a><br><small ${here}>${event ? `📅 ${event.when}` : day}</small>${
    result ? html` <small>· ${say(frame, 'calls.result')}</small>` : ''
  }</li>`
}
