import type { CampaignId } from '../../../kit/ids.ts'
import { callOf, resultOf } from '../../campaigns/acts/call.ts'
import { type Verb, word } from '../verb.ts'
import { roomsOf, showSheet } from './acting.ts'

/** What came of a campaign that is over, for whoever asks later. @returns `none`: it was not told so far. */
export const showResult: Verb = async commit => {
  const { tx, now, tools } = commit
  const id = word(commit.stop.with.campaign) as CampaignId | undefined
  const call = id && (await callOf(tx, roomsOf(tools), id, now))
  const sheet = call && (await resultOf(tx, roomsOf(tools), id, now))
  if (!sheet) return { outcome: 'none' }
  return { outcome: (await showSheet(commit, { campaign: id, sheet, purpose: 'result' })) ? 'shown' : 'none' }
}
