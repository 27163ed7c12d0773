/** The controls that the composer's form is made of; each shows what its fields say. */
import { html } from 'hono/html'
import { type Frame, type Html, say } from '../../page.ts'
import type { Language } from '../../port.ts'
import type { Fields } from './fields.ts'

/** What every part of the form stands on. */
export type Sheaf = { frame: Frame; fields: Fields; languages: Language[] }

export const text = ({ frame }: Pick<Sheaf, 'frame'>, key: string, values?: Record<string, string | number>): string =>
  say(frame.words, `compose.${key}`, values)

type Box = {
  name: string
  label: string | Html
  type?: 'text' | 'number' | 'date' | 'datetime-local'
  most?: number
  hint?: string
  language?: Language
}

export const line = ({ fields }: Sheaf, { name, label, type = 'text', most, hint, language }: Box): Html =>
  html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}"${dirOf(type, language)}${
    most === undefined ? '' : html` ${type === 'number' ? 'max' : 'maxlength'}="${most}"`
  }${type === 'number' ? html` min="1" step="1" inputmode="numeric"` : ''}${type === 'datetime-local' ? html` step="any"` : ''}${describedBy(name, hint)} value="${fields.one(name)}">${hintOf(name, hint)}</p>`

/** No `maxlength`: a text that is too long is said so, and nothing of what somebody pastes is cut off. */
export const lines = ({ fields }: Sheaf, { name, label, hint, language }: Box): Html =>
  // A browser drops the first line end of a field.
  html`<p><label for="${name}">${label}</label><textarea id="${name}" name="${name}"${dirOf('text', language)}${describedBy(name, hint)}>
${fields.one(name)}</textarea>${hintOf(name, hint)}</p>`

export const tick = (
  { fields }: Sheaf,
  { name, value, label, id }: { name: string; value: string; label: string | Html; id?: string },
): Html =>
  html`<label class="box"><input type="checkbox"${id === undefined ? '' : html` id="${id}"`} name="${name}" value="${value}"${fields.has(name, value) ? html` checked` : ''}> <span>${label}</span></label>`

export const choose = (
  { fields }: Sheaf,
  { name, label, options }: { name: string; label: string; options: { value: string; label: string }[] },
): Html => {
  const now = fields.one(name)
  // What is chosen and offered no more must not change by itself.
  const all =
    options.some(({ value }) => value === now) || now === '' ? options : [...options, { value: now, label: now }]
  return html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}">${all.map(
    it => html`<option value="${it.value}"${it.value === now ? html` selected` : ''}>${it.label}</option>`,
  )}</select></p>`
}

/** Folded away; open where something stands in it already. */
export const fold = (title: string, body: Html | Html[], open: boolean): Html =>
  html`<details class="part"${open ? html` open` : ''}><summary>${title}</summary><div>${body}</div></details>`

/** One column for each language, one under the other where there is no room. */
export const columns = ({ languages }: Sheaf, column: (language: Language) => Html): Html =>
  html`<div class="columns">${languages.map(column)}</div>`

const dirOf = (type: Box['type'], language: Language | undefined): Html | '' => {
  if (language) return html` lang="${language.tag}" dir="${language.dir}"`
  return type === 'text' ? html` dir="auto"` : ''
}
const describedBy = (name: string, hint: string | undefined): Html | '' =>
  hint === undefined ? '' : html` aria-describedby="${name}-hint"`
const hintOf = (name: string, hint: string | undefined): Html | '' =>
  hint === undefined ? '' : html`<span class="soft" id="${name}-hint">${hint}</span>`
