import { describe, expect, it } from 'vitest'
import { createDirectory } from '../../src/app/directory.ts'
import type { Desk } from '../../src/domain/desk.ts'
import { content } from '../domain/world.ts'
import { ask, directory, LANGS, over, text, words } from './directory-rig.ts'

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
  // What stands in brackets behind a language's name, such as "(easy)", nobody writes.
  expect(ask('languages').find(({ value }) => value === 'ko')?.words).toContain('한국어')
  expect(ask('languages').find(({ value }) => value === 'ja')?.words).toContain('日本語')
})

it('an unknown source has nothing to say', () => expect(ask('moon')).toEqual([]))

describe('in danger', () => {
  it('the numbers of the country that was named, or of both', () => {
    const one = ask('emergency', { with: { area: 'KR-41' } })
    expect(one).toHaveLength(1)
    expect(text(one[0])).toMatch(/South Korea[\s\S]*112[\s\S]*119[\s\S]*1577-1366/)
    expect(ask('emergency').map(({ value }) => value)).toEqual(['JP', 'KR'])
    expect(text(ask('emergency')[0])).toMatch(/110[\s\S]*119/)
    for (const { tag } of words.languages()) {
      const said = text(ask('emergency', { lang: tag })[0])
      for (const who of ['police', 'ambulance']) expect(said).toContain(words.text(tag, `desks.emergency.${who}`))
      expect(words.has(tag, 'desks.emergency.all')).toBe(true)
    }
  })

  it('a sentence where there is none, never another country’s', () => {
    const thailand = text(ask('emergency', { with: { area: 'TH-10' } })[0])
    expect(thailand).toContain('Thailand')
    expect(thailand).not.toMatch(/\d/)
  })

  it('nobody who speaks another language, for who wants to die', () => {
    const said = text(ask('emergency', { lang: 'ja', with: { topic: 'mental_health' } })[0])
    expect(said).toContain('0120-279-338')
    expect(said).not.toContain('Portuguese')
  })

  describe('a line that does not listen day and night', () => {
    const mind = { topic: 'mental_health', area: 'JP' }
    const at = (when: string, lang = 'en', from = directory) =>
      text(ask('emergency', { lang, with: mind, now: Date.parse(when) }, from)[0])

    it.each(words.languages())('says when it does, in $tag', ({ tag }) => {
      const say = (key: string, values?: Record<string, string>) => words.text(tag, `desks.${key}`, values)
      const line = /0120-279-338[^\n]*\n(.*)\n/
      expect(line.exec(at('2026-11-25T03:30:00+09:00', tag))?.[1]).toBe(say('opens_today', { time: '10:00' }))
      expect(line.exec(at('2026-11-25T10:30:00+09:00', tag))?.[1]).toBe(say('open_until', { time: '22:00' }))
      expect(line.exec(at('2026-11-25T22:00:00+09:00', tag))?.[1]).toBe(say('opens_tomorrow', { time: '10:00' }))
      expect(at('2026-11-23T10:30:00+09:00', tag)).toContain(say('holiday_unknown'))
    })

    it('says that nobody knows, where nobody does', () => {
      const hours = (desk: Desk) =>
        desk.id === 'jp-yorisoi'
          ? { ...desk, hours: null, phones: desk.phones.map(it => ({ ...it, hours: null })) }
          : desk
      const from = over({ ...content, desks: content.desks.map(hours) })
      expect(at('2026-11-25T10:30:00+09:00', 'en', from)).toContain(words.text('en', 'desks.hours_unknown'))
    })

    it('is no emergency number, and no line that always listens', () => {
      expect(at('2026-11-25T03:30:00+09:00')).toMatch(/110 Police\n📞 119 Fire and ambulance\n/)
      expect(text(ask('emergency', { with: { area: 'KR' } })[0])).toMatch(/1577-1366 Danuri Helpline(\n📞|$)/)
    })
  })

  it('somebody who listens first, for who wants to die', () => {
    expect(text(ask('emergency', { with: { topic: 'mental_health' } })[0])).toMatch(
      /^If you want to die[\s\S]*0120-279-338[\s\S]*110/,
    )
  })
})

describe('a place', () => {
  const found = (lang: string, text: string) => ask('areas', { lang, text })[0]?.value

  it.each([
    ['zh-Hans', '东京', 'JP-13'],
    ['zh-Hans', '埼玉县', 'JP-11'],
    ['zh-Hans', '首尔', 'KR-11'],
    ['th', 'โตเกียว', 'JP-13'],
    ['vi', 'Tỉnh Saitama', 'JP-11'],
    ['ne', 'टोकियो', 'JP-13'],
    ['ur', 'ٹوکیو', 'JP-13'],
    ['bn', 'টোকিও', 'JP-13'],
    ['my', 'တိုကျို', 'JP-13'],
    // In another language than the one that is spoken.
    ['en', '东京', 'JP-13'],
  ])('is found in %s as "%s"', (lang, text, code) => expect(found(lang, text)).toBe(code))

  it('is found by the very name that a person is shown', () => {
    for (const { tag } of words.languages())
      for (const code of ['JP-13', 'JP-27', 'JP-11', 'KR-11', 'KR-26', 'KR-41', 'NP', 'VN', 'MM', 'TH'])
        if (words.has(tag, `areas.${code}`))
          expect([tag, code, found(tag, words.text(tag, `areas.${code}`))]).toEqual([tag, code, code])
  })
})
