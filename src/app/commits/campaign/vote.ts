import { OTHER } from '../../../domain/campaigns/figures.ts'
import type { Value } from '../../../engine/types.ts'
import { pollIn } from '../../campaigns/acts/polls.ts'
import { eraseWords } from '../../campaigns/acts/words.ts'
import { word } from '../verb.ts'
import { act, acting, after } from './acting.ts'
import { keepWritten } from './written.ts'

/** An answer to a poll, in place of an earlier one. @returns `many`: more than `most`; `closed`: own words cannot be taken now. */
export const vote = acting(
  async it => {
    const { commit, call, deeds } = it
    const poll = pollIn(call.sheet)
    if (!poll) return { outcome: 'unknown' }
    const { one, several, own } = commit.stop.with
    const given = [...listOf(several), word(one)]
    const codes = poll.options.map(({ code }) => code).filter(code => given.includes(code))
    const isOwn = poll.other && given.includes(OTHER) && own !== undefined && own !== null
    if (codes.length + Number(isOwn) > poll.most) return after(it, 'many', { most: poll.most })
    if (codes.length === 0 && !isOwn) return after(it, 'nothing')
    const words = isOwn ? await keepWritten(it, { act: 'poll', own }) : undefined
    if (isOwn && words === undefined) return after(it, 'closed')
    await act(it, { act: 'poll', answer: [...codes, ...(isOwn ? [OTHER] : [])], words })
    await eraseWords(commit, deeds.find(deed => deed.act === 'poll')?.body.words)
    return after(it, 'ok')
  },
  { keeps: true },
)

const listOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter(it => typeof it === 'string') : []
