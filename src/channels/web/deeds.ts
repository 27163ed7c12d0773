import type { Address } from '../../kit/ids.ts'
import { type Deed, LIMITS } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import { fold } from '../../kit/text.ts'
import type { Form, Upload } from './body.ts'
import type { WebPort } from './port.ts'
import { updateOf } from './session.ts'

/** Something done, and the bytes by which a second sending of it is known. */
export type Done = { it: Deed; said: Uint8Array | string }

/** Files sent a moment ago: a form sent twice does not put them aside twice. Only references, never bytes. */
const RECENT = 200

/** What a form says: one deed, or one per file. Empty when nothing was typed, tapped or chosen. */
export const createDeedReader = (port: WebPort) => {
  const recent = new Map<string, Promise<Deed>>()
  const keep = (address: Address, nonce: string, { media, bytes }: Upload, caption: string): Promise<Deed> => {
    const key = `${address} ${media} ${updateOf(nonce, 0, bytes)}`
    const kept =
      recent.get(key) ??
      port
        .keepFile('web', address, media, bytes, caption)
        .then((it): Deed => (it.ok ? it.value : { kind: 'unreadable', why: it.why }))
    recent.set(key, kept)
    // What failed may be tried again.
    kept.catch(() => recent.delete(key))
    for (const oldest of recent.keys()) if (recent.size > RECENT) recent.delete(oldest)
    return kept
  }
  return async (address: Address, nonce: string, form: Form): Promise<Done[]> => {
    if (form.token) return [tapOf(form.token)]
    if (form.uploads.length === 0) return form.text ? [textOf(form.text)] : placeOf(form)
    if (form.text.length > LIMITS.text) return [textOf(form.text)]
    const done: Done[] = []
    // What was written beside the files goes with the first of them.
    for (const [index, upload] of form.uploads.entries())
      done.push({ it: await keep(address, nonce, upload, index === 0 ? form.text : ''), said: upload.bytes })
    return done
  }
}

/** Before anybody has a session, a typed number or label means the choice that the first page showed. */
export const pickShown = (done: Done[], shown: Message[]): Done[] => {
  const [first] = done
  if (first?.it.kind !== 'text') return done
  const typed = fold(first.it.text)
  const choices = shown.at(-1)?.choices ?? []
  const choice = choices[Number(typed) - 1] ?? choices.find(it => fold(it.label) === typed)
  return choice ? [{ it: { kind: 'tap', token: choice.token }, said: first.said }] : done
}

const tapOf = (token: string): Done => ({
  it:
    token.length <= LIMITS.token && /^[!-~]+$/.test(token)
      ? { kind: 'tap', token }
      : { kind: 'unreadable', why: 'other' },
  said: `tap ${token}`,
})

const textOf = (text: string): Done => {
  const said = `text ${text}`
  if (text.length > LIMITS.text) return { it: { kind: 'unreadable', why: 'too-long' }, said }
  const [, name, args] = /^\/([a-z][a-z_]{0,31})(?:\s+(.*))?$/is.exec(text) ?? []
  return { it: name ? { kind: 'command', name: name.toLowerCase(), args: args ?? '' } : { kind: 'text', text }, said }
}

const placeOf = ({ place }: Form): Done[] =>
  place ? [{ it: { kind: 'place', ...place }, said: `place ${place.lat} ${place.lon}` }] : []
