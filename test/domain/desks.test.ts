import { describe, expect, it } from 'vitest'
import type { Desk } from '../../src/domain/desk.ts'
import { type DeskQuery, findDesks } from '../../src/domain/desks.ts'
import { emergencyLines } from '../../src/domain/emergency.ts'
import type { Openness } from '../../src/domain/openness.ts'
import { aDesk, categories, content, places } from './world.ts'

const unknown: Openness = { state: 'unknown', holiday: 'no' }
const open: Openness = { state: 'open', until: 'always', holiday: 'no' }
const closed: Openness = { state: 'closed', holiday: 'no' }

const find = (desks: Desk[], query: Partial<DeskQuery>, openness: (desk: Desk) => Openness = () => unknown) =>
  findDesks(
    { desks, categories, places, openness },
    {
      topics: ['labour_wages'],
      area: 'JP-11',
      countries: ['JP', 'KR'],
      lang: 'en',
      safeMode: true,
      limit: 50,
      ...query,
    },
  )
const ids = (...args: Parameters<typeof find>) => find(...args).map(({ desk }) => desk.id)

describe('which desks, in which order', () => {
  it('the own area and the whole country before another area, the nearest of those first', () => {
    const desks = [
      aDesk({ id: 'okinawa', area: 'JP-47' }),
      aDesk({ id: 'tokyo', area: 'JP-13' }),
      aDesk({ id: 'country' }),
      aDesk({ id: 'saitama', area: 'JP-11' }),
    ]
    expect(ids(desks, {})).toEqual(['saitama', 'country', 'tokyo', 'okinawa'])
    expect(find(desks, {}).map(({ place }) => place)).toEqual(['area', 'country', 'far', 'far'])
  })

  it('a desk that speaks the person’s language before one that is open, before one that is near', () => {
    const desks = [
      aDesk({ id: 'near', area: 'JP-11' }),
      aDesk({ id: 'open' }),
      aDesk({ id: 'speaks', languages: ['ja', 'fil'] }),
    ]
    const openness = (desk: Desk) => (desk.id === 'open' ? open : closed)
    expect(ids(desks, { lang: 'fil' }, openness)).toEqual(['speaks', 'open', 'near'])
  })

  it('a line in the person’s language counts as speaking it; any Chinese is Chinese', () => {
    const line = { number: '1', kind: 'voice', languages: ['fil'], hours: null, e164: null } as const
    const desks = [
      aDesk({ id: 'ja' }),
      aDesk({ id: 'line', phones: [{ ...line, languages: ['fil'] }] }),
      aDesk({ id: 'zh', languages: ['zh'] }),
    ]
    expect(ids(desks, { lang: 'tl' })[0]).toBe('line')
    expect(ids(desks, { lang: 'zh-Hans' })[0]).toBe('zh')
    expect(ids(desks, { lang: 'yue' })[0]).toBe('zh')
  })

  it('open, perhaps open, unknown, closed; then how sure we are', () => {
    const state: Record<string, Openness> = {
      open,
      perhaps: { ...open, holiday: 'maybe' },
      closed,
    }
    const desks = ['closed', 'unknown', 'perhaps', 'open'].map(id => aDesk({ id }))
    expect(ids(desks, {}, ({ id }) => state[id] ?? unknown)).toEqual(['open', 'perhaps', 'unknown', 'closed'])
    const sure = (['low', 'high', 'medium'] as const).map(confidence => aDesk({ id: confidence, confidence }))
    expect(ids(sure, {})).toEqual(['high', 'medium', 'low'])
  })

  it('a desk that may be gone, or that nobody can reach, last', () => {
    const desks = [
      aDesk({ id: 'no-contact', phones: [] }),
      aDesk({ id: 'doubtful', status: 'unknown' }),
      aDesk({ id: 'sure', confidence: 'low' }),
    ]
    expect(ids(desks, {})).toEqual(['sure', 'doubtful', 'no-contact'])
  })

  it('an embassy only before others for those who speak its language', () => {
    const desks = [
      aDesk({ id: 'embassy', kind: 'consular', languages: ['fil'], area: 'JP-11' }),
      aDesk({ id: 'far', area: 'JP-47' }),
    ]
    expect(ids(desks, { lang: 'fil' })[0]).toBe('embassy')
    expect(ids(desks, { lang: 'ne' })[0]).toBe('far')
  })

  it('desks of the parent topic after desks of the topic, but not for a whole group', () => {
    const desks = [aDesk({ id: 'labour' }), aDesk({ id: 'trainee', topics: ['trainee_intern'] })]
    expect(ids(desks, { topics: ['trainee_intern'] })).toEqual(['trainee', 'labour'])
    expect(find(desks, { topics: ['trainee_intern'] }).map(({ topic }) => topic)).toEqual(['exact', 'related'])
    const health = [...desks, aDesk({ id: 'health', topics: ['health'] })]
    expect(ids(health, { topics: ['workplace_injury'] })).toContain('health')
    expect(ids(health, { topics: ['work'] })).not.toContain('health')
  })
})

