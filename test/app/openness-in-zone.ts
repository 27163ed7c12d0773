/**
 * Run by opening-hours.test.ts as a process of its own with another TZ: prints what every desk's hours say at many moments,
 * or, with `peer`, whether opening_hours agrees about hours without holidays when the process stands in the desk's own zone.
 */
import { createRequire } from 'node:module'
import { createOpeningHours, expressionFor } from '../../src/app/opening-hours.ts'
import { wallClock } from '../../src/app/wall-clock.ts'
import { content } from '../domain/world.ts'

const DAY = 86_400_000
/** When the desk's clock shows an hour that New York or Beirut lose or have twice, and two years in odd steps. */
const moments = [
  ...[
    '2026-11-01T01:30:00+09:00',
    '2027-03-14T02:20:00+09:00',
    '2027-03-14T01:50:00+09:00',
    '2027-03-28T00:20:00+09:00',
    '2027-03-27T23:50:00+09:00',
    '2026-10-25T00:10:00+09:00',
  ].map(when => Date.parse(when)),
  ...Array.from({ length: 50 }, (_, at) => Date.UTC(2026, 0, 1) + at * (14 * DAY + 5 * 3_600_000 + 7 * 60_000)),
]
const hours = createOpeningHours()
const all = content.desks
  .filter(({ country }) => country === 'JP' || country === 'KR')
  .flatMap(desk => [desk, ...desk.phones.map(phone => ({ ...desk, hours: phone.hours }))])
/** Hours in the middle of the night, which no desk of ours has, but one may. */
const night = ['Mo-Su 00:15-00:45', 'Mo-Su 02:15-02:45', 'Sa-Su 22:00-02:30'].flatMap(hours =>
  all.slice(0, 1).map(desk => ({ ...desk, hours })),
)
/** Each way of writing hours once. */
const seen = new Set<string>()
const lines = [...night, ...all].filter(it => {
  const key = `${it.country} ${it.hours} ${it.publicHolidays}`
  return !seen.has(key) && seen.add(key)
})

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
