import { fold } from '../../kit/text.ts'
import { choose, matching } from '../choices.ts'
import type { ManyStep } from '../flow.ts'
import { currentList, findItem } from '../lists.ts'
import type { Here } from '../turn.ts'
import type { Item } from '../types.ts'
import { more, type Reply, type Taken, type Wait, wrong } from '../wait.ts'

/** Several of a list, until "done". The answer is the values in the order chosen. */
export const many: Wait<ManyStep> = {
  form: here => {
    const chosen = chosenAt(here)
    return {
      items: currentList(here),
      chosen,
      finish: chosen.length >= leastOf(here) && (chosen.length > 0 || !here.step.skip),
    }
  },
  take: (here, reply, loose) => (reply.kind === 'pick' ? takePick(here, reply.value) : takeWords(here, reply, loose)),
  done: here => {
    const chosen = chosenAt(here)
    return chosen.length < leastOf(here) ? wrong('engine.nothing_yet') : { kind: 'answer', value: chosen }
  },
}

const leastOf = ({ step }: Here<ManyStep>): number => step.min ?? 1

const chosenAt = ({ frame, step }: Here<ManyStep>): string[] => {
  const value = frame.answers[step.id]
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : []
}

/** `x` adds, `-x` takes away: the same tap twice is the same choice. */
const takePick = (here: Here<ManyStep>, value: string): Taken | undefined => {
  const away = value.startsWith('-')
  const item = findItem(here, here.step, away ? value.slice(1) : value)
  return (
    item &&
    (away
      ? put(
          here,
          chosenAt(here).filter(one => one !== item.value),
        )
      : add(here, item))
  )
}

const takeWords = (here: Here<ManyStep>, reply: Reply, loose: boolean): Taken | undefined => {
  if (reply.kind !== 'text') return undefined
  const whole = matching(here, reply.raw, reply.folded, loose)
  const [first] = whole
  if (first && whole.length === 1) return toggle(here, first)
  if (whole.length > 1) return { kind: 'several', values: whole.map(item => item.value) }
  const pieces = /^[\d ]+$/.test(reply.folded) ? reply.folded.split(' ') : reply.raw.split(/[,、，;؛،/\n]+/)
  if (pieces.length < 2) return undefined
  const found = pieces.map(piece => matching(here, piece, fold(piece), loose))
  // All or nothing: half-understood is not what the person meant.
  if (found.some(items => items.length !== 1)) return undefined
  let taken: Taken = more(true)
  for (const [item] of found) if (item && taken.kind === 'more') taken = add(here, item)
  return taken
}

const toggle = (here: Here<ManyStep>, item: Item): Taken => {
  const chosen = chosenAt(here)
  return chosen.includes(item.value)
    ? put(
        here,
        chosen.filter(one => one !== item.value),
      )
    : add(here, item)
}

const add = (here: Here<ManyStep>, item: Item): Taken => {
  const taken = choose(here, item)
  if (taken.kind !== 'answer') return taken
  const chosen = chosenAt(here)
  if (chosen.includes(item.value)) return put(here, chosen)
  return chosen.length >= (here.step.max ?? Number.POSITIVE_INFINITY)
    ? wrong('engine.too_many_parts')
    : put(here, [...chosen, item.value])
}

const put = ({ frame, step }: Here<ManyStep>, chosen: string[]): Taken => {
  if (chosen.length) frame.answers[step.id] = chosen
  else delete frame.answers[step.id]
  if (frame.under?.startsWith('=')) delete frame.under
  return more(true)
}
