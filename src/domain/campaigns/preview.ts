/** How each messenger shows a message: the same text, as many bubbles as it takes, and never more than the messenger takes. */
import { type Choice, isNumbered, type Media, type Message, type Span } from '../../kit/message.ts'
import { LENGTHS, type ShownOn, type SmsSize, smsSize } from './lengths.ts'
import { pagesOf, shortened, wordsOf } from './pages.ts'

/** `look`: what stands for the answers below it. `numbers`: they stand in the text, and a number is written. */
export type Bubble = {
  media?: Media['kind']
  text: Span[]
  look: 'none' | 'buttons' | 'replies' | 'list' | 'numbers'
  labels: string[]
}

/** `parts`: more than one message. `uncaptioned`: the file comes on its own. `silent`: no file at all. `shortened`: some labels. */
export type PreviewNote =
  | { code: 'parts'; count: number }
  | { code: 'uncaptioned' | 'silent' | 'shortened' }
  | ({ code: 'sms' } & SmsSize)

export type Preview = { channel: ShownOn; bubbles: Bubble[]; notes: PreviewNote[] }

export const previewOf = (message: Message, channel: ShownOn): Preview => {
  const { bubbles, notes } = SHOWS[channel](message)
  const parts = bubbles.filter(({ text }) => text.length > 0).length
  const many: PreviewNote[] = parts > 1 && channel !== 'sms' ? [{ code: 'parts', count: parts }] : []
  return { channel, bubbles, notes: [...many, ...notes] }
}

type Shows = (message: Message) => Omit<Preview, 'channel'>

const labelOf = ({ icon, label }: Choice): string => (icon ? `${icon} ${label}` : label)
/** All that can be tapped, in the order in which it stands there. */
const answersOf = ({ choices, verbs }: Message): Choice[] => [...choices, ...verbs]

/** Where links have no words of their own the address stands beside them. */
const bare = (spans: readonly Span[]): Span[] =>
  spans.map(span => {
    if (typeof span === 'string' || 'strong' in span) return span
    if ('tel' in span) return span.label
    return span.label === span.url || span.label === '' ? span.url : `${span.label}: ${span.url}`
  })

const withLinks = ({ links = [] }: Message, text: Span[]): Span[] => [
  ...text,
  ...links.map((link): Span => `\n${link.label}: ${link.url}`),
]

/** The text in pages, with the answers below the last. A file stands above the first if it may carry that much. */
const bubblesOf = (
  pages: Span[][],
  media: Message['media'],
  caption: number,
  below: Pick<Bubble, 'look' | 'labels'>,
): { bubbles: Bubble[]; notes: PreviewNote[] } => {
  const [only] = pages
  const length = only?.reduce((sum, span) => sum + wordsOf(span).length, 0) ?? 0
  const fits = pages.length <= 1 && length <= caption
  const texts = pages.map((text): Bubble => ({ text, look: 'none', labels: [] }))
  const bubbles = !media
    ? texts
    : fits
      ? [{ media: media.kind, text: only ?? [], look: 'none' as const, labels: [] }]
      : [{ media: media.kind, text: [], look: 'none' as const, labels: [] }, ...texts]
  const last = bubbles.at(-1)
  if (last) Object.assign(last, below)
  return { bubbles, notes: media && !fits ? [{ code: 'uncaptioned' }] : [] }
}

const numbered = (answers: readonly Choice[]): string => answers.map((it, at) => `\n${at + 1}. ${labelOf(it)}`).join('')

