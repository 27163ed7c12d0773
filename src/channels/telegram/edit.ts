/**
 * Puts one message in the place of another (https://core.telegram.org/bots/api#updating-messages). A bot may edit what it said in a
 * private chat however old it is: the limit of 48 hours is for business messages and for deleting. Editing rings no phone.
 */
import { CANNOT_EDIT, type Channel } from '../../kit/channel.ts'
import type { Address } from '../../kit/ids.ts'
import type { Message, Sent } from '../../kit/message.ts'
import { attempt, type Tried } from './attempt.ts'
import type { Perform } from './channel.ts'
import type { Carrier } from './port.ts'
import { markOf, type Ref, readRefs, writeRef } from './refs.ts'
import type { Unfinished } from './unfinished.ts'
import { type ApiCall, type Bubble, toBubbles, toSend, toText, toWords, type Writing } from './write.ts'

type EditOptions = { carrier: Carrier; perform: Perform; unfinished: Unfinished; writing: () => Writing }

const CANNOT: Sent = { ok: false, why: 'refused', code: CANNOT_EDIT }

/** The new message takes the old bubbles one by one; what it needs more comes silently, what is left over goes. */
export const createEdit = ({ carrier, perform, unfinished, writing }: EditOptions): NonNullable<Channel['edit']> => {
  /** Changes a bubble. What it shows already is no fault. */
  const change = async (to: Address, old: Ref, bubble: Bubble): Promise<Sent> => {
    const same: Sent = { ok: true, ref: writeRef(String(old.id), bubble.media) }
    const { sent, said = '' }: Tried = await perform(toChange(to, old, bubble))
    return sent.ok || (sent.why === 'refused' && NOT_MODIFIED.test(said)) ? same : sent
  }

  /** What is too old to be deleted points to what stands in its place. */
  const remove = async (to: Address, { id }: Ref): Promise<Sent> => {
    const { sent } = await attempt(carrier, 'deleteMessages', { chat_id: to, message_ids: [id] })
    if (sent.ok || sent.why !== 'refused') return { ok: true, ref: '' }
    return change(to, { id }, { html: '⬆️' })
  }

  return async (to, ref, message) => {
    const old = readRefs(ref)
    const bubbles = layOut(to, old, message, writing())
    if (!bubbles) return CANNOT
    const refs: string[] = []
    for (const [index, bubble] of bubbles.entries()) {
      const there = old[index]
      if (!there) break
      const sent = await change(to, there, bubble)
      if (!sent.ok) return sent
      refs.push(sent.ref)
    }
    const { key, refs: said } = unfinished.take([to, ref, message])
    for (const bubble of bubbles.slice(old.length + said.length)) {
      const { sent } = await perform(toSend(to, bubble, message, true))
      if (!sent.ok) {
        unfinished.keep(key, said)
        return sent
      }
      said.push(sent.ref)
    }
    for (const spare of old.slice(bubbles.length)) {
      const sent = await remove(to, spare)
      if (!sent.ok) return sent
      if (sent.ref !== '') refs.push(sent.ref)
    }
    return { ok: true, ref: [...refs, ...said].join(',') }
  }
}

/** In as many bubbles as there are, where that is possible; `undefined`: there is no way from the one to the other. */
const layOut = (to: Address, old: Ref[], message: Message, writing: Writing): Bubble[] | undefined => {
  const [first] = old
  if (!first) return undefined
  const apart = first.media !== undefined && old.length > 1
  const bubbles = toBubbles(to, message, writing, apart)
  return bubbles.length > 0 && fits(first, message) ? bubbles : undefined
}

/**
 * "Use this method to edit animation, audio, document, live photo, photo, or video messages, or to replace a text … with a media"
 * (https://core.telegram.org/bots/api#editmessagemedia): no voice among them, and no way back from a file to a text.
 */
const fits = ({ media: there }: Ref, { media }: Message): boolean => {
  if (!media) return there === undefined
  if (media.kind === 'voice' || there?.kind === 'voice')
    return there?.kind === media.kind && there.mark === markOf(media.hash)
  return true
}

const toChange = (to: Address, { id, media: there }: Ref, { html, media, markup }: Bubble): ApiCall => {
  const inline = markup && 'inline_keyboard' in markup ? { reply_markup: markup } : {}
  const target = { chat_id: to, message_id: id, ...inline }
  if (!media) return { method: 'editMessageText', payload: { ...target, ...toText(html) } }
  if (there?.kind === media.kind && there.mark === markOf(media.hash))
    return { method: 'editMessageCaption', payload: { ...target, ...toWords(html) } }
  const asIs = media.kind === 'document' ? { disable_content_type_detection: true } : {}
  const file = { type: media.kind, ...asIs, ...toWords(html) }
  return { method: 'editMessageMedia', payload: { ...target, media: file }, media }
}

const NOT_MODIFIED = /message is not modified/i
