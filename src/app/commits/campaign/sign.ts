import { countPaper } from '../../../store/campaigns/paper.ts'
import { countActs } from '../../../store/campaigns/tallies.ts'
import { langOf } from '../verb.ts'
import { type Acting, act, acting, after, has, number } from './acting.ts'

/** Each person once, however often the button is tapped. @returns `again`: it was done before. */
export const sign = acting(
  async it => {
    if (!has(it, 'sign')) return { outcome: 'unknown' }
    const again = it.deeds.some(deed => deed.act === 'sign')
    if (!again) await act(it, { act: 'sign' })
    return after(it, again ? 'again' : 'ok', { progress: await progressOf(it) })
  },
  { keeps: true },
)

/** How far it has come in this moment, with what is signed on paper and was seen by two. */
const progressOf = async ({ commit, call }: Acting): Promise<string> => {
  const lang = langOf(commit)
  const n = (await countPaper(commit.tx, call.campaign.id)) + (await countActs(commit.tx, call.campaign.id, 'sign', ''))
  const target = call.sheet.actions.flatMap(action => (action.kind === 'sign' ? [action.target] : []))[0] ?? null
  const values = { n: number(lang, n), target: number(lang, target ?? 0) }
  const key = target === null ? 'signatures' : 'signatures_of'
  return commit.tools.words.text(lang, `notices.campaign.${key}`, values)
}
