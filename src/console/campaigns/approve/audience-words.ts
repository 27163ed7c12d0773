import { html } from 'hono/html'
import type { Audience } from '../../../app/campaigns/approval/index.ts'
import { type Html, nameOf, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import type { ConsoleWords } from '../../words.ts'

type Chosen = Audience['except']

/** Whom it is for, as sentences: who gets it, and who not. */
export const audienceWords = (words: ConsoleWords, audience: Audience): Html => {
  const { from, before } = audience.joined
  const narrowed = [
    ...chosenWords(words, audience),
    ...(from === null ? [] : [say(words, 'approve.audience.from', { week: from })]),
    ...(before === null ? [] : [say(words, 'approve.audience.before', { week: before })]),
  ]
  const without = chosenWords(words, audience.except)
  const list = (lines: string[]) => html`<ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`
  return html`<p>${say(words, narrowed.length === 0 ? 'approve.audience.everybody' : 'approve.audience.those')}</p>${
    narrowed.length === 0 ? '' : list(narrowed)
  }${without.length === 0 ? '' : html`<p>${say(words, 'approve.audience.except')}</p>${list(without)}`}`
}

const chosenWords = (words: ConsoleWords, { topics, areas, langs, channels, took }: Chosen): string[] => {
  const line = (key: string, names: string[]) =>
    names.length === 0 ? [] : [say(words, `approve.audience.${key}`, { list: names.join(', ') })]
  return [
    ...line(
      'topics',
      topics.map(it => nameOf(words, `categories.group.${it}`, it)),
    ),
    ...line(
      'areas',
      areas.map(it => areaName(words, it)),
    ),
    ...line(
      'langs',
      langs.map(it => endonym(words, it)),
    ),
    ...line(
      'channels',
      channels.map(it => nameOf(words, `console.channel.${it}`, it)),
    ),
    ...line('took', took.length === 0 ? [] : [`${took.length}`]),
  ]
}

export const endonym = (words: ConsoleWords, lang: string): string =>
  words.languages().find(({ tag }) => tag === lang)?.endonym ?? lang
