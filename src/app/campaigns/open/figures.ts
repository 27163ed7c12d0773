import { atLeast } from '../../../domain/campaigns/at-least.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { FEWEST } from '../../../domain/suppression.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { countPaper } from '../../../store/campaigns/paper.ts'
import { countActs } from '../../../store/campaigns/tallies.ts'
import type { Tx } from '../../../store/index.ts'
import { countOrganizations } from '../../../store/open-calls.ts'

type Shown = 'sign' | 'rsvp' | 'poll' | 'comment' | 'organization'

/**
 * How many did something. `n` undefined: fewer than five. While it goes on it is rounded down (`atLeast`); at the end it is exact, and
 * changes no more.
 */
export type Figure = {
  act: Shown
  n: number | undefined
  exact: boolean
  target?: number
}

/** People, not answers. Who waits for a place does not come yet. */
const ANSWER: Record<Exclude<Shown, 'organization'>, string> = { sign: '', rsvp: 'yes', poll: '', comment: '' }

export const figuresFor = async (
  tx: Tx,
  { id, sheet, open }: { id: CampaignId; sheet: Sheet; open: boolean },
): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const action of sheet.actions) {
    const { kind } = action
    if (kind === 'friend' || kind === 'calendar') continue
    if (kind === 'organization') {
      figures.push(figureOf(kind, await countOrganizations(tx, id), open))
      continue
    }
    const paper = kind === 'sign' ? await countPaper(tx, id) : 0
    const count = (await countActs(tx, id, kind, ANSWER[kind])) + paper
    const target = kind === 'sign' && action.target !== null ? { target: action.target } : {}
    figures.push({ ...figureOf(kind, count, open), ...target })
  }
  return figures
}

const figureOf = (act: Shown, count: number, open: boolean): Figure => ({
  act,
  n: open ? atLeast(count) : count < FEWEST ? undefined : count,
  exact: !open,
})
