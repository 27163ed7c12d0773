/**
 * A second, plain reader of opening hours, so that the first is not its own judge. It knows just the ways of writing that stand in
 * content/desks.json, and throws at any other. It shares no code with src/ and asks no package.
 */
const WEEK = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']
const YEAR = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTES = 24 * 60

/** `day`: 2026-11-25 on the desk's own calendar. */
export type PlainLine = { hours: string; holidays: 'open' | 'closed' | 'not stated'; isHoliday(day: string): boolean }
type Span = [from: number, to: number]

export const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const namesDay = (selector: string, day: string, holiday: boolean): boolean => {
  const date = new Date(`${day}T00:00:00Z`)
  const today = WEEK[date.getUTCDay()]
  const nth = Math.ceil(date.getUTCDate() / 7)
  return selector.split(/,(?![^[]*\])/).some(part => {
    if (part === 'PH') return holiday
    const [, from = '', to = from, which] = /^([A-Z][a-z])(?:-([A-Z][a-z]))?(?:\[([\d,]+)\])?$/.exec(part) ?? []
    if (!WEEK.includes(from) || !WEEK.includes(to)) throw new Error(`days that nobody can read: ${part}`)
    if (which && !which.split(',').map(Number).includes(nth)) return false
    for (let at = WEEK.indexOf(from); ; at = (at + 1) % 7) {
      if (WEEK[at] === today) return true
      if (WEEK[at] === to) return false
    }
  })
}

const inDates = (text: string, day: string): boolean => {
  const [, m1 = '', d1, m2 = '', d2] = /^(\w{3}) (\d\d)-(\w{3}) (\d\d)$/.exec(text) ?? []
  if (!YEAR.includes(m1) || !YEAR.includes(m2)) throw new Error(`dates that nobody can read: ${text}`)
  const number = (month: string, date: string | undefined) => (YEAR.indexOf(month) + 1) * 100 + Number(date)
  const today = Number(day.slice(5, 7)) * 100 + Number(day.slice(8))
  const [from, to] = [number(m1, d1), number(m2, d2)]
  return from <= to ? from <= today && today <= to : from <= today || today <= to
}

const spansOf = (times: string): Span[] =>
  times.split(',').map(one => {
    const [, h1, m1, h2, m2] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(one) ?? []
    const span: Span = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)]
    if (!(span[0] < span[1])) throw new Error(`times that nobody can read: ${one}`)
    return span
  })

/** The last rule that names the day counts. */
export const plainDay = (
  { hours, holidays, isHoliday }: PlainLine,
  day: string,
): { spans: Span[]; perhaps: boolean } => {
  if (hours === '24/7') return { spans: [[0, MINUTES]], perhaps: false }
  const holiday = isHoliday(day)
  const silent = holiday && !hours.includes('PH')
  if (silent && holidays === 'closed') return { spans: [], perhaps: false }
  let spans: Span[] = []
  for (const rule of hours.split('; ')) {
    const end = rule.lastIndexOf(' ')
    const [when, what] = [rule.slice(0, end), rule.slice(end + 1)]
    const dated = /\d/.test(when) && !when.includes('[')
    if (dated ? inDates(when, day) : namesDay(when, day, holiday)) spans = what === 'off' ? [] : spansOf(what)
  }
  return { spans, perhaps: silent && holidays === 'not stated' }
}

/** `open +0 17:00`, `perhaps open +0 17:00`, `closed +3 09:00`, `closed +3 09:00 perhaps`; `closed` if not within two weeks. */
export const plainAnswer = (line: PlainLine, day: string, minute: number): string => {
  if (line.hours === '24/7') return 'open always'
  const clock = (ahead: number, at: number) =>
    `+${ahead} ${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  const today = plainDay(line, day)
  const now = today.spans.find(([from, to]) => from <= minute && minute < to)
  if (now) return `${today.perhaps ? 'perhaps ' : ''}open ${clock(0, now[1])}`
  for (let ahead = 0; ahead <= 14; ahead++) {
    const { spans, perhaps } = plainDay(line, plus(day, ahead))
    const next = spans.find(([from]) => ahead > 0 || from > minute)
    if (next) return `closed ${clock(ahead, next[0])}${perhaps && ahead > 0 ? ' perhaps' : ''}`
  }
  return 'closed'
}
