import { step } from '../engine/step.ts'
import type { Env, Session } from '../engine/types.ts'
import type { Message } from '../kit/message.ts'

/** Something broke on our side: one sentence, and the question that stood open (or the menu) once more. Never throws. */
export const sorry = (env: Env, session: Session | undefined): Message[] => {
  const lang = session?.lang ?? env.person.lang ?? env.person.guess ?? 'en'
  const text = [env.words.text(lang, 'engine.error')]
  return [{ lang, text, choices: [], verbs: [], personal: false }, ...again(env, session)]
}

const again = (env: Env, session: Session | undefined): Message[] => {
  try {
    const name = session ? 'repeat' : 'menu'
    return step(env, session, { kind: 'command', name, args: '' }).effects.flatMap(effect =>
      effect.kind === 'say' ? [effect.message] : [],
    )
  } catch {
    return []
  }
}
