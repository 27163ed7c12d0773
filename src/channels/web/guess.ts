import type { Lang } from '../../kit/ids.ts'
import type { Language } from './port.ts'

/** The first language that the browser asks for and we have (RFC 9110, `Accept-Language`); `tl` finds `fil`, `zh-TW` finds `zh-Hant`. */
export const guessLang = (header: string | undefined, languages: Language[]): Lang | undefined => {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .flatMap(part => {
      const [tag = '', ...rest] = part.trim().split(';')
      const q = Number(/^\s*q=([\d.]+)/.exec(rest[0] ?? 'q=1')?.[1] ?? 0)
      const full = spell(tag)
      return full && q > 0 ? [{ full, q }] : []
    })
    .sort((a, b) => b.q - a.q)
  const have = languages.map(({ tag }) => ({ tag, full: spell(tag) }))
  for (const { full } of wanted) {
    const found = have.find(it => it.full === full)
    if (found) return found.tag
  }
  return undefined
}

/** Language and script, with the likely script filled in: `zh-TW` → `zh-Hant`. */
const spell = (tag: string): string | undefined => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}
