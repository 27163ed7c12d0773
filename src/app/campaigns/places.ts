/** Whose phones have what is to be corrected or recalled: from where their messages lie, for as long as that is known. */
import type { Sheet } from '../../domain/campaigns/sheet.ts'
import type { RunPurpose } from '../../domain/campaigns/states.ts'
import type { Lang, LineId } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import { refsOf } from '../../store/campaigns/refs.ts'
import { type Run, runsOf } from '../../store/campaigns/runs.ts'
import { toBytes, toId } from '../../store/ids.ts'
import type { Tx } from '../../store/index.ts'
import type { Op } from './deliver/letter.ts'
import type { Place } from './refs.ts'

const PAGE = 500
/** What was said in these is what a sheet of this purpose takes the place of, or takes away. */
const SAID: Record<'call' | 'result', readonly RunPurpose[]> = { call: ['call', 'reminder'], result: ['result'] }

/** One page; `cursor`: where the next begins. Of rows that nobody can open any more nothing is left to be done. */
export const readPlaces = async (tx: Tx, privacy: Pick<Privacy, 'open'>, run: Run, sheet: Pick<Sheet, 'purpose'>) => {
  const purposes = SAID[sheet.purpose === 'result' ? 'result' : 'call']
  const runs = (await runsOf(tx, run.campaign)).filter(it => purposes.includes(it.purpose) && it.run < run.run)
  const rows = await refsOf(tx, {
    campaign: run.campaign,
    runs: runs.map(it => it.run),
    limit: PAGE,
    after: run.cursor ? toId<LineId>(run.cursor) : undefined,
  })
  const people = rows.flatMap(({ id, person, channel, lang, body }) => {
    const place = openPlace(privacy, id, body)
    if (!place) return []
    const op: Op = run.purpose === 'recall' ? { remove: place.ref, of: id } : { edit: place.ref, of: id }
    return [{ person, channel, to: place.to, area: place.area ?? null, lang: lang as Lang, op }]
  })
  const last = rows.length === PAGE ? rows.at(-1) : undefined
  return { people, ...(last ? { cursor: toBytes(last.id) } : {}) }
}

const openPlace = (privacy: Pick<Privacy, 'open'>, id: string, body: Uint8Array): Place | undefined => {
  const plain = privacy.open('campaign ref', body, id)
  return plain && (JSON.parse(Buffer.from(plain).toString('utf8')) as Place)
}
