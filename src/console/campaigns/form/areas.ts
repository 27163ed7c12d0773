import { html } from 'hono/html'
import type { DraftChoices } from '../../../app/campaigns/drafts/index.ts'
import type { Html } from '../../page.ts'
import { type Sheaf, text } from './controls.ts'

type Area = DraftChoices['areas'][number]['areas'][number]

/** In the form: those that it is for, and those that it is not. */
export const [FOR, NOT] = ['area', 'not-area'] as const
/** More names than that nobody reads in a line. */
const NAMED = 3

/**
 * Each area once, with a tick for it and one against it, country by country and folded away: there are hundreds. What is ticked stands in
 * the line that one opens, so that nobody has to open it to know.
 */
export const areasPart = (it: Sheaf, { areas: countries }: DraftChoices): Html => {
  const known = countries.flatMap(({ areas }) => areas)
  const others = unknown(it, known)
  return html`<details class="part" id="area"><summary>${text(it, 'people.areas')}${ticked(it, [...known, ...others])}</summary><div id="not-area"><p class="soft">${text(it, 'people.areas_hint')}</p>${countries.map(
    ({ country, areas }) =>
      html`<details><summary>${country}${ticked(it, areas)}</summary>${rows(it, country, areas)}</details>`,
  )}${others.length > 0 ? rows(it, text(it, 'people.areas'), others) : ''}</div></details>`
}

const rows = (it: Sheaf, title: string, areas: Area[]): Html => {
  const [yes, not] = [text(it, 'people.for'), text(it, 'people.not')]
  return html`<div class="areas" role="group" aria-label="${title}"><p class="soft" aria-hidden="true"><span></span><span>${yes}</span><span>${not}</span></p>${areas.map(
    ({ value, label }) =>
      html`<p><label for="area-${value}" dir="auto">${label}</label><input type="checkbox" id="area-${value}" name="${FOR}" value="${value}"${checked(it, FOR, value)}><input type="checkbox" name="${NOT}" value="${value}"${checked(it, NOT, value)} aria-label="${not}: ${label}"></p>`,
  )}</div>`
}

const checked = ({ fields }: Sheaf, name: string, value: string): Html | '' =>
  fields.has(name, value) ? html` checked` : ''

/** How many, and the first of them by name. */
const ticked = (it: Sheaf, areas: Area[]): Html[] =>
  ([FOR, NOT] as const).map(name => {
    const labels = areas.filter(({ value }) => it.fields.has(name, value)).map(({ label }) => label)
    if (labels.length === 0) return html``
    const names = `${labels.slice(0, NAMED).join(', ')}${labels.length > NAMED ? ' …' : ''}`
    return html` <span class="soft">${text(it, name === FOR ? 'people.ticked' : 'people.ticked_not', { n: labels.length, names })}</span>`
  })

/** What is ticked and offered no more stays until somebody takes it out. */
const unknown = ({ fields }: Sheaf, known: Area[]): Area[] => {
  const values = [...new Set([...fields.all(FOR), ...fields.all(NOT)])]
  return values.filter(value => !known.some(it => it.value === value)).map(value => ({ value, label: value }))
}
