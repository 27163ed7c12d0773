// Passes on what one key opens to another key: half of each case key is opened here and sealed anew. The server moves sealed boxes.
import { fromText, openBox, sealBox, toText } from '../case/crypto.js'
import { ask, refusal } from './ask.js'

/**
 * Begun anew it goes on where it was interrupted, because the server names only what is still missing. What is filed meanwhile
 * is found by the last question.
 * @param it.to whom: `{ id, publicKey }`, the public key as text, whose fingerprint people have compared
 * @param it.as the id of the key that opens, one's own or the recovery key's; `privateKey` its private half
 * @param it.told called with how many were passed on and how many there are
 * @returns `{ given, damaged }`: how many were passed on, and how many this key could not open
 */
export const giveAccess = async ({ to, as, privateKey, told }) => {
  const publicKey = fromText(to.publicKey)
  for (let [given, damaged, after, all] = [0, 0, '', 0]; ; ) {
    const page = await ask(`/${to.id}/missing?${new URLSearchParams({ as, after })}`)
    // Nothing is ever sealed to another key than the one that was looked at.
    if (page.publicKey !== to.publicKey) throw refusal('changed')
    if (after === '') all = given + page.left
    const wrap = []
    for (const { concern, sealed } of page.wraps) {
      const half = openBox(fromText(sealed), privateKey)
      if (half) wrap.push(`${concern}.${toText(sealBox(half, publicKey))}`)
      else damaged += 1
      half?.fill(0)
      after = concern
    }
    if (page.wraps.length > 0 && wrap.length === 0) continue
    const { done } = await ask(`/${to.id}/wraps`, { as, damaged, wrap })
    given += wrap.length
    told?.(given, all)
    if (done) return { given, damaged }
    // Something was filed since: once more from the beginning.
    if (wrap.length === 0) [damaged, after] = [0, '']
  }
}
