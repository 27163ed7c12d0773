import type { Span } from '../../kit/message.ts'
import { FIGURES } from '../../kit/text.ts'

/** Unicode's isolates (UAX #9, 2.7): Telegram has no markup for the direction of a text. */
const LTR = '\u2066'
const OWN = '\u2068'
const END = '\u2069'

/**
 * For a text in a right-to-left language: groups of figures would change places there (UAX #9, W2 and N1), and a receipt would be
 * another one. Whoever copies a receipt copies the isolates, which are no digits and so are not read.
 */
export const isolate = (spans: readonly Span[]): Span[] =>
  spans.flatMap((span): Span[] => {
    if (typeof span === 'string') return span.split(FIGURES).map((part, at) => (at % 2 === 0 ? part : figures(part)))
    if ('strong' in span)
      return [
        {
          strong: span.strong
            .split(FIGURES)
            .map((part, at) => (at % 2 === 0 ? part : ltr(part)))
            .join(''),
        },
      ]
    if ('tel' in span) return [figures(span.label)]
    return span.label === '' || span.label === span.url ? [span] : [{ ...span, label: `${OWN}${span.label}${END}` }]
  })

const ltr = (text: string): string => `${LTR}${text}${END}`

/** As a telephone number it is printed as it is, and no page ends within it. */
const figures = (text: string): Span => ({ tel: text, label: ltr(text) })
