import { html } from 'hono/html'
import { type Html, say } from '../../page.ts'
import type { Language } from '../../port.ts'
import { ACTS, MOST_OPTIONS, MOST_QUESTIONS } from './actions.ts'
import { columns, fold, line, lines, type Sheaf, text, tick } from './controls.ts'

type Act = (typeof ACTS)[number]

/** Rows that are empty and wait for words. */
const SPARE = 2

/** What people can do with it, each with the words that it needs. */
export const actionsPart = (it: Sheaf): Html =>
  fold(
    text(it, 'acts.title'),
    ACTS.map(
      act =>
        html`<fieldset><legend>${say(it.frame.words, `compose.acts.${act}`)}</legend>${tick(it, { name: 'act', value: act, id: `act-${act}`, label: text(it, `acts.offer_${act}`) })}${WORDY.includes(act) ? wordsOf(it, act) : DETAILS[act](it)}</fieldset>`,
    ),
    it.fields.has('act'),
  )

/** Those that need many fields: folded away until somebody wants them. */
const WORDY: readonly Act[] = ['poll', 'comment']

const wordsOf = (it: Sheaf, act: Act): Html =>
  html`<details${it.fields.has('act', act) || it.fields.ends(`${act}-`).length > 0 ? html` open` : ''}><summary>${text(it, 'acts.words')}</summary>${DETAILS[act](it)}</details>`

const nothing = (): Html => html``

const DETAILS: Record<Act, (it: Sheaf) => Html> = {
  sign: it => line(it, { name: 'sign-target', label: text(it, 'acts.target'), type: 'number', most: 100_000_000 }),
  rsvp: it =>
    line(it, {
      name: 'rsvp-places',
      label: text(it, 'acts.places'),
      type: 'number',
      most: 1_000_000,
      hint: text(it, 'acts.places_hint'),
    }),
  poll: it =>
    html`${codes(it, 'poll', MOST_OPTIONS)}${columns(it, language =>
      column(language, [
        line(it, { name: `poll-ask-${language.tag}`, label: text(it, 'acts.ask'), most: 300, language }),
        ...rows(it, 'poll', 'label', MOST_OPTIONS).map(at =>
          line(it, {
            name: `poll-label-${at}-${language.tag}`,
            label: text(it, 'acts.option', { number: at + 1 }),
            most: 40,
            language,
          }),
        ),
      ]),
    )}${line(it, { name: 'poll-most', label: text(it, 'acts.most'), type: 'number', most: MOST_OPTIONS })}${tick(it, { name: 'poll-other', value: '1', label: text(it, 'acts.other') })}`,
  comment: it =>
    html`${codes(it, 'comment', MOST_QUESTIONS)}${columns(it, language =>
      column(language, [
        lines(it, { name: `comment-summary-${language.tag}`, label: text(it, 'acts.summary'), language }),
        ...rows(it, 'comment', 'ask', MOST_QUESTIONS).map(at =>
          line(it, {
            name: `comment-ask-${at}-${language.tag}`,
            label: text(it, 'acts.question', { number: at + 1 }),
            most: 300,
            language,
          }),
        ),
      ]),
    )}`,
  organization: nothing,
  friend: nothing,
  calendar: nothing,
}

const column = ({ tag, endonym }: Language, parts: Html[]): Html =>
  html`<fieldset><legend lang="${tag}">${endonym}</legend>${parts}</fieldset>`

/** Those with words in any language, and some that are empty. */
const rows = (it: Sheaf, name: string, words: string, most: number): number[] => {
  const filled = it.fields
    .ends(`${name}-${words}-`)
    .filter(end => it.fields.one(`${name}-${words}-${end}`) !== '')
    .map(end => Number.parseInt(end, 10))
  return Array.from({ length: Math.min(most, Math.max(-1, ...filled) + 1 + SPARE) }, (_, at) => at)
}

/** Answers are counted by it, whatever the words become. */
const codes = ({ fields }: Sheaf, name: string, most: number): Html[] =>
  Array.from({ length: most }, (_, at) => {
    const code = fields.one(`${name}-code-${at}`)
    return code ? html`<input type="hidden" name="${name}-code-${at}" value="${code}">` : html``
  })
