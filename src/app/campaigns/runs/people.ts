/** To whom a run goes, page by page: the one place that knows where each purpose finds its people. */
import { COMING } from '../../../domain/campaigns/figures.ts'
import type { Sheet } from '../../../domain/campaigns/sheet.ts'
import type { RunPurpose } from '../../../domain/campaigns/states.ts'
import type { ActorKey, Address, ChannelName, Lang, PersonKey } from '../../../kit/ids.ts'
import type { Run } from '../../../store/campaigns/runs.ts'
import { toBytes, toId } from '../../../store/ids.ts'
import type { Tx } from '../../../store/index.ts'
import { type Tellable, tellable } from '../acts/tellable.ts'
import { openAddress, readAudience } from '../audience.ts'
import type { Op } from '../deliver/letter.ts'
import { readPlaces } from '../places.ts'
import type { RunRooms } from './rooms.ts'

/** `op`: in place of a message that they have (`edit`), or of it nothing (`remove`). */
export type Reader = {
  person: PersonKey
  channel: ChannelName
  to: Address
  area: string | null
  lang: Lang
  op?: Op
}
/** `cursor`: where the next page begins; absent: this was the last one. */
export type People = { people: Reader[]; cursor?: Uint8Array }

/** How many rows are looked at in one transaction: some 20 milliseconds in which nobody is answered. */
export const PAGE = 500

export const readPeople = (tx: Tx, rooms: RunRooms, run: Run, sheet: Sheet): Promise<People> =>
  READERS[run.purpose](tx, rooms, run, sheet)

/** Who took part and asked to be told; of an event only those who come. */
const partners = async (tx: Tx, { privacy }: RunRooms, run: Run): Promise<People> => {
  const after = run.cursor ? toId<ActorKey>(run.cursor) : undefined
  const { people, last } = await tellable(tx, privacy, run.campaign, { after, limit: PAGE })
  return {
    people: people
      .filter(it => run.purpose === 'result' || comes(it))
      .map(({ channel, address: to, area, lang }) => {
        return { person: privacy.person(channel, to), channel, to, area: area === '' ? null : area, lang }
      }),
    ...(last ? { cursor: toBytes(last) } : {}),
  }
}

const comes = ({ acts }: Tellable): boolean =>
  acts.some(({ act, state, answer }) => act === 'rsvp' && state === 'done' && answer.includes(COMING))

/** Who wants one message a week gets no single one, unless somebody may be in danger. */
const audience = async (tx: Tx, { privacy }: RunRooms, run: Run, sheet: Sheet): Promise<People> => {
  const { members, last } = await readAudience(tx, privacy, sheet.audience, {
    after: run.cursor ? toId<PersonKey>(run.cursor) : undefined,
    size: PAGE,
    area: run.area ?? undefined,
    ...(sheet.emergency ? {} : { digest: false }),
  })
  const people = members.flatMap(member => {
    const to = openAddress(privacy, member)
    return to === undefined ? [] : [{ ...member, to }]
  })
  return { people, ...(last ? { cursor: toBytes(last) } : {}) }
}

const onPhones: typeof audience = (tx, { privacy }, run, sheet) => readPlaces(tx, privacy, run, sheet)

const READERS: Record<RunPurpose, typeof audience> = {
  call: audience,
  reminder: partners,
  result: partners,
  correction: onPhones,
  recall: onPhones,
}
