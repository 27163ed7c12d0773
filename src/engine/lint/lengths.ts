/** Whether words fit where they are shown, on the channel that shows least. Characters as people count them, at the most. */
import { error, type Finding, type Words, warning } from './finding.ts'

type Limit = {
  keys: RegExp
  most: number
  why: string
  /** Above this it still fits, but is warned of. */
  advised?: number
}

/** First match counts. */
const LIMITS: readonly Limit[] = [
  {
    keys: /\.options\.short\.[^.]+$|^flows\.[^.]+\.short$/,
    most: 20,
    why: 'buttons of Messenger and WhatsApp hold 20',
  },
  { keys: /^flows\.[^.]+\.[^.]+\.name$/, most: 20, why: 'the name of a step stands in a short button' },
  { keys: /\.options\.icon\.[^.]+$|^flows\.[^.]+\.icon$/, most: 8, why: 'an icon is one emoji' },
  { keys: /\.options\.[^.]+$|^flows\.[^.]+\.title$|^engine\.(yes|no)$/, most: 40, why: 'a button holds 40' },
  {
    keys: /^verbs\.[^.]+\.label$|^engine\.(nearer|first_page)$/,
    most: 20,
    why: 'buttons of Messenger and WhatsApp hold 20',
  },
  { keys: /^(verbs|flows)\.[^.]+\.command$/, most: 80, why: 'a line in the list of commands should hold 80' },
  { keys: /^categories\.group\./, most: 40, why: 'a button holds 40' },
  { keys: /^categories\.[^.]+\.title$/, most: 60, why: 'a category is a line of 60' },
  { keys: /^channels\.telegram\.description$/, most: 512, why: 'Telegram takes 512' },
  { keys: /^channels\.telegram\.short_description$/, most: 120, why: 'Telegram takes 120' },
  { keys: /^channels\.telegram\.share_place$/, most: 20, why: 'a small button holds 20' },
  { keys: /./, most: 4096, why: 'Telegram takes 4096 in a message', advised: 900 },
]

/** Words that are read by a person who is looking for something may be longer than those of a conversation. */
const CONVERSATION = /^(flows|engine|notices)\./

/** Synonyms are never shown, so they may be as long as they like. */
export const lintLengths = (words: Words): Finding[] =>
  [...words].flatMap(([key, word]) => {
    if (typeof word.value !== 'string') return []
    const limit = LIMITS.find(({ keys }) => keys.test(key))
    if (!limit) return []
    // UTF-16 units for long texts, because that is how Telegram counts; code points for buttons.
    const length = limit.most > 1000 ? word.value.length : [...word.value].length
    if (length > limit.most)
      return [error(word.file, word, 'too-long', `\`${key}\` has ${length} characters; ${limit.why}`)]
    if (limit.advised !== undefined && length > limit.advised && CONVERSATION.test(key))
      return [
        warning(word.file, word, 'long', `\`${key}\` has ${length} characters; few read more than ${limit.advised}`),
      ]
    return []
  })
