import { eraseWords } from '../../campaigns/acts/words.ts'
import { act, acting, after, has } from './acting.ts'
import { keepWritten } from './written.ts'

/** An organization signs, by its name and where it is: sealed until a moderator lets it pass. */
export const enlist = acting(
  async it => {
    if (!has(it, 'organization')) return { outcome: 'unknown' }
    const { name, country } = it.commit.stop.with
    const words = await keepWritten(it, { act: 'organization', answers: { country }, own: name })
    if (words === undefined) return after(it, 'closed')
    await act(it, { act: 'organization', words })
    await eraseWords(it.commit, it.deeds.find(deed => deed.act === 'organization')?.body.words)
    return after(it, 'ok')
  },
  { keeps: true },
)
