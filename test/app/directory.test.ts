import { beforeAll, describe, expect, it } from 'vitest'
import { createDirectory, type Directory } from '../../src/app/directory.ts'
import { loadWords } from '../../src/app/words.ts'
import type { Content } from '../../src/domain/content.ts'
import type { Item, Query } from '../../src/engine/types.ts'
import { plain, type Span } from '../../src/kit/message.ts'
import { content, rawContent } from '../domain/world.ts'

const words = loadWords(new URL('../../locales', import.meta.url).pathname)
const LANGS = ['en', 'fil', 'ja', 'ko']
/** Wednesday morning in Japan and Korea. */
const NOW = Date.parse('2026-11-25T10:30:00+09:00')

const over = (content: Content) => createDirectory({ content, words })
const directory: Directory = over(content)
const ask = (source: string, query: Partial<Query> = {}, from = directory): Item[] =>
  from.look(source, { lang: 'en', now: NOW, with: {}, ...query })
const text = (item: Item | undefined): string => plain(item?.text ?? [])
const card = (desk: string, query: Partial<Query> = {}, from = directory) =>
  text(ask('desk', { ...query, with: { desk, ...query.with } }, from)[0])

beforeAll(() => directory.warm(NOW))

describe('topics', () => {
  it('are ten groups, each with a name, an icon and the words of its categories', () => {
    for (const lang of LANGS) {
      const groups = ask('topics', { lang })
      expect(groups).toHaveLength(10)
      for (const { label, icon, value } of groups) {
        expect(label.length).toBeLessThanOrEqual(40)
        expect(icon).toBeTruthy()
        expect(directory.topicName(lang, value)).toBe(label)
      }
    }
    expect(ask('topics').find(({ words }) => words?.includes('salary'))?.value).toBe('work')
    expect(ask('groups')).toEqual(ask('topics'))
  })

  it('open into categories, and "something else" is chosen at once', () => {
    const groups = ask('categories')
    expect(groups.filter(({ opens }) => !opens).map(({ value }) => value)).toEqual(['other'])
    const opened = groups.filter(({ opens }) => opens).flatMap(({ value }) => ask('categories', { under: value }))
    expect(new Set([...opened.map(({ value }) => value), 'other']).size).toBe(43)
    for (const { value } of opened) expect(directory.categoryOf(value)?.id).toBe(value)
    expect(directory.urgencyOf('detention')).toBe('emergency')
    expect(directory.urgencyOf('nonsense')).toBeUndefined()
  })
})

describe('places', () => {
  it('the group’s countries first, behind each "all of it" and its areas', () => {
    expect(ask('areas').slice(0, 2)).toMatchObject([
      { value: 'JP', label: 'Japan', opens: true },
      { value: 'KR', label: 'South Korea', opens: true },
    ])
    const japan = ask('areas', { under: 'JP', lang: 'ja' })
    expect(japan).toHaveLength(48)
    expect(japan[0]?.value).toBe('JP')
    expect(japan[13]).toMatchObject({ value: 'JP-13', label: '東京都' })
    expect(ask('areas', { under: 'KR', lang: 'ko' })[1]?.label).toBe('서울')
    const korea = createDirectory({ content, words, countries: ['KR'] })
    expect(ask('areas', {}, korea)[0]?.value).toBe('KR')
  })

  it('what was typed, and what is near', () => {
    expect(ask('areas', { text: 'Saitma' })[0]).toMatchObject({ value: 'JP-11', label: 'Saitama' })
    expect(ask('areas', { text: '사이타마', lang: 'ko' })[0]?.label).toBe('사이타마현')
    expect(ask('areas', { text: 'zzzz' })).toEqual([])
    expect(ask('areas', { at: { lat: 37.6, lon: 127 } })[0]?.value).toBe('KR-11')
    expect(ask('areas', { at: { lat: 0, lon: 0 } })).toEqual([])
  })

  it('have a name in every language, English where there is no other', () => {
    expect(directory.areaName('ja', 'JP-11')).toBe('埼玉県')
    expect(directory.areaName('ja', 'VN-HN')).toBe('Hà Nội')
    expect(directory.areaName('fil', 'PH')).toBe('Pilipinas')
    expect(directory.areaName('ja', 'KR-52')).toBe('全羅北道')
    for (const lang of LANGS)
      for (const { code } of content.areas) expect(directory.areaName(lang, code)).not.toBe(code)
  })
})

it('languages: the one that is spoken now first', () => {
  expect(ask('languages', { lang: 'ko' })[0]).toMatchObject({ value: 'ko', label: expect.stringContaining('한국어') })
  expect(ask('languages')).toHaveLength(words.languages().length)
})

