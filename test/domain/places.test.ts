import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf, namesOf } from '../../src/domain/place-names.ts'
import { content, places } from './world.ts'

const first = (text: string, within?: string) => places.match(text, within)[0]?.code

describe('a place by its name', () => {
  it.each([
    ['Tokyo', 'JP-13'],
    ['tōkyō', 'JP-13'],
    ['ＴＯＫＹＯ', 'JP-13'],
    ['東京', 'JP-13'],
    ['東京都', 'JP-13'],
    ['とうきょう', 'JP-13'],
    ['トウキョウ', 'JP-13'],
    ['도쿄', 'JP-13'],
    ['Saitama prefecture', 'JP-11'],
    ['埼玉県川口市', 'JP-11'],
    ['Kawaguchi', 'JP-11'],
    ['Kawaguchi, Saitama', 'JP-11'],
    ['I live in Nagoya', 'JP-23'],
    ['京都', 'JP-26'],
    ['Hokaido', 'JP-01'],
    ['Seoul', 'KR-11'],
    ['서울', 'KR-11'],
    ['서울시', 'KR-11'],
    ['ソウル', 'KR-11'],
    ['Suwon-si', 'KR-41'],
    ['안산', 'KR-41'],
    ['전북', 'KR-45'],
    ['Cavite', 'PH-40'],
    ['Đà Nẵng', 'VN-DN'],
    ['काठमाडौं', 'NP-P3'],
    ['เชียงใหม่', 'TH-50'],
    ['West Java', 'ID-JB'],
    ['Japan', 'JP'],
    ['Korea', 'KR'],
    ['日本', 'JP'],
  ])('%s is %s', (text, code) => expect(first(text)).toBe(code))

  it('finds both when a name means two areas', () => {
    expect(places.match('Jeolla').map(({ code }) => code)).toEqual(['KR-45', 'KR-46'])
  })

  it('finds nothing in what is no place', () => {
    for (const text of ['', ' ', 'x', '???', 'qwrtzpsdfg', '😀']) expect(places.match(text)).toEqual([])
  })

  it('looks into one country first when somebody has opened its list', () => {
    expect(first('Gwangju', 'KR')).toBe('KR-29')
    expect(first('Saga')).toBe('JP-41')
  })

  it('gives at most eight, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => places.match(text).length <= 8),
      {
        numRuns: 200,
      },
    )
  })
})

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
const home = [...places.under('JP'), ...places.under('KR')]
const known = new Map<string, Set<string>>()
for (const area of content.areas)
  for (const [key] of namesOf(area)) known.set(key, (known.get(key) ?? new Set()).add(area.code))

/** One letter less, one more, one changed, or two swapped. */
const typos = (name: string) => {
  const letters = [...name]
  return fc
    .record({
      kind: fc.constantFrom('less', 'more', 'change', 'swap'),
      at: fc.nat(letters.length - 1),
      letter: fc.constantFrom(...LETTERS),
    })
    .map(({ kind, at, letter }) => {
      const typed = [...letters]
      if (kind === 'less') typed.splice(at, 1)
      else if (kind === 'more') typed.splice(at, 0, letter)
      else if (kind === 'change') typed[at] = letter
      else typed.splice(at, 2, ...[typed[at + 1] ?? '', typed[at] ?? ''])
      return typed.join('')
    })
}

describe('a place with one typo', () => {
  it('is among the first three, for every area of Japan and Korea with a name of four letters or more', () => {
    const named = home.flatMap(area => [area.names.en].filter(name => name.length >= 4).map(name => ({ area, name })))
    const typed = fc.constantFrom(...named).chain(({ area, name }) => typos(name).map(text => ({ area, text })))
    fc.assert(
      fc.property(typed, ({ area, text }) => {
        // A typo may happen to be the right name of another place: then that one is meant.
        const [key = ''] = keysOf(text)
        fc.pre(key.length >= 4 && (known.get(key)?.has(area.code) ?? true))
        return places
          .match(text)
          .slice(0, 3)
          .some(({ code }) => code === area.code)
      }),
      { numRuns: 1500 },
    )
  })

  it('is found when a letter is missing, without exception', () => {
    const lost: string[] = []
    for (const area of home)
      for (let at = 0; at < area.names.en.length; at++) {
        const text = area.names.en.slice(0, at) + area.names.en.slice(at + 1)
        const [key = ''] = keysOf(text)
        if (key.length < 4 || (known.has(key) && !known.get(key)?.has(area.code))) continue
        if (!places.match(text).slice(0, 3).includes(area)) lost.push(`${text} → ${area.names.en}`)
      }
    expect(lost).toEqual([])
  })
})

describe('every area', () => {
  it('is found first by its own name in every language that has one, inside its country', () => {
    const lost: string[] = []
    for (const area of content.areas)
      for (const name of Object.values(area.names)) {
        const hits = places.match(name, area.code.slice(0, 2)).map(({ code }) => code)
        // Chiayi City and Chiayi County are one name to whoever leaves out the second word.
        if (!hits.slice(0, 2).includes(area.code)) lost.push(`${name} (${area.code}) → ${hits}`)
      }
    expect(lost).toEqual([])
  })

  it('has anchors inside its country, rounded to 0.1 degree, and no area is one of another’s strangers', () => {
    for (const area of content.areas.filter(({ code }) => code.length > 2)) {
      expect(area.anchors.length, area.code).toBeGreaterThan(0)
      for (const [lat, lon] of area.anchors) {
        expect(Math.abs(lat * 10 - Math.round(lat * 10)) + Math.abs(lon * 10 - Math.round(lon * 10))).toBeLessThan(1e-6)
      }
    }
  })
})

describe('a place by a shared location', () => {
  it.each([
    ['Kawaguchi station', { lat: 35.8, lon: 139.7 }, ['JP-11', 'JP-13']],
    ['Osaka', { lat: 34.7, lon: 135.5 }, ['JP-27']],
    ['Naha', { lat: 26.2, lon: 127.7 }, ['JP-47']],
    ['Ansan', { lat: 37.3, lon: 126.8 }, ['KR-41']],
    ['Jeju', { lat: 33.5, lon: 126.5 }, ['KR-49']],
    ['Sejong', { lat: 36.5, lon: 127.3 }, ['KR-50']],
    ['Kathmandu', { lat: 27.7, lon: 85.3 }, ['NP-P3']],
    ['Kangar', { lat: 6.4, lon: 100.2 }, ['MY-09']],
  ])('%s', (_, at, codes) => {
    const nearest = places.nearest(at).map(({ code }) => code)
    expect(nearest.slice(0, 2)).toEqual(expect.arrayContaining(codes))
    expect(nearest.length).toBeLessThanOrEqual(3)
  })

  it('is refused when it is farther than 300 km from everything we know', () => {
    expect(places.nearest({ lat: 48.9, lon: 2.3 })).toEqual([])
    expect(places.nearest({ lat: 0, lon: -160 })).toEqual([])
  })
})
