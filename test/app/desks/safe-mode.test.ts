import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDeskItems } from '../../../src/app/desk-items.ts'
import { createDeskSearch } from '../../../src/app/desk-search.ts'
import { createOpeningHours } from '../../../src/app/opening-hours.ts'
import { desksFile } from '../../../src/domain/desk.ts'
import { categories, places } from '../../domain/world.ts'
import { ask, NOW, text, words } from '../directory-rig.ts'
import { isUnsafe, plainFirst, type RawDesk, rawCategories, rawDesks, rawGroups } from './plain-finder.ts'

type Flags = Pick<
  RawDesk,
  'operator_is_immigration_authority' | 'shares_premises_with_immigration' | 'reports_immigration_status'
>
const RUN_BY = [false, true]
const BESIDE = [null, false, true]
const REPORTS = [null, 'case_by_case', 'no_for_listed_crimes', 'no_for_health']
const ALL_FLAGS: Flags[] = RUN_BY.flatMap(operator_is_immigration_authority =>
  BESIDE.flatMap(shares_premises_with_immigration =>
    REPORTS.map(reports_immigration_status => ({
      operator_is_immigration_authority,
      shares_premises_with_immigration,
      reports_immigration_status,
    })),
  ),
)
const hours = createOpeningHours()
const TOPICS = rawGroups.map(({ id }) => id)
const PLACES = [undefined, 'JP-13', 'JP-31', 'KR-41', 'KR', 'HK', 'TW']

/** A name that says which desk it is wherever it is shown. */
const marked = (desk: RawDesk, flags: Partial<RawDesk>) => ({
  ...desk,
  ...flags,
  name: `Desk <${desk.id}>`,
  name_short: desk.id.slice(0, 29),
  name_local: null,
})
/** The doors of src/app/directory.ts, without its places and names, which cost most and know nothing of desks. */
const doorsOf = (raw: RawDesk[]) => {
  const desks = desksFile.parse({ desks: raw })
  const parts = { desks, categories, places, words, countries: ['JP', 'KR'], nameOf: (_: string, code: string) => code }
  const items = createDeskItems({ ...parts, hours })
  return { ...items, staff: createDeskSearch({ ...parts, openness: items.openness }) }
}
const asking = (asked: Record<string, string | undefined>) => ({
  lang: 'en',
  now: NOW,
  with: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Record<string, string>,
})

/** Every desk that any door shows, by id. */
const seen = (doors: ReturnType<typeof doorsOf>, ids: string[], topics: string[], areas: (string | undefined)[]) => {
  const shown = ids.flatMap(desk => [doors.card, doors.source].flatMap(door => door(asking({ desk }))))
  const found = topics.flatMap(topic =>
    areas.flatMap(area => [
      ...[doors.list, doors.brief].flatMap(door => door(asking({ topic, area })).map(({ value }) => value)),
      ...doors.staff.search({ words: '', topic, area }, 'en', NOW).map(({ id }) => id),
      ...doors
        .emergency(asking({ topic, area }))
        .flatMap(item => [...text(item).matchAll(/<([a-z0-9-]+)>/g)].map(([, id = '']) => id)),
    ]),
  )
  return new Set([...shown.map(({ value }) => value), ...found])
}
/** The numbers to call in danger stand on a card of their own, whatever they report; not so if immigration runs them. */
const mayNotBeSeen = (desk: RawDesk): boolean =>
  desk.emergency === null ? isUnsafe(desk) : desk.operator_is_immigration_authority

