import type { MediaStep } from '../flow.ts'
import { addParts, finishParts, partsOf, partsSoFar } from '../parts.ts'
import { answer, type Form, type Wait } from '../wait.ts'

const BOTH: ('photo' | 'voice')[] = ['photo', 'voice']

/** A photo or a voice message, or several `until: done`. The answer is parts. */
export const media: Wait<MediaStep> = {
  form: here => {
    const form: Form = { items: [], input: 'media', accept: here.step.accept ?? BOTH, personal: true }
    const soFar = here.step.until ? partsSoFar(here) : undefined
    return soFar ? { ...form, soFar, finish: true } : form
  },
  take: (here, reply) => {
    const parts = reply.kind === 'file' ? partsOf(here, reply, here.step.accept ?? BOTH) : undefined
    if (!parts) return undefined
    return here.step.until ? addParts(here, parts) : answer(parts)
  },
  done: finishParts,
}
