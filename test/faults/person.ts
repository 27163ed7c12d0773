import type { Person, Shown } from '../fake/telegram/phone.ts'
import type { FakeTelegram } from '../fake/telegram/server.ts'

/**
 * Only ends what hangs: several kills and starts may stand between a deed and its answer, and a start takes seconds on a busy machine.
 * Whether anything was lost is asserted at the end, not by the clock.
 */
const SILENCE_MS = 180_000

/** Somebody on the fake Telegram who waits for each answer before the next deed, as people do. */
export type Talker = {
  phone: Person
  /** Does something, and gives the first message after it that has what is looked for. */
  turn(deed: () => unknown, looked: (message: Shown) => boolean): Promise<Shown>
  tap(message: Shown, token: RegExp, looked: (message: Shown) => boolean): Promise<Shown>
}

export const createTalker = (fake: FakeTelegram, phone: Person): Talker => {
  const turn: Talker['turn'] = async (deed, looked) => {
    const before = phone.heard.length
    deed()
    return fake.until(() => phone.heard.slice(before).find(looked), SILENCE_MS)
  }
  return {
    phone,
    turn,
    tap: (message, token, looked) => {
      const button = message.buttons.flat().find(({ data }) => data !== undefined && token.test(data))
      if (!button?.data) throw new Error(`no button ${token} below: ${message.text}`)
      const { data } = button
      return turn(() => phone.press(data, message.id), looked)
    },
  }
}

export const hasButton =
  (token: RegExp) =>
  ({ buttons }: Shown): boolean =>
    buttons.flat().some(({ data }) => data !== undefined && token.test(data))

const LANGUAGE = /^a\..*\.en$/
const AGREE = /^a\..*\.yes$/

/** Language, privacy, yes: from here on the person is known. */
export const sayYes = async (talker: Talker): Promise<void> => {
  const languages = await talker.turn(() => talker.phone.type('/start'), hasButton(LANGUAGE))
  const privacy = await talker.tap(languages, LANGUAGE, hasButton(AGREE))
  await talker.tap(privacy, AGREE, hasButton(/^f\.report$/))
}

export const RECEIPT = /\b\d{4} \d{4} \d{4} \d{4}\b/

/** A whole report; resolves with the receipt. `told` is what it says, in one message. */
export const report = async (talker: Talker, told: string, filing: () => void = () => {}): Promise<string> => {
  const safe = await talker.turn(() => talker.phone.type('/report'), hasButton(/^a\..*\.no$/))
  const groups = await talker.tap(safe, /^a\..*\.yes$/, hasButton(/\.work$/))
  const categories = await talker.tap(groups, /\.work$/, hasButton(/\.labour_wages$/))
  const where = await talker.tap(categories, /\.labour_wages$/, hasButton(/^v\.skip\./))
  const story = await talker.tap(where, /^v\.skip\./, hasButton(/^v\.(done|skip)\./))
  void story
  const more = await talker.turn(() => talker.phone.type(told), hasButton(/^v\.done\./))
  const check = await talker.tap(more, /^v\.done\./, hasButton(/\.quiet$/))
  filing()
  const thanks = await talker.tap(check, /\.quiet$/, ({ text }) => RECEIPT.test(text))
  return RECEIPT.exec(thanks.text)?.[0] ?? ''
}
