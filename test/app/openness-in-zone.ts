/**
 * Run by opening-hours.test.ts as a process of its own with another TZ: prints what every desk's hours say at many moments,
 * or, with `peer`, whether opening_hours agrees about hours without holidays when the process stands in the desk's own zone.
 */
import { createRequire } from 'node:module'
import { createOpeningHours, expressionFor } from '../../src/app/opening-hours.ts'
import { wallClock } from '../../src/app/wall-clock.ts'
import { content } from '../domain/world.ts'

const DAY = 86_400_000
/** Around the days when New York, Beirut or Cairo lose or gain an hour, and through two years in odd steps. */
const moments = [
  ...[
    '2026-11-01T06:30:00Z',
    '2027-03-14T06:59:00Z',
    '2027-03-14T07:01:00Z',
    '2027-03-27T22:30:00Z',
    '2027-04-29T22:10:00Z',
  ].map(Date.parse),
  ...Array.from({ length: 50 }, (_, at) => Date.UTC(2026, 0, 1) + at * (14 * DAY + 5 * 3_600_000 + 7 * 60_000)),
]
const hours = createOpeningHours()
const all = content.desks
  .filter(({ country }) => country === 'JP' || country === 'KR')
  .flatMap(desk => [desk, ...desk.phones.map(phone => ({ ...desk, hours: phone.hours }))])
/** Each way of writing hours once. */
const lines = [...Map.groupBy(all, it => `${it.country} ${it.hours} ${it.publicHolidays}`).values()].flatMap(
  ([it]) => it ?? [],
)

if (process.argv[2] === 'peer') {
  const OpeningHours = createRequire(import.meta.url)('opening_hours')
  const wrong: string[] = []
  let compared = 0
  for (const line of lines.filter(it => it.timezone === process.env.TZ && it.hours && it.hours !== '24/7')) {
    const known = { ...line, hours: line.hours ?? '' }
    const peer = new OpeningHours(expressionFor(known, false))
    for (const now of moments) {
      const mine = hours.openness(line, now)
      if (mine.holiday !== 'no') continue
      compared++
      if ((mine.state === 'open') !== peer.getState(new Date(now))) wrong.push(`${line.id} ${new Date(now)}`)
    }
  }
  process.stdout.write(JSON.stringify({ compared, wrong }))
} else {
  const said = moments.map(now => [wallClock('Asia/Tokyo', now), lines.map(line => hours.openness(line, now))])
  process.stdout.write(JSON.stringify(said))
}
