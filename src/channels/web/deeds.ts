import type { Address } from '../../kit/ids.ts'
import { type Deed, LIMITS } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import { fold } from '../../kit/text.ts'
import type { Form } from './body.ts'
import type { WebPort } from './port.ts'

/** Something done, and the bytes by which a second sending of it is known. */
export type Done = { it: Deed; said: Uint8Array | string }

/** What a form says: one deed, or one per file. Empty when nothing was typed, tapped or chosen. */
export const readDeeds = async (port: WebPort, address: Address, form: Form): Promise<Done[]> => {
  if (form.token) return [tapOf(form.token)]
  if (form.uploads.length === 0) return form.text ? [textOf(form.text)] : placeOf(form)
  if (form.text.length > LIMITS.text) return [textOf(form.text)]
  const done: Done[] = []
  for (const [index, { media, bytes }] of form.uploads.entries()) {
    // What was written beside the files goes with the first of them.
    const kept = await port.keepFile('web', address, media, bytes, index === 0 ? form.text : '')
    done.push({ it: kept.ok ? kept.value : { kind: 'unreadable', why: kept.why }, said: bytes })
  }
  return done
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
