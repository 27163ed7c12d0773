import type { Instant } from '../../kit/ids.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY
/** Sunday, 4 January 1970, one in the morning: ten o'clock in Japan and Korea. */
const FIRST = 3 * DAY + 3_600_000

/** When the last weekly digest was due: Sunday, 01:00 UTC. */
export const digestTime = (now: Instant): Instant => FIRST + Math.floor((now - FIRST) / WEEK) * WEEK

/** It is about what went out since the one before. */
export const digestSpan = (at: Instant): { after: Instant; to: Instant } => ({ after: at - WEEK, to: at })
