// Asks the person whether words of theirs may be printed. Until they say yes these words stand nowhere but sealed.
import { languageOf, sealReply } from './sealed.js'

const by = id => document.getElementById(id)
const BLACK = '[…]'

/** What may point at somebody: what is written large within a sentence, what has digits, addresses, names with a title behind. */
const TELLING = [
  /(?<=[\p{L}\p{N},;:…\]]\s+)\p{Lu}[\p{L}'’-]+/gu,
  /[\p{L}._-]*\p{Nd}[\p{L}\p{Nd}._-]*/gu,
  /\S+[@/]\S+/gu,
  /[\p{Script=Han}\p{Script=Katakana}ー]+(?:さん|様|氏|市|県|町|駅|社|店)/gu,
  /\p{Script=Hangul}+(?:님|씨|시|군|구|역)(?=\s|$|[.,])/gu,
]

export const wireQuote = ({ id, now, send }) => {
  const form = by('quote')
  const { text } = form.elements
  const words = JSON.parse(form.dataset.words)

  // A tap on the button may end the selection: what was selected last is remembered.
  let selected = ''
  document.addEventListener('selectionchange', () => {
    const selection = getSelection()
    const node = selection?.anchorNode
    const inside = (node instanceof Element ? node : node?.parentElement)?.closest('.original .written')
    if (inside && !selection.isCollapsed) selected = `${selection}`
  })
  const look = () => {
    const found = new Set(TELLING.flatMap(sign => text.value.match(sign) ?? []))
    by('quote-told').textContent = found.size > 0 ? `${words.lookAgain} ${[...found].join(', ')}` : ''
  }
  text.addEventListener('input', look)
  by('quote-take').addEventListener('click', () => {
    text.value = now() ? selected.trim() : ''
    look()
    text.focus()
  })
  by('quote-black').addEventListener('click', () => {
    const { selectionStart: from, selectionEnd: to } = text
    if (to > from) text.setRangeText(BLACK, from, to, 'end')
    look()
    text.focus()
  })
  form.addEventListener('reset', () => {
    selected = ''
    by('quote-told').textContent = ''
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    const open = now()
    const quoted = text.value.trim()
    if (!open || !quoted) return
    const lang = languageOf(open.key, id, open.from)
    send(form, () => sealReply(open.key, id, now().from, 'quote', quoted, { lang }))
  })
}
