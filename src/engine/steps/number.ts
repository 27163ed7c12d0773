import type { NumberStep } from '../flow.ts'
import { readNumber } from '../formats.ts'
import { answer, type Wait, wrong } from '../wait.ts'

/** A number, in the digits of any script. */
export const number: Wait<NumberStep> = {
  form: () => ({ items: [], input: 'number' }),
  take: ({ step }, reply, loose) => {
    if (reply.kind !== 'text' || loose) return undefined
    const value = readNumber(reply.raw)
    if (value === undefined) return undefined
    const fits = value >= (step.min ?? Number.NEGATIVE_INFINITY) && value <= (step.max ?? Number.POSITIVE_INFINITY)
    if (fits) return answer(value)
    // 0 is help, unless it is an answer.
    return value === 0 ? undefined : wrong()
  },
}