describe('what is never shown', () => {
  const hidden = [
    aDesk({ id: 'closed', status: 'closed' }),
    aDesk({ id: 'replaced', status: 'replaced' }),
    aDesk({ id: 'immigration', immigration: true }),
  ]
  it('closed, replaced, and in safe mode desks of immigration authorities', () => {
    expect(ids([...hidden, aDesk({ id: 'ngo' })], {})).toEqual(['ngo'])
    expect(ids([...hidden, aDesk({ id: 'ngo' })], { safeMode: false })).toContain('immigration')
  })

  it('emergency numbers, which stand on a card of their own', () => {
    const police = aDesk({ id: 'police', emergency: 'police', topics: ['public_services', 'labour_wages'] })
    expect(ids([police, aDesk({ id: 'ngo' })], {})).toEqual(['ngo'])
    expect(ids([police], {})).toEqual([])
    const numbers = new Set(content.desks.filter(desk => desk.emergency).map(({ id }) => id))
    for (const { id } of content.groups)
      for (const area of ['JP', 'KR', 'HK'])
        expect(ids([...content.desks], { topics: [id], area }).filter(desk => numbers.has(desk))).toEqual([])
  })
})

describe('never an empty answer', () => {
  it('general desks near by where no desk has the topic, marked as such', () => {
    const desks = [
      aDesk({ id: 'far', area: 'JP-47', topics: ['public_services'] }),
      aDesk({ id: 'near', area: 'JP-11', topics: ['public_services'] }),
      aDesk({ id: 'other', topics: ['fraud_scam'] }),
    ]
    expect(find(desks, { topics: ['advocacy_gcm'] }).map(({ desk, topic }) => [desk.id, topic])).toEqual([
      ['near', 'general'],
    ])
    expect(ids(desks, { topics: ['other'], area: 'JP-46' })).toEqual(['far', 'near'])
  })

  it('after desks with the topic that are all too far away, or only for others', () => {
    const desks = [aDesk({ id: 'topic-far', area: 'JP-47' }), aDesk({ id: 'general', topics: ['public_services'] })]
    expect(ids(desks, {})).toEqual(['topic-far', 'general'])
  })

  it('any visible desk of the country, if none is general', () => {
    expect(ids([aDesk({ id: 'one', topics: ['health'] })], { topics: ['advocacy_gcm'] })).toEqual(['one'])
  })

  it('desks that work across countries, if the country has none', () => {
    const desks = [aDesk({ id: 'jp' }), aDesk({ id: 'region', country: 'HK', reach: 'region' })]
    expect(ids(desks, { area: 'TH-10' })).toEqual(['region'])
  })

  it('for every topic, every area of every country with desks, and no area at all', () => {
    const empty: string[] = []
    const topics = [...content.categories.map(({ id }) => id), ...content.groups.map(({ id }) => id)]
    const countries = new Set(content.desks.map(({ country }) => country))
    const areas = content.areas.map(({ code }) => code).filter(code => countries.has(code.slice(0, 2)))
    for (const topic of topics)
      for (const area of [undefined, ...areas])
        if (find([...content.desks], { topics: [topic], area }).length === 0) empty.push(`${topic} ${area}`)
    expect(empty).toEqual([])
  })
})

describe('in danger', () => {
  const lines = (country: string, topic?: string) => emergencyLines(content.desks, { country, lang: 'fil', topic })
  const numbers = (desks: Desk[]) => desks.map(desk => desk.phones[0]?.number)

  it('the numbers of the country, police first, from the list of desks alone', () => {
    expect(numbers(lines('JP').numbers)).toEqual(['110', '119'])
    expect(numbers(lines('KR').numbers)).toEqual(['112', '119'])
    expect(numbers(lines('HK').numbers)).toEqual(['999'])
    expect(lines('TH').numbers).toEqual([])
  })

  it('with lines against violence that answer day and night', () => {
    expect(lines('KR').women.map(({ id }) => id)).toEqual(['kr-danuri', 'kr-1366'])
    for (const country of ['JP', 'KR', 'TW'])
      for (const desk of lines(country).women) expect([desk.hours, desk.immigration]).toEqual(['24/7', false])
  })

  it('with somebody who listens, for who wants to die', () => {
    expect(lines('JP', 'mental_health').mind.map(({ id }) => id)).toContain('jp-yorisoi')
    expect(lines('SG', 'mental_health').mind.map(({ id }) => id)).toContain('sg-healthserve')
    expect(lines('KR', 'mental_health').mind.map(({ id }) => id)).toEqual(['kr-danuri'])
    expect(lines('JP').mind).toEqual([])
  })
})
