// Beside each of the person's words a note on how it reads in the language of staff, sealed like every note.
import { sealNote } from './sealed.js'
import { element } from './show.js'

/** What is being written, by what it is about: the words are shown anew after each note. */
const drafts = new Map()
export const forgetDrafts = () => drafts.clear()

/** Adds to every original that is shown a form for such a note. */
export const addTranslations = ({ id, now, send }) => {
  const words = JSON.parse(document.getElementById('writing').dataset.words)
  for (const box of document.querySelectorAll('.original')) {
    const { about } = box.dataset
    const field = `reads-${about.replace(' ', '-')}`
    const fold = element('details', { className: 'filters' })
    const form = element('form', { className: 'stack' })
    form.dataset.to = 'note'
    const label = element('label', { htmlFor: field, text: words.reads })
    const area = element('textarea', { id: field, name: 'text', dir: 'auto', maxLength: 3000, required: true })
    area.value = drafts.get(about) ?? ''
    fold.open = area.value !== ''
    area.addEventListener('input', () => drafts.set(about, area.value))
    form.addEventListener('reset', () => drafts.delete(about))
    form.append(label, area, element('button', { className: 'second', text: words.keepReads }))
    form.addEventListener('submit', event => {
      event.preventDefault()
      const text = area.value.trim()
      const open = now()
      if (text && open) send(form, () => sealNote(open.key, id, now().from, text, about))
    })
    fold.append(element('summary', { text: words.addReads }), form)
    box.append(fold)
  }
}
