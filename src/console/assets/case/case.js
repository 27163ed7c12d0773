// Opens one case in the browser. The passphrase and the opened key never leave it; what is written is sealed before it does.

import { drill } from '../keys/drill.js'
import { OPEN, wireCanned } from './canned.js'
import * as crypto from './crypto.js'
import { forget, held, keep, watch } from './lock.js'
import { wireQuote } from './quote.js'
import { addTranslations, forgetDrafts } from './reads.js'
import { wireRefer } from './refer.js'
import { readSealed, sealNote, sealReply, shownEntries, shownParts } from './sealed.js'
import { forgetFiles } from './show.js'

const by = id => document.getElementById(id)
const sealed = by('sealed')
const { id, place } = sealed.dataset
const words = JSON.parse(sealed.dataset.words)
const unlock = by('unlock')

/** What is open now: the case key, and what the server last said. */
let open

const tell = text => {
  by('told').textContent = text
}

/** As the server gave it last: what is opened and written on when it cannot be reached. */
let latest

const fetchCase = async (how = '') => {
  const response = await fetch(`${place}/sealed${how}`)
  if (!response.ok) throw new Error(response.status === 404 ? words.gone : words.refused)
  latest = readSealed(await response.json())
  return latest
}

/** Only a connection that is not there makes do with what came before; a refusal does not. */
const caseNow = () =>
  fetchCase().catch(error => {
    if (latest && error instanceof TypeError) return latest
    throw error
  })

const show = () => {
  by('words').replaceChildren(...shownParts(open.key, id, open.from, words))
  by('timeline').replaceChildren(...shownEntries(open.key, id, open.from, words))
  addTranslations(room)
  offerReplies?.({ id, ...open })
  unlock.hidden = true
  by('opened').hidden = false
  by('writing').hidden = false
}

const lock = () => {
  forget()
  open?.key.fill(0)
  open = undefined
  forgetFiles()
  forgetDrafts()
  by('words').replaceChildren()
  for (const it of by('timeline').querySelectorAll('li > :not(.soft)')) it.remove()
  for (const form of by('writing').querySelectorAll('form')) form.reset()
  by('desks').replaceChildren(by('desks').firstElementChild)
  by('opened').hidden = true
  by('writing').hidden = true
  unlock.hidden = false
}

/** Fetches anew and shows. `privateKey`: the holder's. */
const openWith = async (privateKey, from) => {
  const key = crypto.openCaseKey(from, privateKey)
  privateKey.fill(0)
  if (!key) throw new Error(words.notYours)
  open = { key, from }
  show()
}

/** One thing after the other: what is sealed is bound to the number that the entry before leaves. */
const attempt = work => {
  last = last.then(() => tried(work))
  return last
}
let last = Promise.resolve()

const tried = async work => {
  sealed.setAttribute('aria-busy', 'true')
  try {
    await work()
  } catch (error) {
    tell(error instanceof TypeError ? words.offline : error.message)
  }
  sealed.removeAttribute('aria-busy')
}

unlock.addEventListener('submit', event => {
  event.preventDefault()
  const field = by('passphrase')
  tell(words.opening)
  attempt(async () => {
    const from = await caseNow()
    // Lets the words above be painted: stretching takes a second.
    await new Promise(resolve => setTimeout(resolve, 30))
    const privateKey = crypto.openHolderKey(from.key, field.value)
    if (!privateKey) throw new Error(words.wrong)
    field.value = ''
    keep(privateKey)
    // Quietly: that it opens with this key is proof that its holder still can.
    drill(privateKey.slice()).catch(() => undefined)
    await openWith(privateKey, from)
    tell(words.open)
    by('lock').focus()
  })
})
by('lock').addEventListener('click', () => {
  lock()
  tell(words.locked)
  by('passphrase').focus()
})

/** Sends what was sealed; if somebody wrote meanwhile, the text stays and what is new is shown. */
const send = async (form, seal) => {
  // Locked while it waited for its turn.
  if (!open) return
  const response = await fetch(`${place}/${form.dataset.to}`, { method: 'POST', body: new URLSearchParams(seal()) })
  if (!response.ok && response.status !== 409) throw new Error(response.status === 404 ? words.gone : words.refused)
  if (response.ok) {
    form.reset()
    by('status').textContent = (await response.json()).status
  }
  open.from = await fetchCase()
  show()
  tell(response.ok ? words.sent : words.taken)
}

/** Forms whose words are on their way: a second press on the same button sends nothing twice. */
const sending = new Set()

/** What the forms beside work with. */
const room = {
  id,
  tell,
  /** What is open now; `undefined`: locked. */
  now: () => open,
  send: async (form, seal) => {
    if (sending.has(form)) return
    sending.add(form)
    await attempt(() => send(form, seal))
    sending.delete(form)
  },
}
by('note').addEventListener('submit', event => {
  event.preventDefault()
  const form = event.target
  const text = form.elements.text.value.trim()
  if (text && open) room.send(form, () => sealNote(open.key, id, open.from, text))
})
by('reply').addEventListener('submit', event => {
  event.preventDefault()
  const form = event.target
  const text = form.elements.text.value.trim()
  const kind = event.submitter?.value ?? 'reply'
  const change = kind === 'reply' ? form.elements.change.value : ''
  if (OPEN.test(text)) return tell(JSON.parse(by('writing').dataset.words).fillFirst)
  const seal = () => ({ ...sealReply(open.key, id, open.from, kind, text), ...(change ? { change } : {}) })
  if (text && open) room.send(form, seal)
})
wireRefer(room)
wireQuote(room)
const offerReplies = wireCanned(room)
for (const form of document.querySelectorAll('form[action="/staff/leave"]')) form.addEventListener('submit', forget)

await crypto.ready()
by('scriptless').hidden = true
watch(() => {
  lock()
  tell(words.idle)
})
const privateKey = held()
if (privateKey) await attempt(async () => openWith(privateKey, await fetchCase()))
// Taken along now, so that it opens without a connection too; it counts as read only when it is.
else await fetchCase('?ahead').catch(() => undefined)
unlock.hidden = open !== undefined
