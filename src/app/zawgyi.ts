import tools from 'myanmar-tools'
import type { Inbound } from '../kit/inbound.ts'

/** How sure the detector must be. Of Burmese in Unicode a short word may look like both; the converter then changes nothing in it. */
const SURE = 0.95
const BURMESE = /\p{sc=Myanmar}/u
/** The converter's time grows with the square of what it is given at once. A sign that stands before its syllable may begin a piece. */
const PIECES = /.{1,512}(?=[\u1031\s]|$)|.{1,512}/gsu

const open = () => ({ detector: new tools.ZawgyiDetector(), converter: new tools.ZawgyiConverter() })
/** Made for the first who writes Burmese. */
let known: ReturnType<typeof open> | undefined

/**
 * Burmese as every phone shows it. Older phones write Zawgyi: the same code points as Unicode with other meanings, so that nothing of it
 * matches, and another phone shows broken signs. Text in Zawgyi comes back in Unicode, any other text as it is.
 */
export const inUnicode = (text: string): string => {
  if (!BURMESE.test(text)) return text
  known ??= open()
  const { detector, converter } = known
  if (!(detector.getZawgyiProbability(text) > SURE)) return text
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
