// Opened words become text and never markup; pictures and voice become addresses that only this page knows.
const urls = new Set()

export const element = (name, { text, ...properties } = {}) => {
  const made = Object.assign(document.createElement(name), properties)
  if (text !== undefined) made.textContent = text
  return made
}

export const forgetFiles = () => {
  for (const url of urls) URL.revokeObjectURL(url)
  urls.clear()
}

const TYPES = [
  [/^\xff\xd8/, 'image/jpeg'],
  [/^\x89PNG/, 'image/png'],
  [/^RIFF....WEBP/s, 'image/webp'],
  [/^RIFF/, 'audio/wav'],
  [/^OggS/, 'audio/ogg'],
  [/^.E\xdf\xa3/s, 'audio/webm'],
  [/^....ftyp/s, 'audio/mp4'],
  [/^#!AMR/, 'audio/amr'],
  [/^caff/, 'audio/x-caf'],
]
const typeOf = bytes => {
  const head = String.fromCharCode(...bytes.subarray(0, 12))
  return TYPES.find(([sign]) => sign.test(head))?.[1] ?? 'audio/mpeg'
}

const file = ({ kind, bytes, caption }, words) => {
  const url = URL.createObjectURL(new Blob([bytes], { type: typeOf(bytes) }))
  urls.add(url)
  const shown =
    kind === 'photo'
      ? element('img', { src: url, alt: caption || words.photo })
      : element('audio', { src: url, controls: true, ariaLabel: caption || words.voice })
  const figure = element('figure')
  figure.append(shown)
  if (caption) figure.append(element('figcaption', { text: caption, dir: 'auto' }))
  return figure
}

const answers = ({ bytes }, words) => {
  const { lang, safe, wish, which } = JSON.parse(new TextDecoder().decode(bytes))
  const name = lang && (new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(lang) ?? lang)
  const list = element('ul', { className: 'answers' })
  if (name) list.append(element('li', { text: `${words.language}: ${name}` }))
  if (safe === 'no') list.append(element('li', { text: words.unsafe }))
  if (wish === 'woman') list.append(element('li', { text: words.wishWoman }))
  if (wish === 'language') list.append(element('li', { text: `${words.wishLanguage} ${which ?? ''}`, dir: 'auto' }))
  return list
}

/** One part of a case: words, a picture, a voice, or what was answered by choosing. One that is odd does not hide the others. */
export const partOf = (part, words) => {
  try {
    if (part.kind === 'answers') return answers(part, words)
    if (part.kind === 'text') return textOf(new TextDecoder().decode(part.bytes))
    return file(part, words)
  } catch {
    return element('p', { text: words.damaged, className: 'late' })
  }
}

export const textOf = text => element('p', { text, dir: 'auto', className: 'written' })
