import { html } from 'hono/html'
import type { DraftChoices } from '../../../app/campaigns/drafts/index.ts'
import { type Html, nameOf } from '../../page.ts'
import { areasPart, NOT } from './areas.ts'
import { BY, NARROWED } from './audience.ts'
import { fold, line, type Sheaf, text, tick } from './controls.ts'

type By = (typeof BY)[number]
type Option = { value: string; label: string }

/** For whom it is, and for whom not. */
export const peoplePart = (it: Sheaf, choices: DraftChoices): Html => {
  const used = [...BY.map(by => NARROWED[by]), NOT, 'joined-from', 'joined-before'].some(
    name => it.fields.one(name) !== '',
  )
  const except = BY.some(by => by !== 'areas' && it.fields.has(`not-${NARROWED[by]}`))
  return html`${fold(
    text(it, 'people.title'),
    html`<p class="soft">${text(it, 'people.hint')}</p>${groups(it, choices, '')}<fieldset><legend>${text(it, 'people.joined')}</legend><p class="soft">${text(it, 'people.joined_hint')}</p>${line(
      it,
      { name: 'joined-from', label: text(it, 'people.from'), type: 'date' },
    )}${line(it, { name: 'joined-before', label: text(it, 'people.before'), type: 'date' })}</fieldset>`,
    used,
  )}${fold(text(it, 'people.except'), html`<p class="soft">${text(it, 'people.except_hint')}</p>${groups(it, choices, 'not-')}`, except)}`
}

const groups = (it: Sheaf, choices: DraftChoices, start: '' | 'not-'): Html[] =>
  BY.map(by => {
    const name = `${start}${NARROWED[by]}`
    const legend = text(it, `people.${by}`)
    // Those that are left out are ticked beside those that are meant.
    if (by === 'areas') return start === '' ? areasPart(it, choices) : html``
    const options = withUnknown(it, name, optionsOf(it, choices, by))
    return options.length === 0
      ? html``
      : html`<fieldset class="ticks"><legend>${legend}</legend>${boxes(it, name, options)}</fieldset>`
  })

const boxes = (it: Sheaf, name: string, options: Option[]): Html[] =>
  options.map(({ value, label }) => tick(it, { name, value, label: html`<bdi>${label}</bdi>` }))

const optionsOf = ({ languages, frame }: Sheaf, choices: DraftChoices, by: Exclude<By, 'areas'>): Option[] => {
  if (by === 'langs') return languages.map(({ tag, endonym }) => ({ value: tag, label: endonym }))
  if (by === 'channels')
    return choices.channels.map(value => ({ value, label: nameOf(frame.words, `console.compose.on.${value}`, value) }))
  return choices[by]
}

/** What is chosen and offered no more stays until somebody takes it out. */
const withUnknown = ({ fields }: Sheaf, name: string, options: Option[]): Option[] => [
  ...options,
  ...fields
    .all(name)
    .filter(value => !options.some(it => it.value === value))
    .map(value => ({ value, label: value })),
]
