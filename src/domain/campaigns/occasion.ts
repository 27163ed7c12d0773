import type { Instant } from '../../kit/ids.ts'
import { NIGHT, outsideQuietHours } from '../quiet-hours.ts'
import { type CronFields, nextOccurrences } from './occurrences.ts'
import type { Event, Sheet } from './sheet.ts'
import type { RunPurpose } from './states.ts'

type Planned = { run: number; purpose: RunPurpose; at: Instant }

/**
 * For which time of a sheet a run stands. Each is filled once, whatever rows are written: a call once, a recurring one once at each of its
 * instants, a template once for each launch, a reminder once for each of its hours.
 * @param cron how the sheet recurs.
 * @returns `undefined`: the sheet has no such time, so somebody else made the run.
 */
export const occasionOf = (
  { run, purpose, at }: Planned,
  sheet: Pick<Sheet, 'purpose' | 'when' | 'event'>,
  cron: CronFields | undefined,
): string | undefined => {
  if (purpose === 'recall') return `recall ${run}`
  if (purpose === 'reminder') return remindsAt(sheet.event).includes(at) ? `reminder ${at}` : undefined
  if (purpose !== 'call') return purpose === sheet.purpose ? purpose : undefined
  // The launch is sealed together with the run's number (store/campaigns/launches.ts).
  if (sheet.purpose === 'template') return `launch ${run}`
  if (sheet.purpose !== 'call') return undefined
  if (sheet.when.how !== 'cron') return 'call'
  return cron && nextOccurrences(cron, sheet.when.zone, at - 1, 1)[0] === at ? `call ${at}` : undefined
}

const HOUR = 3_600_000
/** Not in the last minute before the quiet hours. */
const BEFORE_NIGHT = HOUR

/**
 * When who comes is reminded: so many hours before it begins, by the clocks of its place; what would ring at night comes on the evening
 * before it, because in the morning it may be too late.
 */
export const remindsAt = (event: Event | null): Instant[] => {
  if (!event) return []
  const all = event.remind.map(hours => beforeNight(event.starts - hours * HOUR, event.zone))
  return [...new Set(all)].sort((a, b) => a - b)
}

const MINUTE = 60_000

/** By the night of the default: an event's reminders are part of what was signed, and do not move with a setting of the server. */
const beforeNight = (at: Instant, zone: string): Instant => {
  const morning = outsideQuietHours(at, zone, NIGHT)
  if (morning === at) return at
  const night = ((NIGHT.to - NIGHT.from + 1440) % 1440) * MINUTE
  return morning - night - BEFORE_NIGHT
}
