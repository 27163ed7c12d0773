/** A time as the clock on the desk's wall shows it. */
export type WallTime = {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  /** 0 is Sunday. */
  weekday: number
  hour: number
  minute: number
  /** Days from the desk's today: 0 today, 1 tomorrow. */
  ahead: number
}

/** Whether a desk answers now. Decided in `app/opening-hours.ts`, which knows the calendars. */
export type Openness = {
  /** Today is a public holiday there, where that matters. `maybe`: and nothing says whether the desk is closed on one. */
  holiday: 'no' | 'yes' | 'maybe'
} & (
  | { state: 'open'; until: WallTime | 'always' }
  /** `opens` is absent if it does not open within the next two weeks; `perhaps`: that day is a holiday, and nothing says if it does. */
  | { state: 'closed'; opens?: WallTime; perhaps?: boolean }
  | { state: 'unknown' }
)

/** Open first, then those that may be, then closed. */
export const openRank = (openness: Openness): number => {
  if (openness.state === 'open') return openness.holiday === 'maybe' ? 1 : 0
  return openness.state === 'unknown' ? 2 : 3
}
