import { EVERYBODY } from '../../../domain/campaigns/audience.ts'
import type { Kind, Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Instant } from '../../../kit/ids.ts'

const HOUR = 3_600_000
/** Long enough to gather signatures, short enough that nothing old goes out. */
const LIFE = 30 * 24 * HOUR

/** When a campaign ends of which nobody has said it, on a full hour. */
export const usualEnd = (now: Instant): Instant => Math.ceil((now + LIFE) / HOUR) * HOUR

/** A sheet on which nothing is written yet, of no campaign yet. */
export const blankSheet = (it: { instance: string; kind: Kind; now: Instant }): Sheet => ({
  v: 1,
  instance: it.instance,
  campaign: '',
  number: 1,
  purpose: 'call',
  kind: it.kind,
  goal: '',
  emergency: false,
  texts: {},
  fallback: null,
  media: {},
  actions: [],
  audience: EVERYBODY,
  when: { how: 'now' },
  until: usualEnd(it.now),
  ends: null,
  event: null,
  sources: [],
  checks: [],
  open: false,
})
