import type { Lang } from './ids.ts'

/**
 * What the bot says, written once; each channel degrades it to what it can show.
 * Text is a list of spans so that no channel ever has to parse markup, and nothing that a person wrote can become markup.
 */
export type Span =
  | string
  | { strong: string }
  /** A telephone number: `dial` for the link (E.164 or short code), `label` exactly as the desk prints it. Never number-formatted. */
  | { tel: string; label: string }
  | { url: string; label: string }

/** One answer that can be tapped. Numbered from 1 in the order given, but for those that `isNumbered` names. */
export type Choice = {
  /** At most 64 bytes of ASCII. What comes back as `{ kind: 'tap', token }`. */
  token: string
  label: string
  /** At most 20 characters, for channels with small buttons. */
  short?: string
  /** One emoji. */
  icon?: string
}

/** Whether its number may be typed in its place. Not where nobody waits for an answer: what can be done with a campaign is only tapped. */
export const isNumbered = ({ token }: Choice): boolean => !token.startsWith('c.')

/** A button that opens a page. */
export type Link = {
  label: string
  url: string
  /** Within the messenger, where it can: Telegram's Mini Apps. */
  inside: boolean
}

/** A file that goes out with a message; its bytes stand in the store under `hash` (SHA-256, base64url). */
export type Media = { kind: 'photo' | 'voice' | 'document'; hash: string }

export type Message = {
  lang: Lang
  /** Shown or played above the text. A channel that cannot shows the text alone. */
  media?: Media
  text: Span[]
  /** Answers to the question, in order; on this page only. */
  choices: Choice[]
  /** Engine verbs offered here (back, skip, help …): smaller, after the choices, not numbered with them. */
  verbs: Choice[]
  /** Pages that are opened from here; after all that can be answered. */
  links?: Link[]
  /** What free input the question takes besides taps; absent: none. Lets a channel offer the right field or keyboard. */
  input?: 'text' | 'number' | 'date' | 'place' | 'media'
  /** With `input: 'media'` or a text question that takes files: which. */
  accept?: ('text' | 'photo' | 'voice')[]
  /** Personal: `protect_content` on Telegram, no cache on the web. */
  personal: boolean
}

/** The outcome of one attempt to deliver (only the two kinds of bad news that a platform has: it said no, or the wire broke). */
export type Sent =
  | { ok: true /** The channel's name for what it shows now, or '' where there is none. */; ref: string }
  /** 403: blocked or gone. Final; the person is unsubscribed. */
  | { ok: false; why: 'gone' }
  /** 400 and kin: this message can never go out as it is. Final; kept for staff with the code. */
  | { ok: false; why: 'refused'; code: number }
  /** 429: wait exactly `retryAfter` seconds, for the whole token. Surely not sent. */
  | { ok: false; why: 'slow-down'; retryAfter: number }
  /** Connection refused, DNS, or reset before the write. Surely not sent. */
  | { ok: false; why: 'unreachable' }
  /** 5xx, timeout or reset after the write: may have been delivered. */
  | { ok: false; why: 'in-doubt' }

export const plain = (text: Span[]): string =>
  text.map(span => (typeof span === 'string' ? span : 'strong' in span ? span.strong : span.label)).join('')

/** Splits at blank lines. Line ends inside a paragraph stay. */
export const paragraphsOf = (text: readonly Span[]): Span[][] => {
  const all: Span[][] = [[]]
  for (const it of text) {
    if (typeof it !== 'string') {
      all.at(-1)?.push(it)
      continue
    }
    for (const [index, part] of it.split(/\n{2,}/).entries()) {
      if (index > 0) all.push([])
      if (part) all.at(-1)?.push(part)
    }
  }
  return all.filter(spans => plain(spans).trim())
}
