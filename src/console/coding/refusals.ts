import type { DeedReport } from '../../app/queue.ts'
import { say } from '../page.ts'
import type { ConsoleWords } from '../words.ts'

/** Why something was not done to a case, in words; who was first is told by name. */
export const refusalOf = (words: ConsoleWords, why: DeedReport['refused'][number]): string =>
  why.kind === 'taken'
    ? say(words, 'refused.taken', { name: why.by ?? say(words, 'queue.left') })
    : say(words, `refused.${why.kind.replace('-', '_')}`)