it('an unknown source has nothing to say', () => expect(ask('moon')).toEqual([]))

describe('desks for every category, area and language', () => {
  const raw = (rawContent().desks as { desks: Record<string, unknown>[] }).desks
  const known = new Map(raw.map(desk => [desk.id as string, desk]))
  const areas = ['JP', 'KR'].flatMap(country => [
    country,
    ...content.areas.map(({ code }) => code).filter(code => code.startsWith(`${country}-`)),
  ])
  const topics = [...content.categories, ...content.groups].map(({ id }) => id)
  const shown = new Set<string>()

  it.each(LANGS)('are found, and none of them is gone, hidden or from elsewhere, in %s', lang => {
    const wrong: string[] = []
    for (const topic of topics)
      for (const area of areas) {
        const items = ask('desks', { lang, with: { topic, area } })
        if (items.length === 0) wrong.push(`nothing for ${topic} in ${area}`)
        if (items.length > 20) wrong.push(`too many for ${topic} in ${area}`)
        if (new Set(items.map(({ label }) => label)).size < items.length)
          wrong.push(`two of a name for ${topic} in ${area}`)
        for (const { value, label, short = '', icon } of items) {
          const desk = known.get(value)
          shown.add(value)
          if (desk?.status !== 'active' && desk?.status !== 'unknown') wrong.push(`${value} is gone`)
          if (desk?.operator_is_immigration_authority) wrong.push(`${value} is immigration`)
          if (desk?.country !== area.slice(0, 2) && value !== 'hk-apmm') wrong.push(`${value} for ${area}`)
          if (label.length > 40 || short.length > 20 || !icon) wrong.push(`label of ${value}: ${label}`)
        }
      }
    expect(wrong.slice(0, 10)).toEqual([])
  })

  it('lead, one way or another, to every desk of the two countries that may be shown', () => {
    const unseen = content.desks
      .filter(({ country }) => country === 'JP' || country === 'KR')
      .filter(({ status, immigration }) => status !== 'closed' && status !== 'replaced' && !immigration)
      .filter(({ id }) => !shown.has(id))
    expect(unseen.map(({ id }) => id)).toEqual([])
  })

  it('are found by a slow reader who skipped the place', () => {
    expect(ask('desks', { with: { topic: 'work', area: null } }).length).toBeGreaterThan(5)
    expect(ask('desks', { with: { topic: 'work' } })).toEqual(ask('desks', { with: { topic: 'work', area: null } }))
  })
})

