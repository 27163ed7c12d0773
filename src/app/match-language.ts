import type { Lang } from '../kit/ids.ts'

type Offer = { tag: Lang; tags: string[] }

/**
 * Finds the language that is present for what a platform says of a person: a BCP 47 tag in any spelling (`ja-JP`, `pt_BR`,
 * `en_US.UTF-8`) or an Accept-Language header, best first. Same language in another script is no match: who reads
 * Traditional Chinese (`zh-TW`) is not given Simplified (`zh-Hans`). Source: BCP 47 and CLDR's likely subtags.
 */
export const matchLanguage = (guess: string | undefined, offers: Offer[]): Lang | undefined => {
  for (const wish of wishes(guess ?? '')) {
    const found = exact(wish, offers) ?? near(wish, offers)
    if (found) return found.tag
  }
  return undefined
}

/** A header of a hostile client may be long; nobody reads more than a few languages. */
const MOST = 10

const wishes = (guess: string): Intl.Locale[] =>
  guess
    .slice(0, 200)
    .split(',', MOST)
    .map(part => {
      const [tag = '', quality] = part.split(';')
      return { locale: parse(tag), quality: Number(quality?.trim().match(/^q=([\d.]+)$/)?.[1] ?? 1) }
    })
    .sort((a, b) => b.quality - a.quality)
    .flatMap(({ locale, quality }) => (locale && quality > 0 ? [locale] : []))

const parse = (tag: string): Intl.Locale | undefined => {
  try {
    return new Intl.Locale(tag.trim().replace(/\..*$/, '').replaceAll('_', '-'))
  } catch {
    return undefined
  }
}

const exact = (wish: Intl.Locale, offers: Offer[]): Offer | undefined =>
  offers.find(({ tag, tags }) => [tag, ...tags].some(name => name.toLowerCase() === wish.baseName.toLowerCase()))

const near = (wish: Intl.Locale, offers: Offer[]): Offer | undefined => {
  const wanted = wish.maximize()
  const readable = offers.flatMap(offer =>
    [offer.tag, ...offer.tags].flatMap(name => {
      const locale = parse(name)?.maximize()
      return locale?.language === wanted.language && locale.script === wanted.script ? [{ offer, locale }] : []
    }),
  )
  return (readable.find(({ locale }) => locale.region === wanted.region) ?? readable[0])?.offer
}
