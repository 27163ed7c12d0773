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

/** What the person wrote. `key`: the case's. */
export const shownParts = (key, id, { parts }, words) => {
  forgetFiles()
  return parts.map((part, at) => partOf(crypto.openPart(key, id, part, at, parts.length), words))
}

/** What was done and written since, as lines of a list. */
export const shownEntries = (key, id, { entries }, words) =>
  entries.map(entry => {
    const line = element('li', { className: entry.kind })
    line.append(element('p', { className: 'soft', text: entry.label }))
    const shown = wordsOf(key, id, entry, words)
    if (shown) line.append(shown)
    return line
  })

const wordsOf = (key, id, { kind, number, body }, words) => {
  if (!body) return undefined
  if (kind === 'person') return partOf(crypto.openAdded(key, id, body), words)
  const text = crypto.openWords(key, id, kind === 'note' ? 'note' : 'reply', number, body)
  return textOf(text ?? words.damaged)
}

/** A note for staff under the number that comes next; to be sent or carried. */
export const sealNote = (key, id, { next }, text) => ({
  number: next,
  body: crypto.toText(crypto.sealWords(key, id, 'note', next, { text })),
})

/** The same words twice: for staff, and for the person. `kind`: reply or question. */
export const sealReply = (key, id, { next, wayBack }, kind, text) => {
  const letter = { kind, text, lang: '' }
  return {
    number: next,
    kind,
    body: crypto.toText(crypto.sealWords(key, id, 'reply', next, letter)),
    mail: crypto.toText(crypto.sealMail(wayBack, letter)),
  }
}
