import { html } from 'hono/html'
import {
  EMERGENCY,
  EVERY,
  MOST_HOURS,
  type Patience,
  type PromiseBook,
  type PromiseRefusal,
} from '../../app/office/promises.ts'
import { topicOptions } from '../coding/forms.ts'
import { alertOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import { proveForm } from '../prove.ts'
import type { Topics } from '../queue-filters.ts'
import { categoryName } from '../queue-rows.ts'
import type { ConsoleWords } from '../words.ts'

type View = Awaited<ReturnType<PromiseBook['see']>> & {
  topics: Topics
  proved: boolean
  refused: PromiseRefusal | undefined
}

/** How long a case may wait: for all, for emergencies, and for categories that have numbers of their own. */
export const deadlinesPage = (frame: Frame, { every, emergency, own, topics, proved, refused }: View): Html => {
  const { words } = frame
  const one = (category: string, name: string, patience: Patience, removable: boolean): Html =>
    html`<li><span><b>${name}</b> ${say(words, 'deadlines.now', { acknowledge: inWords(words, patience.acknowledge), answer: inWords(words, patience.answer) })}</span>${
      proved
        ? html`<details><summary>${say(words, 'deadlines.change')}<span class="quiet"> ${name}</span></summary><form class="fields" method="post" action="/staff/settings/deadlines"><input type="hidden" name="category" value="${category}">${hours(words, category, patience)}<p><button>${say(words, 'deadlines.save')}</button>${
            removable
              ? html` <button class="plain" name="remove" value="1" formnovalidate>${say(words, 'deadlines.remove')}</button>`
              : ''
          }</p></form></details>`
        : ''
    }</li>`
  const free = topics.map(({ group, categories }) => ({
    group,
    categories: categories.filter(id => !own.some(({ category }) => category === id)),
  }))
  return shell(
    frame,
    say(words, 'deadlines.title'),
    html`${alertOf(frame, refused && `deadlines.refused.${refused}`)}<p>${say(words, 'deadlines.text')}</p>${proved ? '' : proveForm(frame, 'settings/deadlines')}<ul class="rows">${one(
      EVERY,
      say(words, 'deadlines.every'),
      every,
      false,
    )}${one(EMERGENCY, say(words, 'deadlines.emergency'), emergency, false)}${own.map(({ category, patience }) =>
      one(category, categoryName(words, category), patience, true),
    )}</ul>${
      proved
        ? html`<h2>${say(words, 'deadlines.add')}</h2><form class="fields" method="post" action="/staff/settings/deadlines"><p><label for="category">${say(words, 'queue.category')}</label><select id="category" name="category">${topicOptions(words, free)}</select></p>${hours(words, 'new', every)}<p><button class="main">${say(words, 'deadlines.save')}</button></p></form>`
        : ''
    }`,
    true,
  )
}

const hours = (words: ConsoleWords, id: string, patience: Patience): Html =>
  html`${(['acknowledge', 'answer'] as const).map(
    name =>
      html`<p><label for="${name}-${id}">${say(words, `deadlines.${name}`)}</label><input id="${name}-${id}" name="${name}" type="number" inputmode="numeric" min="1" max="${MOST_HOURS}" step="1" required value="${patience[name]}"></p>`,
  )}`

/** 72 hours are three days; 5 stay hours. */
const inWords = (words: ConsoleWords, count: number): string =>
  count % 24 === 0 ? say(words, 'deadlines.days', { count: count / 24 }) : say(words, 'deadlines.hours', { count })
