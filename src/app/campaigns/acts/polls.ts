/** The answers that polls offer, for flows to choose from. Looked at while somebody waits, so they stand in memory. */
import type { Action } from '../../../domain/campaigns/actions.ts'
import { OTHER } from '../../../domain/campaigns/figures.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Item, Query, Session, Words } from '../../../engine/types.ts'
import type { CampaignId, Instant, Lang } from '../../../kit/ids.ts'
import type { Tx } from '../../../store/index.ts'
import type { VerdictRooms } from '../verdict.ts'
import { callOf } from './call.ts'

type Poll = Extract<Action, { kind: 'poll' }>

/** No poll's code: it is counted nowhere. */
const GONE = ''

/** The list's name in flows. */
export const ANSWERS = 'campaign.answers'

export type Polls = {
  items(query: Query): Item[]
  learn(sheet: Sheet): void
  /** Somebody is asked already, perhaps since before a restart: what their question offers is looked up first. */
  recall(tx: Tx, session: Session | undefined, now: Instant): Promise<void>
}

export const createPolls = (words: Words, rooms: () => VerdictRooms): Polls => {
  const known = new Map<string, { sheet: Sheet; poll: Poll | undefined }>()
  const learn = (sheet: Sheet) => void known.set(sheet.campaign, { sheet, poll: pollIn(sheet) })
  return {
    learn,
    items({ lang, with: { campaign } }) {
      const { sheet, poll } = known.get(String(campaign)) ?? {}
      // Whoever was asked when it was called off is before a question without answers: one leads on, to where they are told so.
      if (!sheet || !poll) return campaign ? [{ value: GONE, label: words.text(lang, 'notices.campaign.look') }] : []
      const given = poll.options.map(({ code, label }) => ({ value: code, label: saidIn(sheet, label, lang) }))
      return poll.other ? [...given, { value: OTHER, label: words.text(lang, 'notices.campaign.other') }] : given
    },
    async recall(tx, session, now) {
      for (const { answers } of session?.frames ?? []) {
        const { campaign } = answers
        if (typeof campaign !== 'string' || known.has(campaign)) continue
        const call = await callOf(tx, rooms(), campaign as CampaignId, now)
        if (call) learn(call.sheet)
      }
    },
  }
}

/** Whether something in a talk is about a campaign. */
export const isAboutCampaign = (session: Session | undefined): boolean =>
  session?.frames.some(({ answers }) => answers.campaign !== undefined) === true

export const pollIn = ({ actions }: Sheet): Poll | undefined =>
  actions.flatMap(action => (action.kind === 'poll' ? [action] : []))[0]

/** In this language, the fallback, English, or whichever there is. */
export const saidIn = ({ fallback }: Pick<Sheet, 'fallback'>, said: Record<Lang, string>, lang: Lang): string =>
  [lang, fallback ?? 'en', 'en', ...Object.keys(said)].flatMap(one => said[one] ?? [])[0] ?? ''
