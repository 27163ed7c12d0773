// Names a help desk to the person: which one is in the sealed words only.
import { languageOf, sealReply } from './sealed.js'
import { element } from './show.js'

const by = id => document.getElementById(id)

export const wireRefer = ({ id, now, send }) => {
  const [find, list, refer, told] = ['find-desks', 'desks', 'refer', 'desks-told'].map(by)
  const words = JSON.parse(find.dataset.words)

  /** The desk that is chosen; `undefined`: none. */
  const chosen = () => list.querySelector('input:checked')

  find.addEventListener('submit', async event => {
    event.preventDefault()
    if (!now()) return
    // The language is not asked for: only here it is known which one the person speaks.
    const body = new URLSearchParams([...new FormData(find)].filter(([, value]) => value))
    const response = await fetch('/staff/desks', { method: 'POST', body }).catch(() => undefined)
    const desks = response?.ok ? await response.json() : []
    const open = now()
    if (!open) return
    const lang = languageOf(open.key, id, open.from)
    const theirs = desks.filter(desk => desk.languages.includes(lang))
    const others = desks.filter(desk => !desk.languages.includes(lang))
    list.replaceChildren(list.firstElementChild, ...[...theirs, ...others].map(desk => lineOf(desk, lang, words)))
    list.hidden = desks.length === 0
    told.textContent = desks.length === 0 ? words.noDesk : ''
  })

  refer.addEventListener('submit', event => {
    event.preventDefault()
    const open = now()
    const desk = chosen()
    told.textContent = desk ? '' : words.noDeskChosen
    if (!open || !desk) return
    const text = refer.elements.text.value.trim()
    const { value, dataset } = desk
    send(refer, () => sealReply(open.key, id, now().from, 'desk', text, { desk: value }, { name: dataset.name }))
  })
}

const lineOf = ({ id, name, place, languages, state }, lang, words) => {
  const label = element('label', { className: 'desk' })
  const radio = element('input', { type: 'radio', name: 'desk', value: id, required: true })
  radio.dataset.name = name
  const text = element('span')
  const about = [place, state, languages.includes(lang) ? words.speaksTheirs : ''].filter(Boolean).join(' · ')
  text.append(element('b', { text: name }), element('span', { className: 'soft', text: about }))
  label.append(radio, text)
  return label
}
