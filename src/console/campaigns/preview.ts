/** What a sheet comes to: how each messenger shows it in each language, and what is missing. Whole in every answer; a script only asks sooner. */
import { html } from 'hono/html'
import type { DraftLook } from '../../app/campaigns/drafts/index.ts'
import type { Sheet } from '../../app/campaigns/sheets.ts'
import type { Span } from '../../kit/message.ts'
import { FIGURES } from '../../kit/text.ts'
import { type Frame, type Html, say } from '../page.ts'
import type { ConsoleWords } from '../words.ts'

type Shown = DraftLook['previews'][number]['shown'][number]
type Bubble = Shown['bubbles'][number]

/** @param photo where a picture that is kept can be looked at. */
export const previewPart = ({ words }: Frame, look: DraftLook, sheet: Sheet, photo: (hash: string) => string): Html => {
  const language = (tag: string) => words.languages().find(it => it.tag === tag)
  return html`<section id="previews"><h2>${say(words, 'compose.previews.title')}</h2>${
    look.previews.length === 0
      ? html`<p class="soft">${say(words, 'compose.previews.none')}</p>`
      : html`<p class="soft">${say(words, 'compose.previews.text')}</p><div class="columns">${look.previews.map(
          ({ lang, shown }) => {
            const media = sheet.media[lang] ?? sheet.media['*']
            const picture = media?.kind === 'photo' ? photo(media.hash) : undefined
            const dir = language(lang)?.dir ?? 'ltr'
            return html`<section class="language"><h3 lang="${lang}">${language(lang)?.endonym ?? lang}</h3>${shown.map(
              (it, at) => channel(words, it, { lang, dir, picture, open: at === 0 }),
            )}</section>`
          },
        )}</div>`
  }</section>`
}

type Setting = { lang: string; dir: string; picture: string | undefined; open: boolean }

const channel = (words: ConsoleWords, { channel, bubbles, notes }: Shown, it: Setting): Html =>
  html`<details class="shown ${channel}" data-key="${channel}-${it.lang}"${it.open ? html` open` : ''}><summary>${say(words, `compose.on.${channel}`)}</summary>${bubbles.map(
    bubble => bubbleOf(words, bubble, it),
  )}${notes.map(note => html`<p class="soft">${noteOf(words, note)}</p>`)}</details>`

const bubbleOf = (words: ConsoleWords, { media, text, look, labels }: Bubble, it: Setting): Html =>
  html`<div class="bubble" lang="${it.lang}" dir="${it.dir}">${media ? mediaOf(words, media, it.picture) : ''}${
    text.length > 0 ? html`<div class="said">${text.map(spanView)}</div>` : ''
  }${labels.length > 0 ? html`<ul class="taps ${look}">${labels.map(label => html`<li><bdi>${label}</bdi></li>`)}</ul>` : ''}</div>`

const mediaOf = (words: ConsoleWords, kind: NonNullable<Bubble['media']>, picture: string | undefined): Html =>
  picture && kind === 'photo'
    ? html`<img src="${picture}" alt="${say(words, 'compose.media.photo')}">`
    : html`<p class="file" lang="${words.tag}" dir="${words.dir}">${say(words, `compose.media.${kind}`)}</p>`

/** Words as they go out; nothing here can be tapped. */
export const spanView = (it: Span): Html => {
  if (typeof it === 'string') return html`${figures(it)}`
  if ('strong' in it) return html`<strong>${it.strong}</strong>`
  return html`<bdi class="link">${it.label}</bdi>`
}

/** Among right-to-left letters groups of figures would change places; channels keep them in order too. */
const figures = (text: string): (Html | string)[] =>
  text.split(FIGURES).map((part, at) => (at % 2 === 0 ? part : html`<bdi dir="ltr">${part}</bdi>`))

const noteOf = (words: ConsoleWords, note: Shown['notes'][number]): string => {
  if (note.code === 'parts') return say(words, 'compose.note.parts', { count: note.count })
  if (note.code !== 'sms') return say(words, `compose.note.${note.code}`)
  const { parts, units, alphabet } = note
  return say(words, `compose.note.${alphabet}`, { count: parts, units })
}
