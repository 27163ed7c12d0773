import { takeOne } from '../choices.ts'
import type { YesNoStep } from '../flow.ts'
import { currentList } from '../lists.ts'
import type { Wait } from '../wait.ts'

/** Yes or no; the answer is `yes` or `no`. */
export const yesno: Wait<YesNoStep> = {
  form: here => ({ items: currentList(here) }),
  take: (here, reply, loose) => takeOne(here, reply, loose),
}
