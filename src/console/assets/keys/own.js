// One's own key, opened with its passphrase in this browser.
import { fromText, openHolderKey } from '../case/crypto.js'
import { ask, refusal } from './ask.js'

/** Lets what was told be painted: stretching takes a second. */
export const painted = () => new Promise(done => setTimeout(done, 30))

/** The private half; an error with the reason `wrong`: another passphrase. */
export const openOwn = async passphrase => {
  const { wrapped } = await ask('/own')
  const privateKey = openHolderKey(fromText(wrapped), passphrase)
  if (!privateKey) throw refusal('wrong')
  return privateKey
}
