import { type Check, unticked } from '../../../domain/campaigns/checklist.ts'
import { type Hint, hintsOf } from '../../../domain/campaigns/hints.ts'
import { SHOWN_ON } from '../../../domain/campaigns/lengths.ts'
import { unfillable } from '../../../domain/campaigns/placeholders.ts'
import { type Preview, previewOf } from '../../../domain/campaigns/preview.ts'
import { type Finding, readyFindings } from '../../../domain/campaigns/ready.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { CampaignId, Instant, Lang } from '../../../kit/ids.ts'
import type { Result } from '../../../kit/result.ts'
import { composeFor, composeTools } from '../compose.ts'
import { nextFive } from '../cron.ts'
import type { CampaignRooms } from '../index.ts'
import type { Reach } from './reach.ts'

/** What a sheet comes to, before anybody signs it. */
export type DraftLook = {
  /** By language, in the order of the languages that we speak: what each messenger shows. */
  previews: { lang: Lang; shown: Preview[] }[]
  /** What stands against signing it, and what may be meant so. */
  findings: Finding[]
  /** What stands in double braces and nobody can fill. */
  unfillable: { lang: Lang; written: string; line: number }[]
  hints: Hint[]
  unticked: Check[]
  /** Of what recurs: the next five times. */
  next?: Result<Instant[], 'cron' | 'zone' | 'never' | 'too-often'>
  /** How many would get it. */
  reach: Reach
}

type Rooms = CampaignRooms & { reach(sheet: Sheet): Promise<Reach> }

export const lookAt = async (rooms: Rooms, sheet: Sheet): Promise<DraftLook> => {
  const { world, words, directory } = rooms
  const known = words.languages().map(({ tag }) => tag)
  const written = Object.keys(sheet.texts)
  const langs = [...known.filter(tag => written.includes(tag)), ...written.filter(tag => !known.includes(tag))]
  const { when } = sheet
  return {
    previews: langs.flatMap(lang => {
      const message = messageOf(rooms, sheet, lang)
      return message ? [{ lang, shown: SHOWN_ON.map(channel => previewOf(message, channel)) }] : []
    }),
    findings: readyFindings(sheet, { now: world.now(), langs: known }),
    unfillable: unfillableIn(rooms, sheet),
    hints: hintsOf(sheet, directory.known),
    unticked: unticked(sheet),
    ...(when.how === 'cron' ? { next: nextFive(when.cron, when.zone, world.now()) } : {}),
    reach: await rooms.reach(sheet),
  }
}

/** From where the way out has it, for somebody in the first of its areas. */
export const messageOf = ({ words, directory, world }: CampaignRooms, sheet: Sheet, lang: Lang) =>
  composeFor({
    ...composeTools({ words, names: directory, look: directory.look, world }),
    campaign: sheet.campaign as CampaignId,
    sheet,
    lang,
    area: sheet.audience.areas[0] ?? null,
    purpose: 'call',
  })

/** A desk is one that a person could find. */
export const unfillableIn = (
  { directory, world }: Pick<CampaignRooms, 'directory' | 'world'>,
  { texts }: Pick<Sheet, 'texts'>,
): DraftLook['unfillable'] => {
  const isDesk = (desk: string) => directory.look('desk', { lang: 'en', now: world.now(), with: { desk } }).length > 0
  return Object.entries(texts).flatMap(([lang, { body }]) =>
    unfillable(body, isDesk).map(found => ({ lang, ...found })),
  )
}
