import tools from 'myanmar-tools'
import type { Inbound } from '../kit/inbound.ts'

/** How sure the detector must be: of what could not be Unicode at all, and of the rest. Of single words in Unicode it is up to 0.998 sure. */
const [MAYBE, SURE] = [0.9, 0.9999]
const BURMESE = /\p{sc=Myanmar}/gu
/** The tones of Karen, in one of six of its letters. Zawgyi has put stacked consonants there, in one of a hundred. */
const TONES = /[\u1062-\u1064\u1069-\u106d]/g
const KAREN = 0.06
/**
 * Syllables in the order in which Unicode writes them: consonant, stacked ones, medials, vowels, marks (The Unicode Standard, 16.3, Myanmar).
 * No two parts begin alike, so that the time is that of the length.
 */
const SYLLABLES =
  /^(?:[\u1000-\u102a\u103f](?:\u1039[\u1000-\u1021])*\u103b?\u103c?\u103d?\u103e?\u1031?[\u102d\u102e\u1032]?[\u102f\u1030]?[\u102b\u102c]?[\u1036-\u1038\u103a]*|[\u1040-\u104f]|[^\u1000-\u109f])*$/u
/** The converter's time grows with the square of what it is given at once. A sign that stands before its syllable may begin a piece. */
const PIECES = /.{1,64}(?=[\u1031\s]|$)|.{1,64}/gsu

const open = () => ({ detector: new tools.ZawgyiDetector(), converter: new tools.ZawgyiConverter() })
/** Made for the first who writes Burmese. */
let known: ReturnType<typeof open> | undefined

/**
 * Burmese as every phone shows it. Older phones write Zawgyi: the same code points as Unicode with other meanings, so that nothing of it
 * matches, and another phone shows broken signs. Text in Zawgyi comes back in Unicode, any other text as it is.
 */
export const inUnicode = (text: string): string => {
  const letters = text.match(BURMESE)?.length ?? 0
  if (letters === 0 || (text.match(TONES)?.length ?? 0) > KAREN * letters) return text
  known ??= open()
  const { detector, converter } = known
  const chance = detector.getZawgyiProbability(text)
  if (!(chance > (SYLLABLES.test(text) ? SURE : MAYBE))) return text
  return (text.match(PIECES) ?? []).map(piece => converter.zawgyiToUnicode(piece)).join('')
}

/** What a person wrote, before anything is matched or sealed. */
export const readInbound = (inbound: Inbound): Inbound => {
  const { it } = inbound
  if (it.kind === 'text') return { ...inbound, it: { ...it, text: inUnicode(it.text) } }
  if (it.kind === 'command') return { ...inbound, it: { ...it, args: inUnicode(it.args) } }
  if (it.kind === 'file') return { ...inbound, it: { ...it, caption: inUnicode(it.caption) } }
  return inbound
}
