import type { BranchStep, Condition, Test } from '../flow.ts'
import { answerOf, type Here } from '../turn.ts'
import type { Value } from '../types.ts'
import type { Go } from '../wait.ts'

/** The first arm whose condition holds. */
export const branch = (here: Here<BranchStep>): Go => {
  const arm = here.step.branch.find(it => holds(here, it.when))
  return { go: 'on', to: arm ? arm.next : here.step.else }
}

const holds = (here: Here, when: Condition): boolean => {
  if ('all' in when) return when.all.every(inner => holds(here, inner))
  if ('any' in when) return when.any.some(inner => holds(here, inner))
  if ('not' in when) return !holds(here, when.not)
  return passes(answerOf(here, when.step), when)
}

/** What was never asked, or skipped, passes no test but `given: false`. */
const passes = (value: Value | undefined, test: Test): boolean => {
  const given = value !== undefined && value !== null
  if ('given' in test) return given === test.given
  if (!given) return false
  if ('is' in test) return value === plainAnswer(test.is)
  if ('in' in test) return test.in.some(one => value === one)
  if ('has' in test) return Array.isArray(value) && value.some(one => one === test.has)
  if (typeof value !== 'number') return false
  if ('gt' in test) return value > test.gt
  if ('gte' in test) return value >= test.gte
  return 'lt' in test ? value < test.lt : value <= test.lte
}

/** `is: true` at a yes-or-no question means `yes`. */
const plainAnswer = (is: string | number | boolean): string | number => (is === true ? 'yes' : is === false ? 'no' : is)
