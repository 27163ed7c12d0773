import type { SayStep } from '../flow.ts'
import { look } from '../lists.ts'
import { cards, sayText, scriptText } from '../message.ts'
import { type Here, withOf } from '../turn.ts'
import type { Go } from '../wait.ts'

/** Says words, with what a look-up has ready to show, and goes on. */
export const say = (here: Here<SayStep>): Go => {
  const { turn, flow, frame, step } = here
  const items = step.show ? look(turn, step.show.from, { with: withOf(here, step.show.with) }) : []
  const words = scriptText(here, `flows.${flow.flow}.${step.id}.say`)
  sayText(turn, [words, ...cards(items)], frame.values !== undefined)
  return step.next === undefined ? { go: 'end', end: step.end ?? true } : { go: 'on', to: step.next }
}
