import { verbToken } from '../engine/tokens.ts'
import type { Lang } from '../kit/ids.ts'
import type { Choice, Media, Message, Span } from '../kit/message.ts'
import type { AppWords } from './words.ts'

/** What everybody who subscribed gets in the same words: what it says, and below it how all of this ends. */
export const alertMessage = (
  words: Pick<AppWords, 'text'>,
  lang: Lang,
  it: { text: Span[]; choices?: Choice[]; media?: Media | undefined },
): Message => ({
  lang,
  text: [...it.text, '\n', words.text(lang, 'notices.alert_stop_hint')],
  ...(it.media ? { media: it.media } : {}),
  choices: it.choices ?? [],
  verbs: [stopButton(words, lang)],
  personal: false,
})

/** One tap ends all alerts: the button means the same whenever it is tapped, in a conversation and between two. */
const stopButton = (words: Pick<AppWords, 'text'>, lang: Lang): Choice => {
  const label = words.text(lang, 'verbs.stop.label')
  return { token: verbToken('stop', undefined), label, short: label }
}
