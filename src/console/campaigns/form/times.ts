import { type Event, isZone, readTime, type Sheet, type When, writtenTime } from '../../../app/campaigns/sheets.ts'
import { type Fault, type Fields, type Pair, type Read, readNumber, readSaid, writeSaid } from './fields.ts'

type Times = Pick<Sheet, 'when' | 'until' | 'ends' | 'event'>

export const REMINDERS = 3
const LONGEST_NOTICE = 24 * 14
const DAY = 24 * 60

/** @param zone of the group, in which all hours are told that have none of their own. */
export const writeTimes = ({ when, until, ends, event }: Times, zone: string): Pair[] => [
  ...writeWhen(when, zone),
  ['until', writtenTime(zone, until)],
  ...(ends === null ? [] : ([['ends', writtenTime(zone, ends)]] as Pair[])),
  ...(event === null ? [] : writeEvent(event)),
]

const writeWhen = (when: When, zone: string): Pair[] => {
  const how: Pair = ['how', when.how]
  if (when.how === 'at') return [how, ['at', writtenTime(zone, when.at)]]
  if (when.how === 'local') return [how, ['local', `${when.day}T${clock(when.minute)}`]]
  if (when.how === 'cron') return [how, ['cron', when.cron], ['cron-zone', when.zone]]
  return [how]
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const writeEvent = ({ starts, ends, zone, place, remind }: Event): Pair[] => [
  ['event-starts', writtenTime(zone, starts)],
  ['event-ends', writtenTime(zone, ends)],
  ['event-zone', zone],
  ...writeSaid('event-place-', place),
  ...remind.map((hours, at): Pair => [`remind-${at}`, String(hours)]),
]

/** @param before what stood there: where something cannot be read, it stays in the preview. */
export const readTimes = (fields: Fields, before: Times, zone: string): Read<Times> => {
  const faults: Fault[] = []
  const time = (name: string, own = zone): number | undefined => {
    const at = readTime(own, fields.one(name))
    if (at === undefined || at < 0) faults.push({ field: name, code: 'time' })
    return at
  }
  const until = time('until') ?? before.until
  const ends = fields.one('ends') === '' ? null : (time('ends') ?? before.ends)
  const when = readWhen(fields, time)
  const event = readEvent(fields, time)
  return {
    value: { when: when.value ?? before.when, until, ends, event: event.value },
    faults: [...faults, ...when.faults, ...event.faults],
  }
}

const readWhen = (fields: Fields, time: (name: string) => number | undefined): Read<When | undefined> => {
  const how = fields.one('how')
  if (how === 'at') {
    const at = time('at')
    return { value: at === undefined ? undefined : { how, at }, faults: [] }
  }
  if (how === 'local') {
    const [, day, hours, minutes] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(fields.one('local')) ?? []
    if (day === undefined || readTime('UTC', fields.one('local')) === undefined)
      return { value: undefined, faults: [{ field: 'local', code: 'time' }] }
    return { value: { how, day, minute: (Number(hours) * 60 + Number(minutes)) % DAY }, faults: [] }
  }
  if (how === 'cron') {
    const [cron, zone] = [fields.one('cron').trim(), fields.one('cron-zone')]
    const faults: Fault[] = []
    if (cron.length < 9 || cron.length > 100) faults.push({ field: 'cron', code: 'odd' })
    if (!isZone(zone)) faults.push({ field: 'cron-zone', code: 'odd' })
    return { value: faults.length > 0 ? undefined : { how, cron, zone }, faults }
  }
  return { value: { how: 'now' }, faults: how === 'now' ? [] : [{ field: 'how', code: 'odd' }] }
}

/** There is one as soon as anything of it is written; half of one is a fault. */
const readEvent = (fields: Fields, time: (name: string, zone: string) => number | undefined): Read<Event | null> => {
  const place = readSaid(fields, 'event-place-', 300)
  const numbers = Array.from({ length: REMINDERS }, (_, at) => readNumber(fields, `remind-${at}`, 1, LONGEST_NOTICE))
  const remind = numbers.flatMap(({ value }) => (value === null ? [] : [value]))
  const faults = [...place.faults, ...numbers.flatMap(it => it.faults)]
  const written = fields.one('event-starts') + fields.one('event-ends')
  if (written === '' && remind.length === 0 && Object.keys(place.value).length === 0) return { value: null, faults }
  const zone = fields.one('event-zone')
  if (!isZone(zone)) return { value: null, faults: [...faults, { field: 'event-zone', code: 'odd' }] }
  const [starts, ends] = [time('event-starts', zone), time('event-ends', zone)]
  if (starts === undefined || ends === undefined) return { value: null, faults }
  if (ends < starts) faults.push({ field: 'event-ends', code: 'order' })
  return { value: { starts, ends, zone, place: place.value, remind }, faults }
}
