// Keys that sign: made, vouched for, put under another passphrase. The passphrase and the opened key never leave this browser.
import { fromText, ready, toText } from '../case/crypto.js'
import { askAt, refusal } from '../keys/ask.js'
import { faultOf, fingerprintOf } from '../keys/key-file.js'
import { painted } from '../keys/own.js'
import { claimOf, newSigner, openSigner, rewrapSigner, sign } from './sign.js'

const by = id => document.getElementById(id)
const page = by('signing')
const { instance, staff } = page.dataset
const words = JSON.parse(page.dataset.words)
const ask = (path, fields) => askAt(`/staff/signing${path}`, fields)

const tell = (text, place = by('told')) => {
  place.textContent = text
}

const attempt = async (work, place) => {
  page.setAttribute('aria-busy', 'true')
  tell(words.opening, place)
  await painted()
  try {
    await work()
  } catch (error) {
    tell(error instanceof TypeError ? words.offline : (words[error.why ?? error.message] ?? words.refused), place)
  }
  page.removeAttribute('aria-busy')
}

by('make')?.addEventListener('submit', event => {
  event.preventDefault()
  const [passphrase, again] = [by('passphrase').value, by('again').value]
  const fault = faultOf(passphrase, again)
  if (fault) return tell(words[fault])
  attempt(async () => {
    const { publicKey, wrapped, privateKey } = newSigner(passphrase)
    const claim = claimOf({ instance, staff, publicKey: toText(publicKey) }, 'own')
    const proof = sign(claim, privateKey)
    privateKey.fill(0)
    await ask('', { publicKey: toText(publicKey), wrapped: toText(wrapped), proof })
    location.assign('/staff/signing')
  })
})

by('change')?.addEventListener('submit', event => {
  event.preventDefault()
  const [old, passphrase, again] = ['old', 'new', 'once-more'].map(id => by(id).value)
  const fault = faultOf(passphrase, again)
  if (fault) return tell(words[fault])
  attempt(async () => {
    const { wrapped } = await ask('/own')
    const rewrapped = rewrapSigner(fromText(wrapped), old, passphrase)
    if (!rewrapped) throw refusal('wrong')
    await ask('/passphrase', { wrapped: toText(rewrapped) })
    event.target.reset()
    by('changing').open = false
    tell(words.rewrapped)
  })
})

for (const row of document.querySelectorAll('[data-signer]')) {
  const form = row.querySelector('form[data-vouch]')
  const { signer, of, public: publicKey } = row.dataset
  form?.addEventListener('submit', event => {
    event.preventDefault()
    const place = form.querySelector('[role=status]')
    const input = form.querySelector('input[type=password]')
    attempt(async () => {
      const { wrapped } = await ask('/own')
      const privateKey = openSigner(fromText(wrapped), input.value)
      if (!privateKey) throw refusal('wrong')
      input.value = ''
      // Of the key whose fingerprint stands here, and of no other.
      const signature = sign(claimOf({ instance, staff: of, publicKey }, 'vouched'), privateKey)
      privateKey.fill(0)
      const { ended } = await ask(`/${signer}/vouch`, { signature })
      location.assign(ended ? '/staff/signing?single=ended' : '/staff/signing')
    }, place)
  })
}

await ready()
// What the server wrote there is not what is signed: the key is.
for (const row of document.querySelectorAll('[data-signer]'))
  row.querySelector('[data-print]').textContent = fingerprintOf(fromText(row.dataset.public))
by('scriptless').hidden = true
for (const it of document.querySelectorAll('[data-script]')) it.hidden = false
