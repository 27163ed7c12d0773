import type { DateStep } from '../flow.ts'
import { readDays } from '../formats.ts'
import type { Here } from '../turn.ts'
import type { Item } from '../types.ts'
import { answer, type Reply, type Wait, wrong } from '../wait.ts'

/** Today has begun somewhere on earth up to 14 hours before it has in UTC, and lasts up to 12 hours longer. */
const AHEAD = 14 * 60 * 60_000
const BEHIND = 12 * 60 * 60_000

/** A day; the answer is `2026-05-31`. Where day and month could be swapped, both are offered. */
export const date: Wait<DateStep> = {
  form: ({ frame }) => ({ items: offered(frame.under), input: 'date' }),
  take: (here, reply, loose) => {
    if (loose) return undefined
    const days = readReply(here, reply)
    if (!days) return undefined
    const [first, ...others] = days.filter(day => fits(here, day))
    if (first === undefined) return days.length ? wrong() : undefined
    return others.length ? { kind: 'several', values: [first, ...others] } : answer(first)
  },
}

const offered = (under: string | undefined): Item[] =>
  (under?.slice(1).split(',') ?? []).map(value => ({ value, label: value }))

const readReply = ({ frame }: Here, reply: Reply): string[] | undefined => {
  if (reply.kind === 'pick') return readDays(reply.value.replaceAll('-', ' ')).slice(0, 1)
  if (reply.kind !== 'text') return undefined
  const nth = /^[1-9]$/.test(reply.folded) ? offered(frame.under)[Number(reply.folded) - 1] : undefined
  return nth ? [nth.value] : readDays(reply.folded)
}

const fits = ({ step, turn }: Here<DateStep>, day: string): boolean => {
  const at = (limit: string, shift: number) =>
    limit === 'today' ? new Date(turn.now + shift).toISOString().slice(0, 10) : limit
  if (step.min !== undefined && day < at(step.min, -BEHIND)) return false
  return step.max === undefined || day <= at(step.max, AHEAD)
}
