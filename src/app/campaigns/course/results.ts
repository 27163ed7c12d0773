import { COUNTED } from '../../../domain/campaigns/actions.ts'
import {
  type ActFigures,
  answersOf,
  countOf,
  figuresOf,
  OTHER,
  sumsBy,
  WAITING,
} from '../../../domain/campaigns/figures.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { protect, type Told, type ToldList } from '../../../domain/suppression.ts'
import type { CampaignId, StaffId } from '../../../kit/ids.ts'
import { actTallies } from '../../../store/campaigns/figures.ts'
import { type Handover, handoversOf } from '../../../store/campaigns/handovers.ts'
import type { Campaign } from '../../../store/campaigns/index.ts'
import { passedTexts } from '../../../store/campaigns/judged.ts'
import { countPaper, type PaperCount, paperOf } from '../../../store/campaigns/paper.ts'
import { countWords } from '../../../store/campaigns/words.ts'
import { staffNames } from '../../../store/staff.ts'
import { openOrganizations } from '../acts/words.ts'
import type { CampaignRooms } from '../index.ts'
import { knownCampaign } from './known.ts'
import type { WordCounts } from './moderate.ts'
import { tellsNow } from './tell.ts'

export type Results = {
  campaign: Campaign
  sheet: Sheet | undefined
  /** What came of it can be written. */
  tells: boolean
  /** Of each thing that people can do here. */
  acts: ActFigures[]
  /** Of a petition: in the chat and on paper; `typed`: on paper too, but seen by one person only. */
  signed?: { target: number | null; chat: number; paper: number; typed: number; paperByArea: ToldList }
  coming?: { places: number | null; coming: number; waiting: number }
  answers?: { code: string; n: Told }[]
  /** In words of their own, as a moderator let them pass; absent: nobody is asked for any, or so few gave one that it is not told. */
  ownWords?: string[]
  /** Words that wait for a moderator; `null`: some, but not how many. */
  waiting: Told
  /** Organizations that have signed, as a moderator let them pass. */
  organizations: string[]
  paper: (PaperCount & { by: string | undefined; seenBy: string | undefined })[]
  handovers: (Handover & { by: string | undefined })[]
}

export const seeResults = ({ store, privacy, demo }: CampaignRooms, id: CampaignId): Promise<Results | undefined> =>
  store.tx(async tx => {
    const known = await knownCampaign(tx, { demo }, id)
    if (!known) return undefined
    const tallies = await actTallies(tx, id)
    const [paper, handovers] = [await paperOf(tx, id), await handoversOf(tx, id)]
    const names = await staffNames(tx)
    const nameOf = (staff: StaffId | undefined) => staff && names.get(staff)
    const actions = known.sheet?.actions ?? []
    const [sign, rsvp, poll] = [
      actions.find(it => it.kind === 'sign'),
      actions.find(it => it.kind === 'rsvp'),
      actions.find(it => it.kind === 'poll'),
    ]
    const answers = poll && answersOf(poll, tallies)
    // Where it is not told how many gave one, the answers, and those that wait, would say so.
    const hidesOwn = answers?.find(({ code }) => code === OTHER)?.n === null
    return {
      ...known,
      tells: await tellsNow(tx, known.campaign, 'result'),
      acts: COUNTED.filter(act => actions.some(({ kind }) => kind === act)).map(act => figuresOf(act, tallies)),
      ...(sign
        ? {
            signed: {
              target: sign.target,
              chat: figuresOf('sign', tallies).total,
              paper: await countPaper(tx, id),
              ...onPaper(paper),
            },
          }
        : {}),
      ...(rsvp
        ? {
            coming: {
              places: rsvp.places,
              coming: figuresOf('rsvp', tallies).total,
              waiting: countOf(tallies, 'rsvp', WAITING),
            },
          }
        : {}),
      ...(answers ? { answers } : {}),
      ...(poll?.other && !hidesOwn ? { ownWords: await passedTexts(tx, privacy, id, 'poll') } : {}),
      waiting: waitingIn(await countWords(tx, id), hidesOwn),
      organizations: await openOrganizations(tx, privacy, id),
      paper: paper.map(it => ({ ...it, by: nameOf(it.staff), seenBy: nameOf(it.witness) })),
      handovers: handovers.map(it => ({ ...it, by: nameOf(it.staff) })),
    }
  })

const waitingIn = (all: WordCounts, hidesOwn: boolean): Told => {
  const waiting = all.filter(({ state }) => state === 'waiting')
  return hidesOwn && waiting.some(({ act }) => act === 'poll') ? null : waiting.reduce((sum, { n }) => sum + n, 0)
}

/** Only what a second person has seen counts, by area too. */
const onPaper = (all: readonly PaperCount[]) => {
  const areas = all.filter(it => it.witness).map(({ area, n }) => ({ area: area ?? '', n }))
  const typed = all.reduce((sum, { n, witness }) => (witness ? sum : sum + n), 0)
  return { typed, paperByArea: protect(sumsBy(areas, 'area')) }
}
