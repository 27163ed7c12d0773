/** All kinds of steps. A kind that is missing here does not compile. */
import type { AskKind, AskStep, Step, WaitStep } from '../flow.ts'
import type { Here } from '../turn.ts'
import type { Go, Wait } from '../wait.ts'
import { branch } from './branch.ts'
import { choice } from './choice.ts'
import { commit } from './commit.ts'
import { date } from './date.ts'
import { end } from './end.ts'
import { find } from './find.ts'
import { many } from './many.ts'
import { media } from './media.ts'
import { number } from './number.ts'
import { place } from './place.ts'
import { review } from './review.ts'
import { run } from './run.ts'
import { say } from './say.ts'
import { text } from './text.ts'
import { yesno } from './yesno.ts'

type Passing = Exclude<Step, WaitStep>
const PASS: { [K in Passing['kind']]: (here: Here<Extract<Passing, { kind: K }>>) => Go } = {
  say,
  branch,
  commit,
  run,
  end,
}

const ASK: { [K in AskKind]: Wait<Extract<AskStep, { ask: K }>> } = {
  choice,
  many,
  yesno,
  text,
  number,
  date,
  place,
  media,
}
const WAIT = { ask: undefined, find, review }

/** Goes through a step that does not wait. */
export const pass = (here: Here<Passing>): Go => (PASS[here.step.kind] as (here: Here<Passing>) => Go)(here)

/** How a kind of question behaves. */
export const waitOf = (step: WaitStep): Wait<WaitStep> =>
  (step.kind === 'ask' ? ASK[step.ask] : WAIT[step.kind]) as Wait<WaitStep>