describe('in safe mode', () => {
  it('every desk with every combination of flags is shown by no door, if one flag says that it is unsafe', () => {
    const wrong: string[] = []
    const shown = new Set<string>()
    for (const turn of ALL_FLAGS.keys()) {
      const desks = rawDesks.map((desk, at) => marked(desk, ALL_FLAGS[(at + turn) % ALL_FLAGS.length] ?? {}))
      const all = desks.map(({ id }) => id)
      const ids = seen(doorsOf(desks), all, TOPICS, PLACES.slice(turn % 3, (turn % 3) + 3))
      for (const desk of desks) {
        if (ids.has(desk.id) && mayNotBeSeen(desk)) wrong.push(`${desk.id} in turn ${turn}`)
        if (ids.has(desk.id)) shown.add(desk.id)
      }
    }
    expect(ALL_FLAGS).toHaveLength(24)
    expect(wrong).toEqual([])
    // With harmless flags each of them is shown, unless it is gone: nothing is hidden for another reason.
    const gone = rawDesks.filter(({ status }) => status === 'closed' || status === 'replaced').map(({ id }) => id)
    expect(rawDesks.map(({ id }) => id).filter(id => !shown.has(id))).toEqual(gone)
  })

  it('is so whatever else is said of a desk, and the first one stays the one that the rules name', () => {
    const flags = fc.record({
      operator_is_immigration_authority: fc.constantFrom(...RUN_BY),
      shares_premises_with_immigration: fc.constantFrom(...BESIDE),
      reports_immigration_status: fc.constantFrom(...REPORTS),
      status: fc.constantFrom('active', 'active', 'active', 'unknown', 'closed', 'replaced'),
      confidence: fc.constantFrom('high', 'medium', 'low'),
      checked_on: fc.constantFrom('2026-11-21', '2026-05-01', '2025-01-31'),
      serves: fc.constantFrom(null, null, null, 'whole country'),
    })
    const asked = fc.record({
      topic: fc.constantFrom(...TOPICS, ...rawCategories.map(({ id }) => id)),
      area: fc.constantFrom(...PLACES),
    })
    // Dealt out in turn, so that a counterexample stays short.
    const every = fc.array(flags, { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(every, fc.array(asked, { minLength: 4, maxLength: 4 }), (some, questions) => {
        const desks = rawDesks.map((desk, at) => marked(desk, some[at % some.length] ?? {}) as RawDesk)
        const doors = doorsOf(desks)
        for (const { topic, area } of questions) {
          const ids = seen(doors, [], [topic], [area])
          expect(desks.filter(desk => ids.has(desk.id) && mayNotBeSeen(desk)).map(({ id }) => id)).toEqual([])
          expect(doors.list(asking({ topic, area }))[0]?.value).toBe(
            plainFirst({ topic, area, lang: 'en', now: NOW }, desks),
          )
        }
      }),
      { numRuns: 150 },
    )
  })

  it('shows an emergency number whatever it reports, but none that immigration runs', () => {
    const numbers = (flags: Partial<Flags>) => {
      const desks = rawDesks.map(desk => marked(desk, desk.emergency ? flags : {}))
      return text(doorsOf(desks).emergency(asking({ area: 'KR' }))[0])
    }
    expect(numbers({ reports_immigration_status: 'case_by_case' })).toContain('112')
    expect(numbers({ operator_is_immigration_authority: true })).not.toContain('112')
  })

  it('hides the five that immigration runs, the one in its house and the one that may report', () => {
    const hidden = rawDesks.filter(({ id, status }) => status !== 'closed' && status !== 'replaced' && !!id)
    expect(hidden.filter(({ id }) => ask('desk', { with: { desk: id } }).length === 0).map(({ id }) => id)).toEqual([
      'jp-isa-information-center',
      'jp-fresc',
      'jp-dv-navi',
      'jp-fresc-helpdesk',
      'kr-1345',
      'tw-1990',
      'kr-ansan-foreign-residents',
    ])
  })
})

describe('at the door', () => {
  const [desk] = rawDesks
  it.each([
    ['operator_is_immigration_authority', null],
    ['operator_is_immigration_authority', 'no'],
    ['operator_is_immigration_authority', undefined],
    ['shares_premises_with_immigration', undefined],
    ['reports_immigration_status', 'yes'],
    ['reports_immigration_status', 'no'],
    ['reports_immigration_status', undefined],
  ])('a desk whose %s is %s is refused: nobody guesses what it means', (flag, value) => {
    expect(desksFile.safeParse({ desks: [desk] }).success).toBe(true)
    expect(desksFile.safeParse({ desks: [{ ...desk, [flag]: value }] }).success).toBe(false)
  })
})
