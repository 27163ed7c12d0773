// Keys in the browser: made, opened, proved, passed on. Passphrases and opened keys never leave it.
import { fromText, publicKeyOf, ready, toText } from '../case/crypto.js'
import { forget, held, keep, watch } from '../case/lock.js'
import { ask } from './ask.js'
import { drill } from './drill.js'
import { giveAccess } from './give-access.js'
import { faultOf, fingerprintOf, newPair, wrapKey } from './key-file.js'
import { openOwn, painted } from './own.js'

const by = id => document.getElementById(id)
const page = by('keys')
const { as } = page.dataset
const words = JSON.parse(page.dataset.words)

const tell = (text, place = by('told')) => {
  place.textContent = text
}

/** What went wrong in a sentence. */
const attempt = async (work, place) => {
  page.setAttribute('aria-busy', 'true')
  try {
    await work()
  } catch (error) {
    tell(error instanceof TypeError ? words.offline : (words[error.why ?? error.message] ?? words.refused), place)
  }
  page.removeAttribute('aria-busy')
}

/** The opened key of this page's owner; another one that lies in this tab is forgotten. */
const opened = () => {
  const key = held()
  if (key && toText(publicKeyOf(key)) === page.dataset.public) return key
  forget()
  return undefined
}

const show = () => {
  const isOpen = opened() !== undefined
  for (const [id, hidden] of [
    ['unlock', isOpen],
    ['opened', !isOpen],
    ['changing', false],
  ])
    if (by(id)) by(id).hidden = hidden
  for (const it of document.querySelectorAll('[data-give]')) it.hidden = !isOpen || as === ''
}

const prove = async privateKey => {
  const { proved, said } = await drill(privateKey)
  if (!proved) return false
  if (said && by('drilled')) {
    by('drilled').textContent = said
    by('drilled').classList.remove('late')
  }
  return true
}

by('unlock')?.addEventListener('submit', event => {
  event.preventDefault()
  tell(words.opening)
  attempt(async () => {
    await painted()
    const privateKey = await openOwn(by('passphrase').value)
    by('passphrase').value = ''
    keep(privateKey)
    show()
    await prove(privateKey)
    privateKey.fill(0)
    tell(words.open)
    by('lock').focus()
  })
})
by('lock')?.addEventListener('click', () => {
  forget()
  show()
  tell(words.locked)
  by('passphrase').focus()
})
by('prove')?.addEventListener('click', () => {
  const privateKey = opened()
  if (!privateKey) return show()
  attempt(async () => tell((await prove(privateKey)) ? words.kept : words.failed))
})

by('make')?.addEventListener('submit', event => {
  event.preventDefault()
  const [passphrase, again] = [by('passphrase').value, by('again').value]
  const fault = faultOf(passphrase, again)
  if (fault) return tell(words[fault])
  tell(words.opening)
  attempt(async () => {
    await painted()
    const { publicKey, privateKey } = newPair()
    await ask('', { publicKey: toText(publicKey), wrapped: toText(wrapKey(privateKey, passphrase)) })
    keep(privateKey)
    // Whoever cannot prove it now is asked again with the passphrase.
    await drill(privateKey).catch(() => undefined)
    privateKey.fill(0)
    location.assign('/staff/keys')
  })
})

by('change')?.addEventListener('submit', event => {
  event.preventDefault()
  const [old, passphrase, again] = ['old', 'new', 'once-more'].map(id => by(id).value)
  const fault = faultOf(passphrase, again)
  if (fault) return tell(words[fault])
  tell(words.opening)
  attempt(async () => {
    await painted()
    const privateKey = await openOwn(old)
    await ask('/passphrase', { wrapped: toText(wrapKey(privateKey, passphrase)) })
    privateKey.fill(0)
    event.target.reset()
    by('changing').open = false
    tell(words.rewrapped)
  })
})

for (const row of document.querySelectorAll('[data-key]')) {
  const { key: id, public: publicKey } = row.dataset
  const place = row.querySelector('[data-give] [role=status]')
  const button = row.querySelector('[data-give] button')
  button?.addEventListener('click', () => {
    const privateKey = opened()
    if (!privateKey) return show()
    button.disabled = true
    const told = (given, all) => tell(words.giving.replace('#1', given).replace('#2', all), place)
    attempt(async () => {
      const { damaged } = await giveAccess({ to: { id, publicKey }, as, privateKey, told })
      privateKey.fill(0)
      tell(damaged > 0 ? words.damaged.replace('#1', damaged) : words.given, place)
    }, place).then(() => {
      button.disabled = false
    })
  })
}
for (const form of document.querySelectorAll('form[action="/staff/leave"]')) form.addEventListener('submit', forget)

await ready()
for (const row of document.querySelectorAll('[data-key]')) {
  const print = row.querySelector('dd[data-print] bdi')
  if (print) print.textContent = fingerprintOf(fromText(row.dataset.public))
  for (const it of row.querySelectorAll('[data-print]')) it.hidden = false
}
by('scriptless').hidden = true
if (by('make')) by('make').hidden = false
watch(() => {
  forget()
  show()
  tell(words.idle)
})
show()
