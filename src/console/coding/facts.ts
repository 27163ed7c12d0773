import { html } from 'hono/html'
import type { CodingView } from '../../app/coding/index.ts'
import { dayOf, dayTag, weekOf } from '../dates.ts'
import { type Html, say } from '../page.ts'
import { categoryName } from '../queue-rows.ts'
import type { ConsoleWords } from '../words.ts'

type Other = NonNullable<CodingView['original']>

/** Rows of a case's list of facts: what stands in codes beside what it was filed with. */
export const codingFacts = (words: ConsoleWords, it: CodingView, erasedOn: string | undefined): Html => {
  const row = (key: string, value: Html | string): Html => html`<dt>${say(words, key)}</dt><dd>${value}</dd>`
  const link = (other: Other): Html =>
    html`<a class="link" href="/staff/case/${other.id}">${categoryName(words, other.category)}, ${weekOf(words, other.week)}, ${other.id.slice(0, 4)}</a>`
  const chosen = it.all.filter(({ number }) => it.objectives?.includes(number))
  const demand = it.demands.find(({ id }) => id === it.demand)
  return html`${row(
    'queue.assignee',
    it.assignee ? html`<bdi>${it.assignee.name ?? say(words, 'queue.left')}</bdi>` : say(words, 'queue.nobody'),
  )}${it.escalated ? row('coding.escalated', html`<b class="urgent">${dayOf(words, it.escalated)}</b>`) : ''}${
    it.original ? row('coding.duplicate_of', link(it.original)) : ''
  }${it.duplicates.length > 0 ? row('coding.duplicates', html`${it.duplicates.map(other => html`${link(other)} `)}`) : ''}${
    it.objectives === undefined
      ? ''
      : row(
          'coding.objectives',
          chosen.length === 0
            ? say(words, 'coding.no_objective')
            : html`<span lang="en">${chosen.map(({ number, short }) => `${number}. ${short}`).join(', ')}</span>`,
        )
  }${demand ? row('coding.demand', html`<bdi>${demand.text}</bdi>`) : ''}${erasedOn ? row('retention.erased_on', dayTag(words, erasedOn)) : ''}`
}
