// Proves that this key still opens what is sealed to it: the server seals 32 bytes, and gets them back.
import { fromText, openBox, toText } from '../case/crypto.js'
import { ask } from './ask.js'

/** `proved`: now, or earlier today. `said`: what the page says of it now. */
export const drill = async privateKey => {
  const { sealed } = await ask('/envelope', {})
  if (!sealed) return { proved: true }
  const opened = openBox(fromText(sealed), privateKey)
  if (!opened) return { proved: false }
  return { proved: true, ...(await ask('/proof', { opened: toText(opened) })) }
}
