// The viewer: one file that opens a saved case without any server and talks to nobody. What is written is sealed here and saved as
// a file, to be brought to the case's page.
import * as crypto from './crypto.js'
import { readSealed, sealNote, sealReply, shownEntries, shownParts } from './sealed.js'
import { forgetFiles } from './show.js'

const by = id => document.getElementById(id)
const words = JSON.parse(by('viewer').dataset.words)
const IDLE = 15 * 60_000

/** What the chosen file holds; and, once it is open, its key. */
let chosen
let key
let touched = Date.now()

const tell = (text, where = 'told') => {
  by(where).textContent = text
}

const lock = () => {
  key?.fill(0)
  key = undefined
  forgetFiles()
  by('words').replaceChildren()
  by('timeline').replaceChildren()
  for (const it of document.querySelectorAll('textarea')) it.value = ''
  by('passphrase').value = ''
  by('opened').hidden = true
  by('unlock').hidden = chosen === undefined
}

by('case').addEventListener('change', async event => {
  chosen = undefined
  lock()
  tell('')
  try {
    const { tulay, id, title, ...sealed } = JSON.parse(await event.target.files[0].text())
    if (tulay !== 'sealed case' || typeof id !== 'string') throw new Error()
    chosen = { id, title, from: readSealed(sealed) }
    by('title').textContent = title
    by('unlock').hidden = false
    by('passphrase').focus()
  } catch {
    tell(words.noCase)
  }
})

by('unlock').addEventListener('submit', async event => {
  event.preventDefault()
  tell(words.opening)
  // Lets the words above be painted: stretching takes a second.
  await new Promise(resolve => setTimeout(resolve, 30))
  const { id, from } = chosen
  const privateKey = crypto.openHolderKey(from.key, by('passphrase').value)
  if (!privateKey) return tell(words.wrong)
  key = crypto.openCaseKey(from, privateKey)
  privateKey.fill(0)
  if (!key) return tell(words.notYours)
  by('passphrase').value = ''
  by('words').replaceChildren(...shownParts(key, id, from, words))
  by('timeline').replaceChildren(...shownEntries(key, id, from, words))
  by('unlock').hidden = true
  by('opened').hidden = false
  tell(words.open)
  by('lock').focus()
})

by('lock').addEventListener('click', () => {
  lock()
  tell(words.locked)
})

/** Into a file whose name says nothing. */
const save = (sealed, where) => {
  const file = { tulay: 'sealed answer', v: 1, id: chosen.id, ...sealed }
  const url = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: 'answer.json' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  tell(words.saved, where)
}

for (const form of document.querySelectorAll('form[data-seals]'))
  form.addEventListener('submit', event => {
    event.preventDefault()
    const text = form.elements.text.value.trim()
    if (!text || !key) return
    const { id, from } = chosen
    const kind = event.submitter?.value || 'reply'
    const sealed =
      form.dataset.seals === 'note'
        ? { kind: 'note', ...sealNote(key, id, from, text) }
        : sealReply(key, id, from, kind, text)
    save(sealed, `${form.id}-told`)
  })

for (const event of ['pointerdown', 'keydown', 'scroll'])
  addEventListener(
    event,
    () => {
      touched = Date.now()
    },
    { passive: true },
  )
const look = () => {
  if (!key || Date.now() - touched < IDLE) return
  lock()
  tell(words.idle)
}
setInterval(look, 5000)
addEventListener('visibilitychange', look)

await crypto.ready()
by('scriptless').hidden = true
by('choose').hidden = false
