import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask, directory } from '../directory-rig.ts'
import { plainFirst, rawAreas, rawCategories, rawDesks, rawGroups } from './plain-finder.ts'

const LANGS = ['en', 'fil', 'vi', 'ne', 'id', 'th', 'zh-Hans', 'my', 'ja', 'ko', 'bn', 'ur']
const TOPICS = [...new Set([...rawCategories, ...rawGroups].map(({ id }) => id))]
const AREAS = rawAreas.map(({ code }) => code)
const HOME = [undefined, ...AREAS.filter(code => /^(JP|KR)/.test(code))]
/** A little of each other country with desks. */
const ABROAD = ['TW', 'TW-TPE', 'TW-KHH', 'HK', 'SG', 'MY', 'MY-10', 'TH', 'PH', 'ID', 'VN', 'BD', 'LK', 'NP']

/** On the walls of Tokyo and Seoul. */
const ORDINARY = ['2026-11-25T12:10', '2026-11-25T23:30', '2026-11-29T11:00']
const SPECIAL = [
  '2026-11-03T11:00', // a Tuesday, Culture Day in Japan
  '2026-10-09T11:00', // a Friday, Hangul Day in Korea
  '2027-05-03T10:30', // a Monday, Constitution Day in Japan, Labour Day's substitute in Korea
  '2026-12-30T11:00',
  '2027-01-01T10:00',
]
const at = (wall: string | undefined) => Date.parse(`${wall}:00+09:00`)

type Question = { topic: string; area: string | undefined; lang: string; now: number }
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
/** Every topic in every area; languages and moments take turns, each pair of them as often as any other. */
const questions = (areas: readonly (string | undefined)[], moments: string[]): Question[] =>
  TOPICS.flatMap((topic, row) =>
    areas.map((area, column) => {
      const turn = row * areas.length + column + row
      const now = at(pick(moments, Math.floor(turn / LANGS.length)))
      return { topic, area, lang: pick(LANGS, turn), now }
    }),
  )
const first = ({ topic, area, lang, now }: Question): string | undefined =>
  ask('desks', { lang, now, with: { topic, ...(area ? { area } : {}) } })[0]?.value

const compare = (asked: Question[]) => {
  const wrong: string[] = []
  const answers = new Set<string>()
  for (const question of asked) {
    const [expected, got] = [plainFirst(question), first(question)]
    if (got) answers.add(got)
    if (expected === got && got !== undefined) continue
    const { topic, area, lang, now } = question
    wrong.push(`${topic} in ${area}, ${lang}, ${new Date(now).toISOString()}: ${expected}, not ${got}`)
  }
  return { wrong: wrong.slice(0, 20), count: wrong.length, answers }
}

beforeAll(() => directory.warm(at('2026-11-22T00:00')))

describe('the first desk is the one that the rules name', () => {
  it('for every topic in every area of Japan and Korea, on ordinary days, holidays and at the end of the year', () => {
    const asked = questions(HOME, [...ORDINARY, ...SPECIAL])
    expect(asked.length).toBeGreaterThan(3000)
    for (const lang of LANGS)
      for (const wall of [...ORDINARY, ...SPECIAL])
        expect(asked.filter(one => one.lang === lang && one.now === at(wall)).length).toBeGreaterThan(10)
    const { wrong, count, answers } = compare(asked)
    expect(wrong).toEqual([])
    expect(count).toBe(0)
    // The questions are worth asking: they have many answers.
    expect(answers.size).toBeGreaterThan(50)
  })

  it('for every topic in other countries', () => {
    const { wrong } = compare(questions(ABROAD, ORDINARY))
    expect(wrong).toEqual([])
  })

  it('for one topic and area in every language at every moment', () => {
    const asked = ['labour_wages', 'gbv_women', 'health', 'advocacy_gcm'].flatMap(topic =>
      ['JP-13', 'JP-31', 'KR-11', 'KR-50'].flatMap(area =>
        LANGS.flatMap(lang => [...ORDINARY, ...SPECIAL].map(wall => ({ topic, area, lang, now: at(wall) }))),
      ),
    )
    expect(compare(asked).wrong).toEqual([])
  })
})

describe('somebody is always named', () => {
  it('for any topic, area, language and minute', () => {
    const when = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    const place = fc.constantFrom(undefined, ...AREAS)
    const words = fc.constantFrom(...LANGS)
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS), place, words, when, (topic, area, lang, moment) => {
        const now = moment.getTime()
        const shown = ask('desks', { lang, now, with: { topic, ...(area ? { area } : {}) } })
        const brief = ask('desks.brief', { lang, now, with: { topic, ...(area ? { area } : {}) } })
        return shown.length > 0 && brief.length > 0
      }),
      { numRuns: 1000 },
    )
  })

  it('in every area of every country of the list, also where no desk stands', () => {
    const empty = AREAS.filter(area => ask('desks', { with: { topic: 'labour_wages', area } }).length === 0)
    expect(empty).toEqual([])
    expect(new Set(AREAS.map(code => code.slice(0, 2))).size).toBeGreaterThan(
      new Set(rawDesks.map(({ country }) => country)).size - 1,
    )
  })
})
