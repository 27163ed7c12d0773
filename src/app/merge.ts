import { type Message, plain } from '../kit/message.ts'

/** Longest text that is still one message on the narrowest push channel that splits nothing. */
const LONGEST = 1900

/**
 * Statements that precede a question travel with it: fewer messages, less data, one signal on the phone. A message that has
 * choices or takes input ends what is collected; its buttons stay the only ones.
 */
export const mergeMessages = (messages: Message[]): Message[] => {
  const merged: Message[] = []
  for (const message of messages) {
    const last = merged.at(-1)
    if (last && fits(last, message))
      merged[merged.length - 1] = {
        ...message,
        text: [...last.text, '\n\n', ...message.text],
        personal: last.personal || message.personal,
      }
    else merged.push(message)
  }
  return merged
}

/** A file stays with the words that it came with. */
const fits = (first: Message, second: Message): boolean =>
  !first.media &&
  !second.media &&
  first.choices.length === 0 &&
  first.verbs.length === 0 &&
  !first.input &&
  first.lang === second.lang &&
  plain(first.text).length + plain(second.text).length < LONGEST
