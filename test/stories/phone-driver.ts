import type { Address, PersonKey } from '../../src/kit/ids.ts'
import type { Privacy } from '../../src/privacy/index.ts'
import { toBytes } from '../../src/store/ids.ts'
import type { Store } from '../../src/store/index.ts'
import type { Person } from '../fake/telegram/phone.ts'
import type { FakeTelegram } from '../fake/telegram/server.ts'
import { PHOTO, VOICE } from './media.ts'
import type { Driver } from './player.ts'

/** Somebody with a phone: each deed is over when the bot has answered, has confirmed the update, and has nothing more to send. */
export type Caller = Driver & { phone: Person; key: PersonKey }
export type PhoneOptions = {
  fake: FakeTelegram
  store: Store
  privacy: Privacy
  lang: string | undefined
  before: ((deed: 'say' | 'tap' | 'file') => void) | undefined
}

export const callerOf = ({ fake, store, privacy, lang, before }: PhoneOptions): Caller => {
  const phone = fake.person(lang ? { lang } : {})
  const key = privacy.person('telegram', String(phone.id) as Address)
  /** How many messages to her wait in the outbox or are on the wire. */
  const waiting = (): Promise<number> =>
    store.tx(async tx => {
      const lines = await tx
        .selectFrom('outbox')
        .select('id')
        .where('state', 'in', ['pending', 'sending'])
        .where('person', '=', toBytes(key))
        .execute()
      return lines.length
    })
  let from = 0
  const turn = async (kind: 'say' | 'tap' | 'file', deed: () => unknown): Promise<void> => {
    before?.(kind)
    const already = phone.heard.length
    from = already
    deed()
    // Who blocks the bot hears nothing any more.
    await fake.until(() => phone.heard.length > already || phone.blocked)
    await fake.until(() => !fake.updates.pending().some(({ chat }) => chat === phone.id))
    while ((await waiting()) > 0) await new Promise(resolve => setTimeout(resolve, 5))
  }
  /** Long answers stand in the text, and the button under the same number carries a short form of them. */
  const choicesOf = ({ text, buttons }: (typeof phone.heard)[number]): { label: string; button: string }[] =>
    buttons.flat().flatMap(button => {
      const number = /^\d+\. /.exec(button.text)?.[0]
      if (number === undefined) return []
      const line = text.split('\n').find(it => it.startsWith(number))
      return [{ label: line ?? button.text, button: button.text }]
    })
  return {
    phone,
    key,
    send: media => turn('file', () => (media === 'photo' ? phone.photo(PHOTO) : phone.voice(VOICE))),
    share: (lat, lon) => turn('say', () => phone.share(lat, lon)),
    type: text => turn('say', () => phone.type(text)),
    tap: label => {
      const shown = phone.heard.slice(from).toReversed().flatMap(choicesOf)
      return turn('tap', () => phone.tap(shown.find(choice => choice.label === label)?.button ?? label))
    },
    heard: async () =>
      phone.heard.slice(from).map(bubble => ({
        text: bubble.text,
        choices: choicesOf(bubble).map(({ label }) => label),
        verbs: bubble.buttons.flat().flatMap(button => (/^\d+\. /.test(button.text) ? [] : [button.text])),
      })),
    close: async () => {},
  }
}
