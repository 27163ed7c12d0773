import type { Choice, Span } from '../../kit/message.ts'
import { takeOne } from '../choices.ts'
import { isWait, type ReviewStep, stepOf } from '../flow.ts'
import { labelOf } from '../labels.ts'
import { currentList } from '../lists.ts'
import { exactly, nearly, tableOf } from '../match.ts'
import { answerToken } from '../tokens.ts'
import { answerOf, type Here } from '../turn.ts'
import type { Wait } from '../wait.ts'

/** The answers once more, each correctable, and what to do with them. The answer is one of the options. */
export const review: Wait<ReviewStep> = {
  form: here => ({ items: currentList(here), extra: changes(here), before: summary(here), personal: true }),
  take: (here, reply, loose) => {
    const { step, frame } = here
    if (reply.kind === 'pick') {
      const wanted = reply.value.startsWith('@') ? reply.value.slice(1) : undefined
      if (wanted === undefined) return takeOne(here, reply, false)
      return step.review.includes(wanted) ? { kind: 'mend', step: wanted } : undefined
    }
    const option = takeOne(here, reply, loose)
    if (option || reply.kind !== 'text' || frame.under !== undefined) return option
    // The corrections are numbered on, after the options.
    const nth = /^[1-9]\d?$/.test(reply.folded) ? Number(reply.folded) - step.options.length : 0
    const numbered = step.review[nth - 1]
    if (numbered !== undefined) return { kind: 'mend', step: numbered }
    const found = (loose ? nearly : exactly)(tableOf(namesOf(here)), reply.folded)
    const [first] = found
    return first !== undefined && found.length === 1 ? { kind: 'mend', step: first } : undefined
  },
}

const namesOf = (here: Here<ReviewStep>) => {
  const { words } = here.turn.env
  const lang = here.turn.lang
  return here.step.review.map(value => {
    const label = nameOf(here, value)
    return { value, label, words: [words.text(lang, 'engine.change', { what: label })] }
  })
}

/** A question's short name (`flows.report.where.name`), else its words. */
const nameOf = ({ turn, flow }: Here<ReviewStep>, id: string): string => {
  const { words } = turn.env
  const key = `flows.${flow.flow}.${id}`
  const lang = turn.lang
  return words.text(lang, words.has(lang, `${key}.name`) ? `${key}.name` : `${key}.ask`)
}

const changes = (here: Here<ReviewStep>): Choice[] =>
  here.step.review.map(id => ({
    token: answerToken(here.session, `@${id}`),
    label: here.turn.env.words.text(here.turn.lang, 'engine.change', { what: nameOf(here, id) }),
    short: nameOf(here, id),
  }))

/** `Place: Saitama`, a line each. */
const summary = (here: Here<ReviewStep>): Span[] => {
  const lines: Span[] = [here.turn.env.words.text(here.turn.lang, 'engine.review')]
  for (const id of here.step.review) {
    const step = stepOf(here.flow, id)
    if (!step || !isWait(step)) continue
    lines.push('\n', { strong: nameOf(here, id) }, `: ${labelOf(here, step, answerOf(here, id))}`)
  }
  return lines
}
