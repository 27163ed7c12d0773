// A sealed case as the server gives it, opened and answered: for the case's page and for the viewer that needs no server.
import * as crypto from './crypto.js'
import { element, forgetFiles, partOf, textOf } from './show.js'

/** Out of its JSON. */
export const readSealed = ({ key, wrap, shred, wayBack, parts, entries, ...rest }) => ({
  ...rest,
  key: crypto.fromText(key),
  wrap: crypto.fromText(wrap),
  shred: crypto.fromText(shred),
  wayBack: crypto.fromText(wayBack),
  parts: parts.map(crypto.fromText),
  entries: entries.map(({ body, ...entry }) => ({ ...entry, body: body && crypto.fromText(body) })),
})

/** What the person wrote, each with what staff noted on how it reads. `key`: the case's. */
export const shownParts = (key, id, from, words) => {
  forgetFiles()
  const notes = notesIn(key, id, from)
  const { parts } = from
  return parts.map((part, at) => {
    const open = crypto.openPart(key, id, part, at, parts.length)
    return original(open, `part ${at + 1}`, notes, words)
  })
}

/** What was done and written since, as lines of a list. */
export const shownEntries = (key, id, from, words) => {
  const notes = notesIn(key, id, from)
  return from.entries.map(entry => {
    const line = element('li', { className: entry.kind })
    line.append(element('p', { className: 'soft', text: entry.label }), ...wordsOf(key, id, entry, notes, words))
    return line
  })
}

const wordsOf = (key, id, { kind, number, body }, notes, words) => {
  if (!body) return []
  if (kind === 'person') return [original(crypto.openAdded(key, id, body), `entry ${number}`, notes, words)]
  const letter = crypto.openWords(key, id, kind === 'note' ? 'note' : 'reply', number, body)
  if (!letter) return [textOf(words.damaged)]
  // It stands beside what it is about.
  if (letter.about) return []
  const named =
    letter.kind === 'desk' ? [element('p', { text: `${words.namedDesk} ${letter.name ?? letter.desk}` })] : []
  const quoted = letter.kind === 'quote' ? [element('p', { text: words.quoted })] : []
  return [...named, ...quoted, ...(letter.text ? [textOf(letter.text)] : [])]
}

/** By what they are about: `part 1`, `entry 7`. */
const notesIn = (key, id, { entries }) => {
  const notes = new Map()
  for (const { kind, number, body, label } of entries) {
    const note = kind === 'note' && body ? crypto.openWords(key, id, 'note', number, body) : undefined
    if (note?.about) notes.set(note.about, [...(notes.get(note.about) ?? []), { label, text: note.text }])
  }
  return notes
}

/** Words of the person in a box that says what notes are about; what was answered by choosing needs none. */
const original = (part, about, notes, words) => {
  const shown = partOf(part, words)
  if (!part || part.kind === 'answers') return shown
  const box = element('div', { className: 'original' })
  box.dataset.about = about
  box.append(shown)
  for (const { label, text } of notes.get(about) ?? []) {
    const note = element('div', { className: 'note reads' })
    note.append(element('p', { className: 'soft', text: label }), textOf(text))
    box.append(note)
  }
  return box
}

/** The language that the person spoke; empty where it was not kept. */
export const languageOf = (key, id, { parts }) => {
  try {
    const { bytes } = crypto.openPart(key, id, parts[0], 0, parts.length)
    return JSON.parse(new TextDecoder().decode(bytes)).lang ?? ''
  } catch {
    return ''
  }
}

/** A note for staff under the number that comes next; to be sent or carried. `about`: what of the person's words it is about. */
export const sealNote = (key, id, { next }, text, about) => ({
  number: next,
  body: crypto.toText(crypto.sealWords(key, id, 'note', next, about ? { about, text } : { text })),
})

/** The same words twice: for staff, and for the person. `kind`: reply, question, desk or quote. `own`: for staff only. */
export const sealReply = (key, id, { next, wayBack }, kind, text, more = {}, own = {}) => {
  const letter = { kind, text, lang: '', ...more }
  return {
    number: next,
    kind,
    body: crypto.toText(crypto.sealWords(key, id, 'reply', next, { ...letter, ...own })),
    mail: crypto.toText(crypto.sealMail(wayBack, letter)),
  }
}
