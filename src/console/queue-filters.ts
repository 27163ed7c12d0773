import { html } from 'hono/html'
import { DUES, type QueueSheet, URGENCIES, WAITING } from '../app/queue.ts'
import type { Staff } from '../app/staff.ts'
import { type Frame, type Html, say } from './page.ts'
import { type QueueState, STATUSES } from './queue-ask.ts'
import { areaName, categoryName } from './queue-rows.ts'
import type { ConsoleWords } from './words.ts'

export type Topics = { group: string; categories: string[] }[]

type Option = { value: string; label: string }

/** What to look at: a form that only changes the address, so that every view can be kept as a bookmark. */
export const queueFilters = (
  { words }: Frame,
  { ask }: QueueState,
  it: Pick<QueueSheet, 'areas' | 'colleagues'> & { topics: Topics; me: Staff },
): Html => {
  const set = Object.keys(ask).length
  const pick = (name: Exclude<keyof QueueState['ask'], 'closed' | 'escalated'>, options: Html): Html =>
    html`<label>${say(words, `filter.${name}`)}<select name="${name}"><option value="">${say(words, 'filter.all')}</option>${options}</select></label>`
  const plain = (name: Exclude<keyof QueueState['ask'], 'closed' | 'escalated'>, options: Option[]): Html =>
    pick(name, list(options, ask[name]))
  const others = it.colleagues.filter(({ id }) => id !== it.me.id)
  return html`<details class="filters"><summary>${set > 0 ? say(words, 'filter.some', { count: set }) : say(words, 'filter.title')}</summary><form method="get" action="/staff">${pick(
    'topic',
    topics(words, it.topics, ask.topic),
  )}${pick('area', areas(words, withChosen(it.areas, ask.area), ask.area))}${plain(
    'urgency',
    URGENCIES.map(value => ({ value, label: say(words, `urgency.${value}`) })),
  )}${plain(
    'status',
    STATUSES.map(value => ({ value, label: say(words, `status.${value}`) })),
  )}${plain('whose', [
    { value: 'mine', label: say(words, 'filter.mine') },
    { value: 'nobody', label: say(words, 'filter.nobody') },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ])}${plain(
    'due',
    DUES.map(value => ({ value, label: say(words, `due.${value}`) })),
  )}${plain(
    'waiting',
    WAITING.map(value => ({ value, label: say(words, 'filter.weeks', { count: Number(value) }) })),
  )}<label class="box"><input type="checkbox" name="escalated" value="1"${ask.escalated ? html` checked` : ''}> ${say(words, 'filter.escalated')}</label><label class="box"><input type="checkbox" name="closed" value="1"${ask.closed ? html` checked` : ''}> ${say(words, 'filter.closed')}</label><p><button class="main">${say(words, 'filter.show')}</button></p>${
    set > 0 ? html`<p><a class="link" href="/staff">${say(words, 'filter.clear')}</a></p>` : ''
  }<p class="soft">${say(words, 'filter.keep')}</p></form></details>`
}

/** By the digits on a person's receipt: a form that leaves nothing in any address. */
export const receiptForm = ({ words }: Frame): Html =>
  html`<details class="filters"><summary>${say(words, 'receipt.title')}</summary><form method="post" action="/staff/queue/receipt"><label>${say(words, 'receipt.digits')}<input name="receipt" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="40" required></label><p><button class="main">${say(words, 'receipt.find')}</button></p></form></details>`

const list = (options: readonly Option[], chosen: string | undefined): Html =>
  html`${options.map(
    ({ value, label }) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  )}`

const topics = (words: ConsoleWords, all: Topics, chosen: string | undefined): Html =>
  html`${all.map(({ group, categories }) => {
    const label = words.text(`categories.group.${group}`)
    // A group of one category with the same id is that category.
    const whole = categories.includes(group)
      ? []
      : [{ value: group, label: say(words, 'filter.whole', { what: label }) }]
    const members = categories.map(value => ({ value, label: categoryName(words, value) }))
    return html`<optgroup label="${label}">${list([...whole, ...members], chosen)}</optgroup>`
  })}`

const areas = (words: ConsoleWords, codes: readonly string[], chosen: string | undefined): Html => {
  const countries = [...new Set(codes.map(code => code.slice(0, 2)))]
  return html`${countries.map(country => {
    const name = areaName(words, country)
    const inside = codes
      .filter(code => code.length > 2 && code.startsWith(country))
      .map(value => ({ value, label: areaName(words, value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, words.tag))
    const whole = { value: country, label: say(words, 'filter.whole', { what: name }) }
    return html`<optgroup label="${name}">${list([whole, ...inside], chosen)}</optgroup>`
  })}`
}

/** What is chosen can be seen, also when nothing is there any more. */
const withChosen = (codes: readonly string[], chosen: string | undefined): string[] =>
  chosen && !codes.includes(chosen) ? [...codes, chosen] : [...codes]
