// Two sheets give the recovery key back, here in the browser, and what it opens is sealed to one's own key.
import { publicKeyOf, toText } from '../case/crypto.js'
import { giveAccess } from '../keys/give-access.js'
import { fingerprintOf } from '../keys/key-file.js'
import { openOwn, painted } from '../keys/own.js'
import { joinShares, readShare, ready } from './shares.js'
import { filled, textsOf } from './texts.js'

const by = id => document.getElementById(id)
const form = by('recover')
const words = textsOf(form)
/** `[{ id, key }]`: the recovery keys that the server seals to. */
const known = JSON.parse(form.dataset.known)

const tell = text => {
  by('told').textContent = text
}
const trouble = {
  count: ({ count }) => filled(words.count, { n: count }),
  unknown: why => filled(why.maybe ? words.unknown : words.unknown_word, why),
  wrong: ({ maybe }) => (maybe ? filled(words.meant, maybe) : words.wrong),
  code: () => words.code,
}

/** The share in a field; what is wrong with it is said beside it. */
const read = name => {
  const field = by(name)
  const it = readShare(field.value)
  by(`${name}-told`).textContent = it.ok ? '' : trouble[it.why.kind](it.why)
  field.setAttribute('aria-invalid', String(!it.ok))
  return it.ok ? it.value : undefined
}

form.addEventListener('submit', async event => {
  event.preventDefault()
  const [one, other] = [read('one'), read('other')]
  if (!one || !other) {
    by(one ? 'other' : 'one').focus()
    return tell(words.look)
  }
  const joined = await joinShares(one, other)
  if (!joined.ok) return tell(words.same)
  const { publicKey, privateKey } = joined.value
  const opener = known.find(({ key }) => key === toText(publicKey))
  if (!opener) return tell(filled(words.mixed, { key: fingerprintOf(publicKey) }))
  form.querySelector('button').disabled = true
  tell(words.opening)
  try {
    // A key that its holder cannot open would get everything for nothing.
    await painted()
    const own = await openOwn(by('passphrase').value)
    const to = { id: form.dataset.to, publicKey: toText(publicKeyOf(own)) }
    own.fill(0)
    const { damaged } = await giveAccess({
      to,
      as: opener.id,
      privateKey,
      told: (done, all) => {
        by('progress').hidden = false
        by('progress').max = Math.max(1, all)
        by('progress').value = done
        tell(filled(words.working, { done, all }))
      },
    })
    form.reset()
    form.hidden = true
    by('done').hidden = false
    tell(damaged > 0 ? filled(words.damaged, { n: damaged }) : words.done)
    by('done').querySelector('h2').focus()
  } catch (error) {
    form.querySelector('button').disabled = false
    tell(error instanceof TypeError ? words.offline : error.why === 'wrong' ? words.passphrase : words.refused)
  } finally {
    for (const secret of [one, other, privateKey]) secret.fill(0)
  }
})

await ready()
by('scriptless').hidden = true
form.hidden = false
