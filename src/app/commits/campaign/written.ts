/** From what was typed to what is sealed: coded answers as JSON first, as in a report, then the person's own words. */
import type { Value } from '../../../engine/types.ts'
import type { ConcernId } from '../../../kit/ids.ts'
import type { Wordy } from '../../../store/campaigns/words.ts'
import { removeDrafts } from '../../../store/drafts.ts'
import { keepWords } from '../../campaigns/acts/words.ts'
import { draftsOf, utf8, writtenAt } from '../story-parts.ts'
import { langOf } from '../verb.ts'
import type { Acting } from './acting.ts'

/** @param it.answers by name; @param it.own what everything is about. `undefined`: words cannot be taken now. */
export const keepWritten = async (
  { commit, call }: Acting,
  it: { act: Wordy; answers?: Record<string, Value | undefined>; own: Value | undefined },
): Promise<ConcernId | undefined> => {
  const { act, answers = {}, own } = it
  const said: Record<string, string> = {}
  for (const [name, answer] of Object.entries(answers)) said[name] = await writtenAt(commit, answer)
  const coded = { kind: 'answers', bytes: utf8(JSON.stringify({ lang: langOf(commit), act, ...said })) } as const
  const words = { kind: 'text', bytes: utf8(await writtenAt(commit, own)) } as const
  const id = await keepWords(commit, { campaign: call.campaign.id, act, parts: [coded, words] })
  const drafts = [own, ...Object.values(answers)].flatMap(draftsOf)
  if (id !== undefined && drafts.length > 0) await removeDrafts(commit.tx, drafts)
  return id
}
