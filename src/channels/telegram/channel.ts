/** The way out, whoever carries it: one attempt per call, and what became of it as a value. */
import type { Channel } from '../../kit/channel.ts'
import type { Address } from '../../kit/ids.ts'
import type { Message, Sent } from '../../kit/message.ts'
import { attempt, type Tried } from './attempt.ts'
import { createChatCommands } from './chat-commands.ts'
import { clear, remove } from './clear.ts'
import { createEdit } from './edit.ts'
import type { Carrier, TelegramApp } from './port.ts'
import { writeRef } from './refs.ts'
import { createUnfinished } from './unfinished.ts'
import { createUploads, type SendFile } from './upload.ts'
import { type ApiCall, toCalls } from './write.ts'

/**
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 messages a second in all, one a
 * second in one chat. A call takes about 100 ms, so 4 at once keep up with 30 a second; no more can be in doubt at a kill.
 */
const PACE = { perSecond: 30, perChatMs: 1000, inFlight: 4 } as const

export type ChannelOptions = {
  carrier: Carrier
  app: Pick<TelegramApp, 'words' | 'media'>
  /** Our own username, as soon as it is known. */
  bot: () => string | undefined
  /** A mark of the bot, as soon as it is known. */
  account: () => string | undefined
  /** Messages a second that the group pays for; absent: as many as go for nothing. */
  paid?: number | undefined
}

/** https://core.telegram.org/bots/api#sendmessage: `allow_paid_broadcast`. The first 30 a second go for nothing all the same. */
const paidFor = (call: ApiCall): ApiCall => ({ ...call, payload: { ...call.payload, allow_paid_broadcast: true } })

export const createTelegramChannel = ({ carrier, app, bot, account, paid }: ChannelOptions): Channel => {
  const unfinished = createUnfinished()
  const perform = createPerform(carrier, createUploads({ carrier, media: app.media, account }))
  const writing = () => ({ texts: app.words, bot: bot() })

  const send = async (to: Address, message: Message): Promise<Sent> => {
    const calls = toCalls(to, message, writing()).map(call => (paid ? paidFor(call) : call))
    if (calls.length === 1 && calls[0]) return finish(to, message, await perform(calls[0]))
    // With several bubbles a later attempt goes on where the last one stopped.
    const { key, refs } = unfinished.take([to, message])
    for (const call of calls.slice(refs.length)) {
      const { sent, said } = await perform(call)
      if (!sent.ok) {
        unfinished.keep(key, refs)
        return finish(to, message, { sent, ...(said === undefined ? {} : { said }) })
      }
      refs.push(sent.ref)
    }
    return { ok: true, ref: refs.join(',') }
  }

  /** Who takes no voices gets the words alone. */
  const finish = async (to: Address, message: Message, { sent, said = '' }: Tried): Promise<Sent> => {
    if (sent.ok || !message.media || !NO_VOICES.test(said)) return sent
    const { media: _, ...rest } = message
    return send(to, rest)
  }

  return {
    name: 'telegram',
    mode: 'push',
    pace: paid ? { ...PACE, perSecond: paid, inFlight: Math.ceil(paid / 10) + 1 } : PACE,
    send,
    edit: createEdit({ carrier, perform, unfinished, writing }),
    remove: (to, ref) => remove(carrier, to, ref),
    clear: (to, refs) => clear(carrier, to, refs),
    setCommands: createChatCommands(carrier),
  }
}

/** 400 of somebody who has shut themselves off from voices ("Voice messages" in Telegram's privacy settings). */
const NO_VOICES = /VOICE_MESSAGES_FORBIDDEN|restricted receiving of voice/i

/** A call with whatever file belongs to it; a message that came of it is named by its id and its file. */
export type Perform = (call: ApiCall) => Promise<Tried>

const createPerform =
  (carrier: Carrier, sendFile: SendFile): Perform =>
  async ({ method, payload, media }) => {
    const tried = await (media ? sendFile({ method, payload, media }) : attempt(carrier, method, payload))
    const { sent } = tried
    return sent.ok ? { ...tried, sent: { ok: true, ref: writeRef(sent.ref, media) } } : tried
  }
