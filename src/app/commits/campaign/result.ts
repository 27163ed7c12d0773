import type { CampaignId } from '../../../kit/ids.ts'
import { callOf, resultOf } from '../../campaigns/acts/call.ts'
import { composeFor } from '../../campaigns/compose.ts'
import { langOf, type Verb, word } from '../verb.ts'
import { roomsOf } from './acting.ts'

/** What came of a campaign that is over, for whoever asks later. @returns `none`: it was not told so far. */
export const showResult: Verb = async commit => {
  const { tx, now, tools } = commit
  const id = word(commit.stop.with.campaign) as CampaignId | undefined
  const call = id && (await callOf(tx, roomsOf(tools), id, now))
  const sheet = call && (await resultOf(tx, roomsOf(tools), id, now))
  if (!sheet) return { outcome: 'none' }
  const letter = { campaign: id, sheet, lang: langOf(commit), area: null, purpose: 'result' } as const
  const message = composeFor({ ...tools.compose, ...letter })
  if (!message) return { outcome: 'none' }
  commit.harvest.messages.push({ ...message, choices: [], verbs: [] })
  return { outcome: 'shown' }
}