const SHOWS: Record<ShownOn, Shows> = {
  telegram(message) {
    const { text, caption, label } = LENGTHS.telegram
    const labels = [
      ...message.choices.map((it, at) => (isNumbered(it) ? `${at + 1}. ${labelOf(it)}` : labelOf(it))),
      ...message.verbs.map(labelOf),
      ...(message.links ?? []).map(it => it.label),
    ]
    const cut = labels.map(it => shortened(it, label))
    const { bubbles, notes } = bubblesOf(pagesOf(message.text, text), message.media, caption, {
      look: cut.length > 0 ? 'buttons' : 'none',
      labels: cut,
    })
    return { bubbles, notes: [...notes, ...shortenedNote(labels, cut)] }
  },
  messenger(message) {
    const { text, replies, label } = LENGTHS.messenger
    const answers = answersOf(message)
    const fits = answers.length <= replies
    const full = answers.map(it => it.short ?? labelOf(it))
    const cut = full.map(it => shortened(it, label))
    const unfit = !fits || full.some((it, at) => it !== cut[at])
    const body = withLinks(message, bare(message.text))
    const pages = pagesOf(unfit ? [...body, `\n${numbered(answers)}`] : body, text)
    const shown = fits ? { look: 'replies' as const, labels: cut } : { look: 'numbers' as const, labels: [] }
    // A file is a message of its own there.
    const { bubbles, notes } = bubblesOf(pages, message.media, -1, answers.length > 0 ? shown : NOTHING)
    return { bubbles, notes: [...notes, ...shortenedNote(full, cut)] }
  },
  whatsapp(message) {
    const { text, caption, buttons, buttoned, label, rows, row } = LENGTHS.whatsapp
    const answers = answersOf(message)
    const body = withLinks(message, bare(message.text))
    const full = answers.map(it => it.short ?? labelOf(it))
    const few = answers.length <= buttons && full.every(it => it.length <= label)
    const plain = pagesOf(body, text)
    const last = plain.at(-1)?.reduce((sum, span) => sum + wordsOf(span).length, 0) ?? 0
    if (answers.length === 0) return bubblesOf(plain, message.media, captionOf(message, caption), NOTHING)
    if (few && last <= buttoned) return bubblesOf(plain, message.media, -1, { look: 'buttons', labels: full })
    if (answers.length > rows) {
      const listed = pagesOf([...body, `\n${numbered(answers)}`], text)
      return bubblesOf(listed, message.media, captionOf(message, caption), { look: 'numbers', labels: [] })
    }
    const cut = full.map(it => shortened(it, row))
    const { bubbles, notes } = bubblesOf(plain, message.media, -1, { look: 'list', labels: cut })
    return { bubbles, notes: [...notes, ...shortenedNote(full, cut)] }
  },
  web(message) {
    const labels = answersOf(message).map(labelOf)
    const text = message.text.length > 0 ? [[...message.text]] : []
    return bubblesOf(text, message.media, Number.POSITIVE_INFINITY, {
      look: labels.length > 0 ? 'buttons' : 'none',
      labels: [...labels, ...(message.links ?? []).map(it => it.label)],
    })
  },
  sms(message) {
    const answers = answersOf(message)
    const body = withLinks(message, bare(message.text)).map(wordsOf).join('') + numbered(answers)
    const size = smsSize(body.trim())
    const { parts, [size.alphabet]: alphabet } = LENGTHS.sms
    // Letters of two units may leave a place free in each part.
    const most = parts * (alphabet.part - 1)
    const texts = pagesOf([body], most).map((text): Bubble => ({ text, look: 'none', labels: [] }))
    const last = texts.at(-1)
    if (last && answers.length > 0) last.look = 'numbers'
    const silent: PreviewNote[] = message.media ? [{ code: 'silent' }] : []
    return { bubbles: texts, notes: [{ code: 'sms', ...size }, ...silent] }
  },
}

const NOTHING = { look: 'none', labels: [] as string[] } as const

/** Voice has no words below it there. */
const captionOf = ({ media }: Message, caption: number): number => (media?.kind === 'voice' ? -1 : caption)

const shortenedNote = (full: readonly string[], cut: readonly string[]): PreviewNote[] =>
  full.some((it, at) => it !== cut[at]) ? [{ code: 'shortened' }] : []
