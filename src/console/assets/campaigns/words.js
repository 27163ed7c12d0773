// Opens what people wrote for a campaign in the browser of a keyholder. In clear leaves it only what was let pass for a list.
import * as crypto from '../case/crypto.js'
import { forget, held, keep, watch } from '../case/lock.js'
import { element, textOf } from '../case/show.js'

const by = id => document.getElementById(id)
const room = by('moderation')
const { place, title, longest } = room.dataset
const [words, questions] = [JSON.parse(room.dataset.words), JSON.parse(room.dataset.questions)]

/** The holder's private key; `undefined`: locked. */
let key
/** Where the next page begins. */
let after

const tell = text => {
  by('told').textContent = text
}

const fetchPage = async query => {
  const response = await fetch(`${place}/sealed?${new URLSearchParams(query)}`)
  if (!response.ok) throw new Error(words.refused)
  const { words: all, ...page } = await response.json()
  const bytes = ({ shred, wrap, parts, ...rest }) => ({
    ...rest,
    shred: crypto.fromText(shred),
    wrap: crypto.fromText(wrap),
    parts: parts.map(crypto.fromText),
  })
  return { ...page, key: crypto.fromText(page.key), words: all.map(bytes) }
}

/** What the person chose, and what they wrote; `undefined`: not sealed to this holder, or damaged. */
const openOne = ({ id, parts, ...sealed }) => {
  const caseKey = crypto.openCaseKey(sealed, key)
  if (!caseKey) return undefined
  const open = parts.map((part, at) => crypto.openPart(caseKey, id, part, at, parts.length))
  caseKey.fill(0)
  if (open.some(part => !part)) return undefined
  const decode = part => new TextDecoder().decode(part.bytes)
  const answers = open.filter(({ kind }) => kind === 'answers').map(part => JSON.parse(decode(part)))[0] ?? {}
  const text = open
    .filter(({ kind }) => kind === 'text')
    .map(decode)
    .join('\n\n')
  return { answers, text }
}

const languageName = lang => new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(lang) ?? lang

/** What the guided questions asked, each with its answer. */
const guided = answers =>
  Object.entries(questions).flatMap(([code, ask]) => (answers[`q.${code}`] ? [[ask, answers[`q.${code}`]]] : []))

const judge = async (item, fields, done) => {
  const response = await fetch(place, { method: 'POST', body: new URLSearchParams(fields) })
  if (response.status === 404) return item.replaceChildren(element('p', { className: 'soft', text: words.gone }))
  if (!response.ok) throw new Error(response.status === 400 ? words.text.replace('{length}', longest) : words.refused)
  item.replaceChildren(element('p', { className: 'soft', text: done }))
}

const button = (text, className, press) => {
  const made = element('button', { type: 'button', className, text })
  made.addEventListener('click', () => attempt(press))
  return made
}

const card = sealed => {
  const item = element('li')
  const it = openOne(sealed)
  if (!it) {
    item.append(element('p', { className: 'late', text: words.damaged }))
    return item
  }
  const { id, act } = sealed
  const about = [words[act], it.answers.lang && languageName(it.answers.lang), it.answers.country].filter(Boolean)
  item.append(element('p', { className: 'soft', text: about.join(' · ') }))
  for (const [ask, answer] of guided(it.answers))
    item.append(element('p', { className: 'soft', text: ask }), textOf(answer))
  item.append(textOf(it.text))
  let text = () => ''
  if (act !== 'comment') {
    const field = element('input', { id: `text-${id}`, value: it.text, dir: 'auto', maxLength: Number(longest) })
    item.append(element('label', { htmlFor: field.id, text: words.public }), field)
    text = () => field.value
  }
  const row = element('p', { className: 'row' })
  row.append(
    button(words.pass, 'second', () => judge(item, { words: id, do: 'pass', text: text() }, words.passed)),
    button(words.aside, 'plain', () => judge(item, { words: id, do: 'aside' }, words.asideDone)),
  )
  item.append(row)
  return item
}

const showPage = page => {
  if (!key) return
  by('list').append(...page.words.map(card))
  if (by('list').children.length === 0) tell(words.nothing)
  after = page.after
  by('more').hidden = !after
}

const lock = () => {
  forget()
  key?.fill(0)
  key = undefined
  by('list').replaceChildren()
  by('opened').hidden = true
  by('unlock').hidden = false
}

const openWith = (privateKey, page) => {
  key = privateKey
  by('unlock').hidden = true
  by('opened').hidden = false
  showPage(page)
}

const attempt = async work => {
  room.setAttribute('aria-busy', 'true')
  try {
    await work()
  } catch (error) {
    tell(error instanceof TypeError ? words.offline : error.message)
  }
  room.removeAttribute('aria-busy')
}

/** Every public comment that was let pass, opened here. */
const passedComments = async () => {
  const all = []
  for (let from = ''; from !== undefined; ) {
    const page = await fetchPage({ passed: '', ...(from ? { after: from } : {}) })
    for (const sealed of page.words) {
      const it = openOne(sealed)
      if (it) all.push([...guided(it.answers).map(([ask, answer]) => `${ask}\n${answer}`), it.text].join('\n\n'))
    }
    from = page.after
  }
  return all
}

const save = (name, text) => {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = element('a', { href, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
const numbered = (text, at) => `${words.number.replace('{n}', at + 1)}\n\n${text}\n`

by('unlock').addEventListener('submit', event => {
  event.preventDefault()
  const field = by('passphrase')
  tell(words.opening)
  attempt(async () => {
    const page = await fetchPage({})
    // Lets the words above be painted: stretching takes a second.
    await new Promise(resolve => setTimeout(resolve, 30))
    const privateKey = crypto.openHolderKey(page.key, field.value)
    if (!privateKey) throw new Error(words.wrong)
    field.value = ''
    keep(privateKey)
    tell(words.open)
    openWith(privateKey, page)
    by('lock').focus()
  })
})
by('lock').addEventListener('click', () => {
  lock()
  tell(words.locked)
  by('passphrase').focus()
})
by('more').addEventListener('click', () => attempt(async () => showPage(await fetchPage({ after }))))
by('export').addEventListener('click', () =>
  attempt(async () => {
    const all = await passedComments()
    if (all.length === 0) return tell(words.closed)
    save('comments.txt', `${title}\n\n${all.map(numbered).join('\n')}`)
  }),
)
by('export-each').addEventListener('click', () =>
  attempt(async () => {
    const all = await passedComments()
    if (all.length === 0) return tell(words.closed)
    for (const [at, text] of all.entries()) save(`comment-${at + 1}.txt`, `${title}\n\n${text}\n`)
  }),
)
for (const form of document.querySelectorAll('form[action="/staff/leave"]')) form.addEventListener('submit', forget)

await crypto.ready()
by('scriptless').hidden = true
by('unlock').hidden = false
watch(() => {
  lock()
  tell(words.idle)
})
const kept = held()
if (kept) await attempt(async () => openWith(kept, await fetchPage({})))
