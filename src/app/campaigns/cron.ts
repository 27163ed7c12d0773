import { parse, validateDetailed } from 'node-cron'
import { type CronFields, nextOccurrences } from '../../domain/campaigns/occurrences.ts'
import { isZone } from '../../domain/campaigns/written-time.ts'
import type { Instant } from '../../kit/ids.ts'
import { no, ok, type Result } from '../../kit/result.ts'

const HOUR = 3_600_000
const FIVE = 5

/** Five fields: a campaign has no seconds. */
export const readCron = (cron: string): CronFields | undefined => {
  if (cron.trim().split(/\s+/).length !== FIVE || !validateDetailed(cron).valid) return undefined
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(cron)
  return { minute, hour, dayOfMonth, month, dayOfWeek }
}

/**
 * What somebody sees before they sign: the next five instants at which it goes out.
 * @returns refused: `cron` is no expression, `zone` no IANA time zone, there is no such day (`never`), or two of the five are less than an
 * hour apart (`too-often`): nobody gets more than one campaign an hour.
 */
export const nextFive = (
  cron: string,
  zone: string,
  from: Instant,
): Result<Instant[], 'cron' | 'zone' | 'never' | 'too-often'> => {
  const fields = readCron(cron)
  if (!fields) return no('cron')
  if (!isZone(zone)) return no('zone')
  const next = nextOccurrences(fields, zone, from, FIVE)
  if (next.length === 0) return no('never')
  return next.some((at, n) => n > 0 && at - (next[n - 1] ?? 0) < HOUR) ? no('too-often') : ok(next)
}
