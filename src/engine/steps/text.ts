import { readReceipt } from '../../kit/text.ts'
import type { TextStep } from '../flow.ts'
import { addParts, finishParts, partsOf, partsSoFar, textPart } from '../parts.ts'
import type { Here } from '../turn.ts'
import { answer, type Form, type Reply, type Taken, type Wait, wrong } from '../wait.ts'

/**
 * Any words, and files where the flow takes them. One message: a string (parts if it is long, or if files are taken);
 * `until: done`: parts.
 */
export const text: Wait<TextStep> = {
  form: here => {
    const accept = acceptOf(here.step)
    // A receipt is nothing but digits: a field of one line, and the phone shows its number pad.
    const written = here.step.format === 'receipt' ? 'number' : 'text'
    const form: Form = { items: [], input: accept.includes('text') ? written : 'media' }
    if (here.step.accept) form.accept = accept
    if (here.step.privacy === 'sealed' || here.step.privacy === 'secret') form.personal = true
    const soFar = here.step.until ? partsSoFar(here) : undefined
    if (soFar) {
      form.soFar = soFar
      form.finish = true
    }
    return form
  },
  take: (here, reply, loose) => (loose || reply.kind === 'pick' ? undefined : takeAny(here, reply)),
  done: finishParts,
}

const acceptOf = (step: TextStep) => step.accept ?? ['text' as const]

const takeAny = (here: Here<TextStep>, reply: Reply): Taken | undefined => {
  const { step, turn, session } = here
  if (reply.kind === 'text') {
    if (step.format === 'receipt') return takeReceipt(reply.folded)
    const length = [...reply.raw.trim()].length
    if (length < Math.max(1, step.min ?? 1) || length > (step.max ?? Number.POSITIVE_INFINITY)) return wrong()
    if (!step.until && !step.accept) {
      const part = textPart(turn, session, reply.raw.trim())
      return answer('text' in part ? part.text : [part])
    }
  }
  const parts = partsOf(here, reply, acceptOf(step))
  if (!parts) return undefined
  return step.until ? addParts(here, parts) : answer(parts)
}

/** Asked for a receipt, whoever types a long row of digits means one. */
const takeReceipt = (folded: string): Taken => {
  const receipt = readReceipt(folded) ?? (/^[0-9 ]{10,}$/.test(folded) ? 'typo' : undefined)
  return receipt === undefined ? wrong() : receipt === 'typo' ? wrong('engine.receipt_typo') : answer(receipt)
}
