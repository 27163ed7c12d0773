// Opens one case in the browser. The passphrase and the opened key never leave it; what is written is sealed before it does.
import * as crypto from './crypto.js'
import { forget, held, keep, watch } from './lock.js'
import { element, forgetFiles, partOf, textOf } from './show.js'

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

const fetchCase = async () => {
  const response = await fetch(`${place}/sealed`)
  if (!response.ok) throw new Error(response.status === 404 ? words.gone : words.refused)
  const { key, wrap, shred, wayBack, parts, entries, ...rest } = await response.json()
  return {
    ...rest,
    key: crypto.fromText(key),
    wrap: crypto.fromText(wrap),
    shred: crypto.fromText(shred),
    wayBack: crypto.fromText(wayBack),
    parts: parts.map(crypto.fromText),
    entries: entries.map(({ body, ...entry }) => ({ ...entry, body: body && crypto.fromText(body) })),
  }
}

const wordsOf = ({ kind, number, body }) => {
  if (!body) return undefined
  if (kind === 'person') return partOf(crypto.openAdded(open.key, id, body), words)
  const text = crypto.openWords(open.key, id, kind === 'note' ? 'note' : 'reply', number, body)
  return textOf(text ?? words.damaged)
}

const show = () => {
  const { parts, entries } = open.from
  forgetFiles()
  by('words').replaceChildren(
    ...parts.map((part, at) => partOf(crypto.openPart(open.key, id, part, at, parts.length), words)),
  )
  by('timeline').replaceChildren(
    ...entries.map(entry => {
      const line = element('li', { className: entry.kind })
      line.append(element('p', { className: 'soft', text: entry.label }))
      const shown = wordsOf(entry)
      if (shown) line.append(shown)
      return line
    }),
  )
  unlock.hidden = true
  by('opened').hidden = false
  by('writing').hidden = false
}

const lock = () => {
  forget()
  open?.key.fill(0)
  open = undefined
  forgetFiles()
  by('words').replaceChildren()
  for (const it of by('timeline').querySelectorAll('li > :not(.soft)')) it.remove()
  for (const it of by('writing').querySelectorAll('textarea')) it.value = ''
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

const attempt = async work => {
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
    const from = await fetchCase()
    // Lets the words above be painted: stretching takes a second.
    await new Promise(resolve => setTimeout(resolve, 30))
    const privateKey = crypto.openHolderKey(from.key, field.value)
    if (!privateKey) throw new Error(words.wrong)
    field.value = ''
    keep(privateKey)
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
  const { number, fields } = seal()
  const body = new URLSearchParams({ number, ...fields })
  const response = await fetch(`${place}/${form.dataset.to}`, { method: 'POST', body })
  if (!response.ok && response.status !== 409) throw new Error(response.status === 404 ? words.gone : words.refused)
  if (response.ok) {
    form.querySelector('textarea').value = ''
    by('status').textContent = (await response.json()).status
  }
  open.from = await fetchCase()
  show()
  tell(response.ok ? words.sent : words.taken)
}

by('note').addEventListener('submit', event => {
  event.preventDefault()
  const form = event.target
  const text = form.elements.text.value.trim()
  if (!text || !open) return
  attempt(() =>
    send(form, () => {
      const number = open.from.next
      return { number, fields: { body: crypto.toText(crypto.sealWords(open.key, id, 'note', number, { text })) } }
    }),
  )
})
by('reply').addEventListener('submit', event => {
  event.preventDefault()
  const form = event.target
  const text = form.elements.text.value.trim()
  const kind = event.submitter?.value ?? 'reply'
  if (!text || !open) return
  attempt(() =>
    send(form, () => {
      const number = open.from.next
      const letter = { kind, text, lang: '' }
      const body = crypto.toText(crypto.sealWords(open.key, id, 'reply', number, letter))
      return { number, fields: { kind, body, mail: crypto.toText(crypto.sealMail(open.from.wayBack, letter)) } }
    }),
  )
})
for (const form of document.querySelectorAll('form[action="/staff/leave"]')) form.addEventListener('submit', forget)

await crypto.ready()
by('scriptless').hidden = true
watch(() => {
  lock()
  tell(words.idle)
})
const privateKey = held()
if (privateKey) await attempt(async () => openWith(privateKey, await fetchCase()))
unlock.hidden = open !== undefined
