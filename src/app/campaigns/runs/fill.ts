import { dueAt } from '../../../domain/campaigns/due.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { ChannelName, Instant, LineId } from '../../../kit/ids.ts'
import { countsOf } from '../../../store/campaigns/counts.ts'
import { moveRun, type Run, runByNumber } from '../../../store/campaigns/runs.ts'
import { countById } from '../../../store/count-lines.ts'
import type { Tx } from '../../../store/index.ts'
import { addLines } from '../../../store/outbox.ts'
import { textLang } from '../compose.ts'
import { sealLetter } from '../deliver/letter.ts'
import { factOf, isFilled } from './occasion.ts'
import { type Reader, readPeople } from './people.ts'
import { type RunRooms, verdictOn } from './rooms.ts'

/**
 * One page of a run: people become lines, and the run remembers how far it has come, in one transaction. So a crash anywhere repeats
 * nobody and forgets nobody.
 * @returns `more`: there are others; `full`: that was the last page; `rest`: not now.
 */
export const fillPage = async (
  tx: Tx,
  rooms: RunRooms,
  key: Pick<Run, 'campaign' | 'run'>,
  now: Instant,
): Promise<'more' | 'full' | 'rest'> => {
  const run = await runByNumber(tx, key)
  if (run?.state !== 'filling') return 'rest'
  const verdict = await verdictOn(tx, rooms, run, now)
  if (!verdict.ok) {
    if (verdict.why === 'expired' || verdict.why === 'cancelled')
      await moveRun(tx, run, ['filling'], { state: 'cancelled' })
    return 'rest'
  }
  const { sheet } = verdict
  if (!(await isItsTime(tx, rooms, run, sheet, now))) return 'rest'
  const { people, cursor } = await readPeople(tx, rooms, run, sheet)
  const before = await frozenSoFar(tx, run)
  const lines = people.flatMap(reader => lineFor(rooms, run, sheet, reader, before, now))
  await addLines(tx, lines)
  await countById(
    tx,
    'frozen',
    lines.map(({ id }) => id),
  )
  if (cursor) await moveRun(tx, run, ['filling'], { cursor })
  else await moveRun(tx, run, ['filling'], { state: 'sending' })
  return cursor ? 'more' : 'full'
}

/** As at the beginning (begin.ts), on every page: a row can be written that never began, or set back to its first page. */
const isItsTime = async (tx: Tx, { store }: RunRooms, run: Run, sheet: Sheet, now: Instant): Promise<boolean> => {
  const fact = factOf(run, sheet)
  if (fact === undefined) await moveRun(tx, run, ['filling'], { state: 'cancelled' })
  else if (isFilled(store.ledger, fact)) await moveRun(tx, run, ['filling'], { state: 'sending' })
  else return run.at <= now
  return false
}

const frozenSoFar = async (tx: Tx, { campaign, run }: Run): Promise<Map<ChannelName, number>> => {
  const sums = new Map<ChannelName, number>()
  for (const { what, channel, n } of await countsOf(tx, campaign, run))
    if (what === 'frozen') sums.set(channel, (sums.get(channel) ?? 0) + n)
  return sums
}

/** No words are in it: they are made from the sheet when it is sent, if its signatures still hold then. */
const lineFor = (
  { privacy, world, pushes, quietHours, pace }: RunRooms,
  run: Run,
  sheet: Sheet,
  { person, channel, to, area, lang: theirs, op }: Reader,
  frozen: Map<ChannelName, number>,
  now: Instant,
): Parameters<typeof addLines>[1] => {
  const lang = textLang(sheet, theirs)
  if (lang === undefined) return []
  const nth = frozen.get(channel) ?? 0
  frozen.set(channel, nth + 1)
  const id = Buffer.from(world.random(16)).toString('base64url') as LineId
  const zone = zoneOf(area)
  // Nothing rings when a message is changed or taken away, and it may be done twice.
  const quiet = sheet.emergency || op ? undefined : quietHours
  const letter = {
    to,
    campaign: run.campaign,
    run: run.run,
    sheet: run.sheet,
    lang,
    ...(area ? { area } : {}),
    ...(op ? { op } : {}),
    ...(sheet.emergency ? {} : { zone }),
  }
  const ahead = (nth * 1000) / (pace()?.perSecond ?? 1)
  return [
    {
      id,
      person,
      channel,
      priority: sheet.emergency ? 2 : 3,
      state: pushes(channel) ? 'pending' : 'held',
      due: dueAt({ when: op ? { how: 'now' } : sheet.when, at: Math.max(run.at, now), zone, quiet, ahead }),
      order: now * 1000 + nth,
      body: sealLetter(privacy, letter, id),
      cause: null,
      // Who may be in danger rather hears it twice than never.
      policy: op || sheet.emergency ? 'repeat' : 'restart',
      attempts: 0,
      code: null,
      campaign: { id: run.campaign, run: run.run, lang },
    },
  ]
}
