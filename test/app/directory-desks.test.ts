import { beforeAll, describe, expect, it } from 'vitest'
import { content, rawContent } from '../domain/world.ts'
import { isUnsafe, type RawDesk } from './desks/plain-finder.ts'
import { ask, directory, LANGS, NOW } from './directory-rig.ts'

beforeAll(() => directory.warm(NOW))

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
          if (isUnsafe(desk as RawDesk)) wrong.push(`${value} is immigration`)
          if (desk?.country !== area.slice(0, 2) && value !== 'hk-apmm') wrong.push(`${value} for ${area}`)
          if (label.length > 40 || short.length > 20 || !icon) wrong.push(`label of ${value}: ${label}`)
        }
      }
    expect(wrong.slice(0, 10)).toEqual([])
  })

  it('lead, one way or another, to every desk of the two countries that may be shown, and to no emergency number', () => {
    expect([...shown].filter(id => known.get(id)?.emergency)).toEqual([])
    const unseen = content.desks
      .filter(({ country }) => country === 'JP' || country === 'KR')
      .filter(({ status }) => status !== 'closed' && status !== 'replaced')
      .filter(({ id }) => !isUnsafe(known.get(id) as RawDesk))
      .filter(({ id, emergency }) => !shown.has(id) && emergency === null)
    expect(unseen.map(({ id }) => id)).toEqual([])
  })

  it('are found by a slow reader who skipped the place', () => {
    expect(ask('desks', { with: { topic: 'work', area: null } }).length).toBeGreaterThan(5)
    expect(ask('desks', { with: { topic: 'work' } })).toEqual(ask('desks', { with: { topic: 'work', area: null } }))
  })
})