describe('cards', () => {
  const numbers = new Set(content.desks.flatMap(({ phones }) => phones.map(({ number }) => number)))
  const cards = (from: Directory, among: Content) =>
    among.desks.flatMap(({ id, topics }) =>
      LANGS.flatMap(lang =>
        [topics[0] ?? '', 'advocacy_gcm'].flatMap(topic =>
          ['desk', 'desk.source'].map(source => ({
            id,
            lang,
            item: ask(source, { lang, with: { desk: id, topic } }, from)[0],
          })),
        ),
      ),
    )
  const all = cards(directory, content)
  const spans = (item: Item | undefined): Span[] => item?.text ?? []

  it('print every number exactly as the data do', () => {
    const told = all.flatMap(({ item }) => spans(item)).filter(span => typeof span === 'object' && 'tel' in span)
    expect(told.length).toBeGreaterThan(500)
    for (const span of told) expect(numbers.has(span.label), span.label).toBe(true)
  })

  it('fit on a small screen', () => {
    const long = all.filter(({ item }) => plain(spans(item)).length > 1000).map(({ id, lang }) => `${id} ${lang}`)
    expect(long).toEqual([])
    const lengths = all.map(({ item }) => plain(spans(item)).length).toSorted((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(900)
  })

  it('have all their words: no key, no gap, no "undefined"', () => {
    const bad = all.filter(({ item }) =>
      /desks\.|categories\.|areas\.|\{\{|undefined|null|\[object/.test(plain(spans(item))),
    )
    expect(bad.map(({ id, lang }) => `${id} ${lang}`)).toEqual([])
  })

  it('never hold a confidential address, nor the door of a desk beside an immigration office', () => {
    const secret = structuredClone(content.desks)
    // As if somebody had got past the door that drops them.
    const planted = {
      ...content,
      desks: secret.map(desk => (desk.besideImmigration ? { ...desk, address: '9 Planted Street' } : desk)),
    }
    const told = [...cards(over(planted), planted), ...all].map(({ item }) => JSON.stringify(item)).join()
    expect(told).not.toContain('Planted Street')
    for (const desk of (rawContent().desks as { desks: { confidential_address: boolean; address: string | null }[] })
      .desks)
      if (desk.confidential_address && desk.address) expect(told).not.toContain(desk.address)
    expect(card('kr-ansan-foreign-residents')).toContain('do not walk in')
    expect(card('kr-ansan-foreign-residents')).not.toContain('Bubu-ro')
    expect(card('hk-bethune-house')).toContain('secret for safety')
  })

  it('are not given for desks that are gone or run by immigration, whoever asks', () => {
    for (const desk of content.desks.filter(
      ({ status, immigration }) => immigration || status === 'closed' || status === 'replaced',
    ))
      expect([ask('desk', { with: { desk: desk.id } }), ask('desk.source', { with: { desk: desk.id } })]).toEqual([
        [],
        [],
      ])
    expect(ask('desk', { with: { desk: 'jp-nobody' } })).toEqual([])
  })

  it('tell the source and the day of the last check when asked, and only then', () => {
    const source = text(ask('desk.source', { with: { desk: 'jp-jar' } })[0])
    expect(source).toContain('2026-11-21')
    expect(card('jp-jar')).not.toContain('2026-11-21')
    expect(text(ask('desk.source', { with: { desk: 'np-people-forum' } })[0])).toContain('not on the web')
  })

  it('say in whose language somebody answers, and when', () => {
    const line = 'jp-mhlw-labour-standards-hotline'
    // Wednesday: the Filipino line opens at 17:00, the Korean one on Thursday.
    expect(card(line)).toContain('Opens today at 17:00')
    expect(plain(ask('desk', { lang: 'fil', with: { desk: line } })[0]?.text ?? [])).toContain('0120-531-405')
    expect(
      ask('desks', { lang: 'fil', with: { topic: 'work', area: 'JP-11' }, now: NOW + 8 * 3_600_000 }).find(
        ({ value }) => value === line,
      )?.icon,
    ).toBe('🟢')
    expect(
      ask('desks', { lang: 'ko', with: { topic: 'work', area: 'JP-11' }, now: NOW + 8 * 3_600_000 }).find(
        ({ value }) => value === line,
      )?.icon,
    ).toBe('⚪')
  })

  it('show open and closed in the list', () => {
    const at = (when: string) =>
      ask('desks', { with: { topic: 'rights', area: 'JP-11' }, now: Date.parse(when) }).find(
        ({ value }) => value === 'jp-moj-human-rights',
      )
    expect(at('2026-11-25T10:00:00+09:00')).toMatchObject({ icon: '🟢', label: 'Human Rights Hotline · open' })
    expect(at('2026-11-25T17:00:00+09:00')).toMatchObject({ icon: '⚪', label: 'Human Rights Hotline · closed' })
    expect(at('2026-11-23T10:00:00+09:00')).toMatchObject({ icon: '⚪' })
    expect(card('jp-moj-human-rights', { now: Date.parse('2026-11-22T10:00:00+09:00') })).toContain(
      'Opens Tuesday 11/24 at 09:00',
    )
  })

  it('say so when a desk stands in for a topic that nobody has', () => {
    expect(card('jp-saitama', { with: { topic: 'advocacy_gcm' } })).toMatch(/^No desk on our list is only for this/)
    expect(card('jp-saitama', { with: { topic: 'health' } })).toMatch(/^Saitama/)
  })

  it('warn that a short number works only inside its country, where nobody of the group’s is', () => {
    expect(card('th-1694')).toContain('only inside the country')
    expect(card('kr-1350')).not.toContain('only inside the country')
  })
})

describe('in danger', () => {
  it('the numbers of the country that was named, or of both', () => {
    const one = ask('emergency', { with: { area: 'KR-41' } })
    expect(one).toHaveLength(1)
    expect(text(one[0])).toMatch(/South Korea[\s\S]*112[\s\S]*119[\s\S]*1577-1366/)
    expect(ask('emergency').map(({ value }) => value)).toEqual(['JP', 'KR'])
    expect(text(ask('emergency')[0])).toMatch(/110[\s\S]*119/)
  })

  it('a sentence where there is none, never another country’s', () => {
    const thailand = text(ask('emergency', { with: { area: 'TH-10' } })[0])
    expect(thailand).toContain('Thailand')
    expect(thailand).not.toMatch(/\d/)
  })

  it('somebody who listens first, for who wants to die', () => {
    expect(text(ask('emergency', { with: { topic: 'mental_health' } })[0])).toMatch(
      /^If you want to die[\s\S]*0120-279-338[\s\S]*110/,
    )
  })
})
