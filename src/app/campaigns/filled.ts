import { deskPlaceholder, piecesOf } from '../../domain/campaigns/placeholders.ts'
import type { Sheet } from '../../domain/campaigns/sheet.ts'
import type { Span } from '../../kit/message.ts'
import { composeTools, fill } from './compose.ts'
import type { CampaignRooms } from './index.ts'

/** Words as they are signed, or what stands in their place in the message of whoever gets it. */
export type Filled = string | { written: string; shown: Span[] }
/** Every text of a sheet as somebody in this area gets it, by language; null: everywhere. */
export type Example = { area: string | null; texts: Record<string, Filled[]> }

/** @param area one of those that it is for; without one the first of them, or any that is not left out. */
export const exampleOf = (
  { words, directory, world }: Pick<CampaignRooms, 'words' | 'directory' | 'world'>,
  { texts, audience: { areas, except } }: Pick<Sheet, 'texts' | 'audience'>,
  chosen?: string,
): Example => {
  const isOut = (code: string) => except.areas.includes(code) || except.areas.includes(code.slice(0, 2))
  const area = chosen ?? areas[0] ?? directory.desks.areas().find(code => !isOut(code)) ?? null
  const tools = composeTools({ words, names: directory, look: directory.look, world })
  const filled = (lang: string, body: string): Filled[] =>
    piecesOf(body).map(piece => {
      if (typeof piece === 'string') return piece
      const written = 'area' in piece ? '{{area}}' : deskPlaceholder(piece.desk)
      return { written, shown: fill(tools, piece, { lang, area }) }
    })
  return {
    area,
    texts: Object.fromEntries(Object.entries(texts).map(([lang, { body }]) => [lang, filled(lang, body)])),
  }
}
