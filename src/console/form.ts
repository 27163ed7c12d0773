import type { Context } from 'hono'
import { html } from 'hono/html'
import { type Frame, type Html, say } from './page.ts'

/** A form's fields as texts; what is missing or a file is empty. */
export const fieldsOf = async <Name extends string>(c: Context, ...names: Name[]): Promise<Record<Name, string>> => {
  const body = await c.req.parseBody().catch((): Record<string, unknown> => ({}))
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].slice(0, 500) : '')
  return Object.fromEntries(names.map(name => [name, text(name)])) as Record<Name, string>
}

/** The six digits of the authenticator. */
export const codeField = ({ words }: Frame): Html =>
  html`<p><label for="code">${say(words, 'field.code')}</label><input id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="7" pattern="[0-9 ]{6,7}"></p>`

export const nameField = ({ words }: Frame, name: string, autocomplete: 'username' | 'off'): Html =>
  html`<p><label for="name">${say(words, 'field.name')}</label><input id="name" name="name" required maxlength="40" autocomplete="${autocomplete}" autocapitalize="off" spellcheck="false" value="${name}"></p>`

/** No `name`: it never leaves the browser. */
export const passphraseField = ({ words }: Frame, id: 'passphrase' | 'again', kind: 'current' | 'new'): Html =>
  html`<p><label for="${id}">${say(words, `field.${id}`)}</label><input id="${id}" type="password" autocomplete="${kind}-password"></p>`

/** What the script says while it works. */
export const scriptTexts = ({ words }: Frame): Html =>
  html`data-short="${say(words, 'script.short')}" data-differ="${say(words, 'script.differ')}" data-working="${say(words, 'script.working')}" data-failed="${say(words, 'script.failed')}"`

/** What went wrong, at the top of the page where a screen reader begins. */
export const alertOf = ({ words }: Frame, key: string | undefined, values?: Record<string, number>): Html | '' =>
  key ? html`<p class="alert" role="alert">${say(words, key, values)}</p>` : ''

/** In groups of four, for a pen. */
export const grouped = (text: string): string => text.match(/.{1,4}/g)?.join(' ') ?? ''
