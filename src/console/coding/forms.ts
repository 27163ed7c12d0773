import { html } from 'hono/html'
import type { CodingView } from '../../app/coding/index.ts'
import { may, type Staff } from '../../app/staff.ts'
import { weekOf } from '../dates.ts'
import { type Html, say } from '../page.ts'
import type { Topics } from '../queue-filters.ts'
import { categoryName } from '../queue-rows.ts'
import type { ConsoleWords } from '../words.ts'

type Put = { words: ConsoleWords; it: CodingView }

/** Whose case it is, and below it everything that is set in codes: folded, because all of it at once would fill a phone. */
export const codingForms = (words: ConsoleWords, it: CodingView, me: Staff, topics: Topics): Html => {
  const put = { words, it }
  const works = may(me, 'case.work')
  const open = it.status !== 'closed'
  if (!may(me, 'case.assign')) return html``
  return html`${open ? whose(put, me, works) : ''}${
    works
      ? html`<section><h2>${say(words, 'coding.title')}</h2><div class="folds">${objectives(put)}${demand(put)}${category(
          put,
          topics,
        )}${duplicate(put)}${open ? escalation(put) : ''}</div></section>`
      : ''
  }`
}

const form = ({ it }: Put, path: string, inside: Html): Html =>
  html`<form class="stack" method="post" action="/staff/case/${it.id}/${path}">${inside}</form>`
const fold = (label: string, inside: Html): Html => html`<details><summary>${label}</summary>${inside}</details>`

const whose = (put: Put, me: Staff, works: boolean): Html => {
  const { words, it } = put
  const from = html`<input type="hidden" name="from" value="${it.assignee?.id ?? ''}">`
  const mine = it.assignee?.id === me.id
  const deed = mine ? 'give-back' : 'claim'
  return html`<section><h2>${say(words, 'coding.whose')}</h2>${
    works && (mine || !it.assignee)
      ? form(
          put,
          'whose',
          html`${from}<button class="${mine ? 'second' : 'main'}" name="do" value="${deed}">${say(words, mine ? 'deed.give_back' : 'deed.claim')}</button>`,
        )
      : ''
  }${fold(
    say(words, 'deed.hand_over'),
    form(
      put,
      'whose',
      html`${from}<label for="to">${say(words, 'deed.to')}</label><select id="to" name="to">${it.colleagues
        .filter(({ id }) => id !== it.assignee?.id)
        .map(
          ({ id, name }) =>
            html`<option value="${id}">${id === me.id ? say(words, 'deed.me', { name }) : name}</option>`,
        )}</select><button class="second" name="do" value="hand-over">${say(words, 'deed.hand_over')}</button>`,
    ),
  )}</section>`
}

/** Those of the category are ticked beforehand, and count only once somebody has pressed the button. */
const objectives = (put: Put): Html => {
  const { words, it } = put
  const ticked = new Set(it.objectives ?? it.suggested)
  return fold(
    say(words, 'coding.objectives'),
    form(
      put,
      'objectives',
      html`<p class="soft">${say(words, it.objectives ? 'coding.objectives_hint' : 'coding.objectives_suggested')}</p><div class="ticks">${it.all.map(
        ({ number, short }) =>
          html`<label><input type="checkbox" name="objective" value="${number}"${ticked.has(number) ? html` checked` : ''}> <span>${number}. <span lang="en">${short}</span></span></label>`,
      )}</div><div class="row"><button class="second">${say(words, 'coding.objectives_save')}</button><button class="second" name="none" value="1">${say(words, 'coding.objectives_none')}</button></div>`,
    ),
  )
}

const demand = (put: Put): Html => {
  const { words, it } = put
  const open = it.demands.filter(({ active, id }) => active || id === it.demand)
  return fold(
    say(words, 'coding.demand'),
    html`${form(
      put,
      'demand',
      html`<label for="demand">${say(words, 'coding.demand_which')}</label><select id="demand" name="demand"><option value="">${say(words, 'coding.demand_none')}</option>${open.map(
        ({ id, text }) => html`<option value="${id}"${id === it.demand ? html` selected` : ''}>${text}</option>`,
      )}</select><label for="demand-text">${say(words, 'coding.demand_new')}</label><input id="demand-text" name="text" maxlength="200" dir="auto" aria-describedby="demand-hint"><p class="soft" id="demand-hint">${say(words, 'coding.demand_hint')}</p><button class="second">${say(words, 'coding.demand_save')}</button>`,
    )}<p><a class="link" href="/staff/settings/demands">${say(words, 'demands.title')}</a></p>`,
  )
}

const category = (put: Put, topics: Topics): Html => {
  const { words, it } = put
  return fold(
    say(words, 'coding.category'),
    form(
      put,
      'category',
      html`<p class="soft" id="category-hint">${say(words, 'coding.category_hint')}</p><label for="category">${say(words, 'queue.category')}</label><select id="category" name="category" aria-describedby="category-hint">${topicOptions(words, topics, it.category)}</select><button class="second">${say(words, 'coding.category_save')}</button>`,
    ),
  )
}

const duplicate = (put: Put): Html => {
  const { words, it } = put
  if (it.duplicateOf)
    return fold(
      say(words, 'coding.duplicate'),
      form(
        put,
        'duplicate',
        html`<button class="second" name="undo" value="1">${say(words, 'coding.duplicate_undo')}</button>`,
      ),
    )
  return fold(
    say(words, 'coding.duplicate'),
    form(
      put,
      'duplicate',
      html`<p class="soft">${say(words, 'coding.duplicate_hint')}</p>${
        it.alike.length === 0
          ? ''
          : html`<label for="of">${say(words, 'coding.duplicate_alike')}</label><select id="of" name="of"><option value="">${say(words, 'coding.duplicate_other')}</option>${it.alike.map(
              other =>
                html`<option value="${other.id}">${weekOf(words, other.week)}, ${say(words, `urgency.${other.urgency}`)}, ${other.id.slice(0, 4)}</option>`,
            )}</select>`
      }<label for="typed">${say(words, 'coding.duplicate_typed')}</label><input id="typed" name="typed" maxlength="200" autocomplete="off" spellcheck="false"><button class="second">${say(words, 'coding.duplicate_save')}</button>`,
    ),
  )
}

const escalation = (put: Put): Html => {
  const { words, it } = put
  const on = it.escalated === undefined
  return fold(
    say(words, on ? 'coding.escalate' : 'coding.calm'),
    form(
      put,
      'escalate',
      html`<p class="soft">${say(words, on ? 'coding.escalate_hint' : 'coding.calm_hint')}</p><button class="second" name="on" value="${on ? '1' : '0'}">${say(words, on ? 'coding.escalate_save' : 'coding.calm_save')}</button>`,
    ),
  )
}

/** Categories in their groups, for choosing one. */
export const topicOptions = (words: ConsoleWords, topics: Topics, chosen?: string): Html =>
  html`${topics.map(
    ({ group, categories }) =>
      html`<optgroup label="${words.text(`categories.group.${group}`)}">${categories.map(
        id => html`<option value="${id}"${id === chosen ? html` selected` : ''}>${categoryName(words, id)}</option>`,
      )}</optgroup>`,
  )}`
