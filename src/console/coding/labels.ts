import { nameOf, say } from '../page.ts'
import type { ConsoleWords } from '../words.ts'

/** Codes without a value, and their words under `console.event`. */
const PLAIN: Record<string, string> = {
  escalated: 'escalated',
  calmed: 'calmed',
  duplicate: 'duplicate',
  'no-duplicate': 'no_duplicate',
}

/** One line of what was set in codes; `undefined`: another kind of event. `it`: on which day by whom. */
export const codedLabel = (words: ConsoleWords, code: string, it: { day: string; who: string }): string | undefined => {
  const [what = '', value = '', to = ''] = code.split('.')
  const plain = PLAIN[what]
  if (plain) return say(words, `event.${plain}`, it)
  if (what === 'category')
    return say(words, 'event.category', { ...it, what: nameOf(words, `categories.${to}.title`, to) })
  if (what === 'objectives')
    return value === 'none'
      ? say(words, 'event.no_objectives', it)
      : say(words, 'event.objectives', { ...it, what: value.replaceAll('-', ', ') })
  if (what === 'demand') return say(words, value === 'none' ? 'event.no_demand' : 'event.demand', it)
  return undefined
}
