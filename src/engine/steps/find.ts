import { takeOne } from '../choices.ts'
import type { FindStep } from '../flow.ts'
import { currentList } from '../lists.ts'
import type { Wait } from '../wait.ts'

/** One of what a read-only look-up found. Never an empty list: the walk goes to `empty` instead. */
export const find: Wait<FindStep> = {
  form: here => ({ items: currentList(here), personal: true }),
  take: (here, reply, loose) => takeOne(here, reply, loose),
}
