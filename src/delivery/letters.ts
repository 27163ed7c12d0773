/** What claimed lines say, and which of them may ring now; the others are settled on the way. */
import { outsideQuietHours } from '../app/quiet-hours.ts'
import type { Instant } from '../kit/ids.ts'
import type { Flight } from './flights.ts'
import type { Finish, Letter, Line, Opener } from './ports.ts'
import type { Ways } from './ways.ts'

export type Sorted = {
  /** In the order of the lines. */
  flights: Flight[]
  /** What the others come to. */
  finishes: Finish[]
  /** Of these, those that nobody can open. */
  broken: Line[]
  /** Others like them wait: look again at once. */
  more: boolean
}

export const sortLines = async <Tx>(
  tx: Tx,
  { privacy, campaigns, quietHours }: Ways<Tx>,
  lines: Line[],
  now: Instant,
): Promise<Sorted> => {
  const ofCampaigns = lines.filter(({ campaign }) => campaign)
  const made = ofCampaigns.length > 0 ? await campaigns?.letters(tx, ofCampaigns, now) : undefined
  const sorted: Sorted = { flights: [], finishes: [...(made?.finishes ?? [])], broken: [], more: made?.more ?? false }
  const settled = new Set(sorted.finishes.map(({ id }) => id))
  for (const line of lines) {
    if (settled.has(line.id)) continue
    const letter = line.campaign
      ? made?.letters.get(line.id)
      : (openLetter(privacy, line) ?? (await campaigns?.digest(tx, line, now)))
    if (letter === 'nothing') {
      sorted.finishes.push({ id: line.id, done: 'dropped' })
      continue
    }
    const due =
      !letter?.zone || line.priority === 0 || !quietHours ? now : outsideQuietHours(now, letter.zone, quietHours)
    if (!letter) {
      sorted.broken.push(line)
      sorted.finishes.push({ id: line.id, done: 'failed', code: null, ...(line.campaign ? { count: 'failed:0' } : {}) })
    } else if (due > now) sorted.finishes.push({ id: line.id, done: 'later', due })
    else sorted.flights.push({ line, letter })
  }
  return sorted
}

/** A letter of a campaign has no words in it, and goes by no other way than its own. */
const openLetter = (privacy: Opener, line: Line): Letter | undefined => {
  const plain = privacy.open('outbox', line.body, line.id)
  try {
    const letter = plain && (JSON.parse(new TextDecoder().decode(plain)) as Letter)
    return letter?.message ? letter : undefined
  } catch {
    return undefined
  }
}
