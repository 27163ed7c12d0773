// Replies that staff keep ready, in the person's language first. They can be changed before they are sent.
import { languageOf } from './sealed.js'
import { element } from './show.js'

const by = id => document.getElementById(id)
/** What must be filled in before anything is sent. */
export const OPEN = /\{(?:desk|day)\}/

export const wireCanned = ({ now }) => {
  const box = by('canned')
  if (!box) return
  const { replies, deadline, drafted } = JSON.parse(box.dataset.replies)
  const select = by('canned-choice')
  const area = by('reply-text')

  box.querySelector('button').addEventListener('click', () => {
    const [at, lang] = select.value.split(' ')
    const text = replies[at]?.texts[lang]
    if (text && now()) insert(area, filled(text, lang, deadline))
  })
  return open => {
    const lang = languageOf(open.key, open.id, open.from)
    const names = new Intl.DisplayNames(document.documentElement.lang, { type: 'language' })
    const options = replies.flatMap(({ title, texts }, at) =>
      Object.keys(texts).map(tag => {
        const mark = drafted[at]?.includes(tag) ? ` (${box.dataset.drafted})` : ''
        return { tag, option: element('option', { value: `${at} ${tag}`, text: `${title} · ${names.of(tag)}${mark}` }) }
      }),
    )
    const theirs = options.filter(({ tag }) => tag === lang)
    const others = options.filter(({ tag }) => tag !== lang)
    select.replaceChildren(...[...theirs, ...others].map(({ option }) => option))
  }
}

/** The desk that is chosen below, and the promised day as people of that language write it. A day that is over promises nothing. */
const filled = (text, lang, deadline) => {
  const desk = document.querySelector('#desks input:checked')?.dataset.name
  const format = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeZone: 'UTC' })
  const over = deadline < new Date().toISOString().slice(0, 10)
  const day = over ? '{day}' : format.format(new Date(`${deadline}T00:00Z`))
  return text.replaceAll('{day}', day).replaceAll('{desk}', desk ?? '{desk}')
}

/** Where the cursor is. */
const insert = (area, text) => {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.focus()
}
