import { takeOne } from '../choices.ts'
import type { ChoiceStep } from '../flow.ts'
import { currentList } from '../lists.ts'
import type { Wait } from '../wait.ts'

/** One of a list. The answer is the item's value. */
export const choice: Wait<ChoiceStep> = {
  form: here => ({ items: currentList(here) }),
  take: (here, reply, loose) => takeOne(here, reply, loose),
}
