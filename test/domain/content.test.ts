import { describe, expect, it } from 'vitest'
import { type Content, readContent } from '../../src/domain/content.ts'
import { zoneOf } from '../../src/domain/zones.ts'
import { categories, content, places, rawContent } from './world.ts'

/** Reads the real files with one of them changed. */
const changed = (part: keyof Content, change: (raw: never) => void) => {
  const raw = structuredClone(rawContent())
  change(raw[part])
  return readContent(raw)
}

describe('the content that ships', () => {
  it('holds 153 desks, 43 categories in 10 groups, 23 objectives and 13 countries with their areas', () => {
    expect(content.desks).toHaveLength(153)
    expect(content.categories).toHaveLength(43)
    expect(content.groups.map(group => group.id).at(-1)).toBe('other')
    expect(content.groups).toHaveLength(10)
    expect(content.objectives.map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, at) => at + 1))
    expect(places.countries).toHaveLength(13)
    expect([places.under('JP').length, places.under('KR').length]).toEqual([47, 17])
  })

  it('has every category in exactly one group of at most nine', () => {
    expect(content.groups.flatMap(group => group.categories).toSorted()).toEqual(
      content.categories.map(({ id }) => id).toSorted(),
    )
    expect(Math.max(...content.groups.map(group => group.categories.length))).toBeLessThanOrEqual(9)
    expect(categories.members('care')).toEqual(['health', 'mental_health', 'pregnancy_reproductive'])
    expect(categories.members('health')).toEqual(['health'])
    expect(categories.members('nonsense')).toEqual([])
  })

  it('gives every desk an area that a person can choose, old and new codes alike', () => {
    for (const desk of content.desks) expect(desk.area === null || places.get(desk.area)).toBeTruthy()
    expect(places.get('KR-52')?.code).toBe('KR-45')
  })

  it('knows the clock of every country and agrees with its desks', () => {
    for (const desk of content.desks) expect([desk.id, zoneOf(desk.country)]).toEqual([desk.id, desk.timezone])
  })

  it('has no address of a desk whose address is confidential', () => {
    const hidden = content.desks.filter(desk => desk.confidentialAddress)
    expect(hidden.length).toBeGreaterThan(0)
    for (const desk of hidden) expect(desk.address).toBeNull()
  })

  it('drops a confidential address at the door', () => {
    const read = changed(
      'desks',
      (raw: { desks: { id: string; address: string; confidential_address: boolean }[] }) => {
        for (const desk of raw.desks) if (desk.confidential_address) desk.address = '1 Secret Street'
      },
    )
    expect(read.ok).toBe(true)
    expect(JSON.stringify(read)).not.toContain('Secret Street')
  })
})

describe('mistakes in content are told with file and path', () => {
  type Raw = Record<string, { id: string; [field: string]: unknown }[]>
  it.each<[string, keyof Content, (raw: Raw) => void, string, RegExp]>([
    [
      'a field of the wrong kind',
      'desks',
      raw => (raw.desks ?? []).splice(0, 1, { id: 'jp-x' }),
      'desks.0.name',
      /string/,
    ],
    [
      'a topic that nobody knows',
      'desks',
      raw => Object.assign(raw.desks?.[0] ?? {}, { topics: ['wages'] }),
      'jp-110.topics',
      /no category wages/,
    ],
    [
      'an area that nobody knows',
      'desks',
      raw => Object.assign(raw.desks?.[0] ?? {}, { admin_area: 'JP-99' }),
      'jp-110.admin_area',
      /no area JP-99/,
    ],
    ['a category in no group', 'groups', raw => raw.groups?.splice(-1, 1), 'other', /is in no group/],
    [
      'a category in two groups',
      'groups',
      raw => Object.assign(raw.groups?.[0] ?? {}, { categories: ['other'] }),
      'other',
      /twice/,
    ],
    [
      'a group called like a category',
      'groups',
      raw => Object.assign(raw.groups?.[5] ?? {}, { id: 'health' }),
      'health',
      /called like a category/,
    ],
    [
      'an objective that is none',
      'categories',
      raw => Object.assign(raw.categories?.[0] ?? {}, { gcm_objectives: [24] }),
      'labour_wages',
      /no objective 24/,
    ],
  ])('%s', (_, part, change, path, message) => {
    const read = changed(part, change as (raw: never) => void)
    if (read.ok) throw new Error('no mistake seen')
    expect(read.why.map(mistake => mistake.path)).toContain(path)
    expect(read.why.find(mistake => mistake.path === path)?.message).toMatch(message)
    expect(read.why.every(mistake => mistake.file.endsWith('.json'))).toBe(true)
  })
})
