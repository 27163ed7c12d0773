/** Choices and verbs → an inline keyboard that fits a narrow phone. */
import { type Choice, isNumbered, type Link, type Span } from '../../kit/message.ts'

type Button =
  | { text: string; callback_data: string }
  | { text: string; url: string }
  | { text: string; web_app: { url: string } }
type Rows = Button[][]

/** What a row of an old phone shows without cutting, in columns of half a Chinese character; more is cut with "…" by the app. */
const ROW = 34
const HALF = 15

/** A wide character takes two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const width = (text: string): number => [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0)

const title = ({ icon, label }: Pick<Choice, 'icon' | 'label'>): string => (icon ? `${icon} ${label}` : label)

/**
 * Answers are numbered, because every answer may also be sent as its number. Where a label is too long for a button, all
 * labels stand in the text (`list`) and the buttons carry the short ones. The button that came with a receipt is no answer to a
 * question, nor are those of a campaign; on the menu it stands for the flow that its number begins.
 */
export const toKeyboard = (choices: Choice[], verbs: Choice[], links: Link[] = []): { rows: Rows; list: Span[] } => {
  const onMenu = choices.some(({ token }) => token.startsWith('f.'))
  const numbered = (choice: Choice, index: number, label = choice.label): string =>
    (choice.token.startsWith('n.') && !onMenu) || !isNumbered(choice)
      ? title({ ...choice, label })
      : `${index + 1}. ${title({ ...choice, label })}`
  const full = choices.map((choice, index) => numbered(choice, index))
  const long = full.some(text => width(text) > ROW)
  const answers = choices.map((choice, index) => ({
    text: long ? numbered(choice, index, shorten(choice)) : (full[index] ?? ''),
    callback_data: choice.token,
  }))
  const narrow = answers.length > 1 && answers.every(({ text }) => width(text) <= HALF)
  const list = long ? [full.map(text => `\n${text}`).join('')] : []
  return { rows: [...pack(answers, narrow ? 2 : 1), ...packVerbs(verbs), ...links.map(link => [toLink(link)])], list }
}

/** "An HTTPS URL of a Web App to be opened" (https://core.telegram.org/bots/api#webappinfo); private chats only, which these are. */
const toLink = ({ label, url, inside }: Link): Button =>
  inside && url.startsWith('https://') ? { text: label, web_app: { url } } : { text: label, url }

const shorten = ({ short, label }: Choice): string => {
  if (short !== undefined || width(label) <= ROW - 4) return short ?? label
  const letters = [...new Intl.Segmenter().segment(label)].map(({ segment }) => segment)
  while (width(letters.join('')) > ROW - 5) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

const pack = (buttons: Button[], perRow: number): Rows => {
  const rows: Rows = []
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow))
  return rows
}

/** Verbs share rows as far as their words fit: three at the most, so that each is wide enough for a thumb. */
const packVerbs = (verbs: Choice[]): Rows => {
  const rows: Rows = []
  let used = 0
  for (const verb of verbs) {
    const text = title({ ...verb, label: verb.short ?? verb.label })
    const row = rows.at(-1)
    const button = { text, callback_data: verb.token }
    if (row && row.length < 3 && used + width(text) + 2 <= ROW - 4) row.push(button)
    else rows.push([button])
    used = row === rows.at(-1) ? used + width(text) + 2 : width(text)
  }
  return rows
}
