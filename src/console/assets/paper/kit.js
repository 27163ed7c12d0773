// Makes a recovery kit here in the browser. Its secret stands on this page until the sheets are on paper, and is never sent.
import { toText } from '../case/crypto.js'
import { fingerprintOf } from '../keys/key-file.js'
import { qrCode } from './qr.js'
import { newKit, ready } from './shares.js'
import { filled, textsOf } from './texts.js'

const by = id => document.getElementById(id)
const making = by('making')
const words = textsOf(making)
/** One word of each sheet is asked for: who can type them has all three on paper. */
let kit
let asked = []

const tell = text => {
  by('told').textContent = text
}
const show = step => {
  for (const it of making.querySelectorAll('[data-step]')) it.hidden = it.dataset.step !== step
  making.querySelector(`[data-step=${step}] :is(h2, h3)`)?.focus()
}

const sheetOf = ({ words: list, code }, at) => {
  const sheet = by('sheet').content.firstElementChild.cloneNode(true)
  const fill = (name, text) => {
    for (const it of sheet.querySelectorAll(`[data-fill=${name}]`)) it.textContent = text
  }
  fill('title', filled(words.title, { sheet: at + 1 }))
  fill('key', fingerprintOf(kit.publicKey))
  sheet.querySelector('ol.words').append(
    ...list.map(word => {
      const line = document.createElement('li')
      line.textContent = word
      return line
    }),
  )
  sheet.querySelector('.code').append(qrCode(code, filled(words.code, { sheet: at + 1 })))
  return sheet
}

const place = () => crypto.getRandomValues(new Uint32Array(1))[0] % 26

by('make').addEventListener('click', async () => {
  kit = await newKit()
  by('sheets').replaceChildren(...kit.sheets.map(sheetOf))
  tell('')
  show('sheets')
})
by('print').addEventListener('click', () => print())
by('printed').addEventListener('click', () => {
  asked = kit.sheets.map(place)
  by('sheets').hidden = true
  for (const [at, word] of asked.entries()) {
    const field = by(`word-${at + 1}`)
    field.value = ''
    field.labels[0].textContent = filled(words.ask, { word: word + 1, sheet: at + 1 })
  }
  show('ask')
  by('word-1').focus()
})
by('again').addEventListener('click', () => {
  by('sheets').hidden = false
  tell('')
  show('sheets')
})
by('ask').addEventListener('submit', async event => {
  event.preventDefault()
  const typed = at =>
    by(`word-${at + 1}`)
      .value.trim()
      .toLowerCase()
  const wrong = asked.findIndex((word, at) => kit.sheets[at].words[word] !== typed(at))
  if (wrong >= 0) {
    by(`word-${wrong + 1}`).focus()
    return tell(filled(words.wrong, { sheet: wrong + 1 }))
  }
  const body = new URLSearchParams({ key: toText(kit.publicKey) })
  try {
    const answer = await fetch(making.dataset.to, { method: 'POST', body })
    if (!answer.ok) return tell(words.refused)
  } catch {
    return tell(words.offline)
  }
  // Nothing of it is left here.
  by('sheets').replaceChildren()
  by('ask').reset()
  kit = undefined
  location.reload()
})

await ready()
by('scriptless').hidden = true
show('begin')
