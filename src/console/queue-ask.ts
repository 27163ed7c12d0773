import { DUES, type QueueAsk, URGENCIES, WAITING } from '../app/queue.ts'
import type { StaffId } from '../kit/ids.ts'

/** What a view of the queue's address says. No person stands in it: of staff an id, of those who reported nothing. */
export type QueueState = { ask: QueueAsk /** From 1. */; page: number }

/** Fields of the form, in the order in which they stand in the address. */
const FIELDS = ['topic', 'area', 'urgency', 'status', 'whose', 'due', 'waiting', 'escalated', 'closed'] as const

/** Reads an address; what makes no sense is left out. */
export const readState = (query: (name: string) => string | undefined): QueueState => {
  const field = (name: (typeof FIELDS)[number], sense: RegExp): string | undefined => {
    const value = query(name)
    return value !== undefined && sense.test(value) ? value : undefined
  }
  const one = <T extends string>(name: (typeof FIELDS)[number], of: readonly T[]): T | undefined =>
    of.find(value => value === query(name))
  const topic = field('topic', /^[a-z_]{2,32}$/)
  const area = field('area', /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
  const urgency = one('urgency', URGENCIES)
  const status = one('status', STATUSES)
  const whose = field('whose', /^(mine|nobody|[\w-]{22})$/) as 'mine' | 'nobody' | StaffId | undefined
  const due = one('due', DUES)
  const waiting = one('waiting', WAITING)
  const escalated = query('escalated') === '1'
  const closed = query('closed') === '1' || status === 'closed'
  return {
    ask: {
      ...(topic && { topic }),
      ...(area && { area }),
      ...(urgency && { urgency }),
      ...(status && { status }),
      ...(whose && { whose }),
      ...(due && { due }),
      ...(waiting && { waiting }),
      ...(escalated && { escalated }),
      ...(closed && { closed }),
    },
    page: Math.min(Math.max(Number.parseInt(query('page') ?? '1', 10) || 1, 1), 1_000_000),
  }
}

/** The statuses that can be asked for; their words stand under `console.status`. */
export const STATUSES = [
  'new',
  'claimed',
  'working',
  'waiting',
  'answered',
  'written',
  'reopened',
  'referred',
  'passed',
  'closed',
] as const

/** The address of a view: the same view always has the same one. */
export const addressOf = ({ ask, page }: QueueState): string => {
  const query = new URLSearchParams()
  for (const field of FIELDS) {
    const value = ask[field]
    if (value) query.set(field, value === true ? '1' : value)
  }
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? '/staff' : `/staff?${query}`
}
