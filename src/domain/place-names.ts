import { fold, within } from '../kit/text.ts'
import type { Area } from './areas.ts'

/** How people write a place: as its own name, as an alias, or as a town inside it. The lower the better a match it is. */
const NAME = 0
const ALIAS = 1
const CITY = 2

export type Names = {
  area: Area
  /** 1: abroad, in a country that the group does not serve; less comes first. */
  order: number
  names: [key: string, kind: number][]
}

/** The keys by which an area is found, each once, with and without the word for "prefecture". */
export const namesOf = (area: Area): Names['names'] => {
  const keys = new Map<string, number>()
  const add = (text: string, kind: number) => {
    for (const key of keysOf(text)) if (!keys.has(key)) keys.set(key, kind)
  }
  for (const name of Object.values(area.names)) add(name, NAME)
  for (const word of area.names.en.split(/[^\p{L}]+/u)) if (word.length >= 5 && !DIRECTION.test(word)) add(word, ALIAS)
  for (const alias of area.aliases) add(alias, ALIAS)
  for (const city of area.cities) add(city, CITY)
  return [...keys]
}

/** "Jeolla" means one of two areas; "north" means nothing. */
const DIRECTION = /^(north|south|east|west|central|northern|southern|eastern|western|county|islands?)$/i

/** The words for "prefecture", "province", "city" in the languages that people write in. */
const KINDS = [
  / (prefecture|province|metropolis|region|division|district|county|state|city|ken|fu|to|do|si|shi)$/,
  /^(tinh|thanh pho|provinsi|prefektur|kota|lalawigan ng|prepektura ng) /,
  /^(จังหวัด|จงหวด)/,
  / (प्रान्त|प्रिफेक्चर|প্রদেশ|প্রিফেকচার|صوبہ|پریفیکچر)$/,
  /(?<=..)[県县縣都府省州市]$/,
  /(?<=..)(けん|ふ|し)$/,
  /(?<=....)と$/,
  /(?<=..)(특별자치도|특별자치시|특별시|광역시|도|시|현|부)$/,
]

/** Compared are letters without spaces, Hangul taken apart: one wrong stroke is then one wrong letter, as it is in Latin. */
const keyOf = (folded: string): string => folded.replaceAll(' ', '').replaceAll('đ', 'd').normalize('NFD')

export const keysOf = (text: string): string[] => {
  const folded = fold(text)
  const short = KINDS.reduce((rest, kind) => rest.replace(kind, ''), folded)
  return short === folded ? [keyOf(folded)] : [keyOf(folded), keyOf(short)]
}

const EXACT = 0
const PREFIX = 1
const INSIDE = 2
const SLIP = 3
/** Half of what can be typed begins the name of some town. */
const TOWN = 4
const SLIPS = 5
/** A slip in the name of a place at hand is likelier than the beginning of one far away. */
const ABROAD = 2.5

/**
 * Best first, at most eight. Nothing at all for less than two letters. Looks at every name there is: a name written as we
 * know it should be asked of an index first.
 */
export const matchAreas = (text: string, all: readonly Names[]): Area[] => {
  const keys = keysOf(text).filter(key => key.length >= 2)
  const words = fold(text).split(' ').map(keyOf)
  if (keys.length === 0) return []
  const hits: { area: Area; grade: number; kind: number; order: number; spare: number }[] = []
  for (const { area, order, names } of all) {
    let best: { grade: number; kind: number; spare: number } | undefined
    for (const [name, kind] of names) {
      const grade = gradeOf(keys, words, name, kind)
      if (grade === undefined) continue
      const hit = { grade, kind, spare: Math.abs(name.length - (keys[0]?.length ?? 0)) }
      if (!best || compare(hit, best) < 0) best = hit
    }
    if (best) hits.push({ area, order, ...best })
  }
  const least = Math.min(...hits.map(({ grade }) => grade))
  return (
    hits
      // Somebody who wrote a name exactly did not mean another one with two slips.
      .filter(({ grade }) => least > PREFIX || grade < SLIPS)
      .sort((a, b) => rank(a) - rank(b) || a.order - b.order || a.kind - b.kind || a.spare - b.spare)
      .slice(0, 8)
      .map(({ area }) => area)
  )
}

const rank = ({ grade, order }: { grade: number; order: number }): number =>
  grade === EXACT || order <= 0 ? grade : grade + ABROAD

const compare = (a: { grade: number; kind: number; spare: number }, b: typeof a): number =>
  a.grade - b.grade || a.kind - b.kind || a.spare - b.spare

const gradeOf = (keys: readonly string[], words: readonly string[], name: string, kind: number): number | undefined => {
  if (keys.includes(name)) return EXACT
  if (keys.some(key => name.startsWith(key))) return kind === CITY ? TOWN : PREFIX
  if (words.length > 1 && name.length > 3 && words.includes(name)) return INSIDE
  if (!isLatin(name) && name.length > 1 && kind !== CITY && keys[0]?.includes(name)) return INSIDE
  // A slip in a town's name would make half of all words a place.
  const slips = name.length >= 8 && kind !== CITY ? 2 : name.length >= (kind === CITY ? 6 : 4) ? 1 : 0
  for (let most = 1; most <= slips; most++)
    if (keys.some(key => key.length >= 3 && within(key, name, most))) return most === 1 ? SLIP : SLIPS
  return undefined
}

const isLatin = (text: string): boolean => /^[a-z0-9]*$/.test(text)
