/** Each keyholder proves from time to time to open what is sealed to them: a key that nobody opens any more protects nobody. */

/** A proof holds for so many days. */
export const DRILL_DAYS = 45
/** For so many days before its end the keyholder is reminded. */
const REMINDED_DAYS = 14

/** `due`: holds, and is asked for already. `over`: holds no more. */
export type Drill = { state: 'fresh' | 'due' | 'over'; until: string | undefined }

/** Days before the end on which somebody is told outside the console as well. */
const TOLD = [13, 7, 3, 1]

const DAY = 86_400_000

/**
 * Days such as `2025-02-14`.
 * @param drilled of the last proof; `null`: there was none. One that lies ahead comes from a clock that went wrong, and holds no
 * longer than another.
 * @returns `until`: the last day on which it holds.
 */
export const drillOf = (drilled: string | null, today: string): Drill => {
  const day = Date.parse(`${drilled}T00:00:00Z`)
  if (Number.isNaN(day)) return { state: 'over', until: undefined }
  const age = (Date.parse(`${today}T00:00:00Z`) - day) / DAY
  const until = new Date(day + DRILL_DAYS * DAY).toISOString().slice(0, 10)
  if (Math.abs(age) > DRILL_DAYS) return { state: 'over', until }
  return { state: age > DRILL_DAYS - REMINDED_DAYS ? 'due' : 'fresh', until }
}

/** Whether today is a day to tell somebody of it: a few times before the proof ends, when it has ended, and every week after. */
export const remindsOn = (drilled: string | null, today: string): boolean => {
  const age = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${drilled}T00:00:00Z`)) / DAY
  const left = DRILL_DAYS - age
  return left < 0 ? (-left - 1) % 7 === 0 : TOLD.includes(left)
}
