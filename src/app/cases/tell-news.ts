import { zoneOf } from '../../domain/zones.ts'
import type { Address, Lang } from '../../kit/ids.ts'
import type { Message } from '../../kit/message.ts'
import type { ConcernRow } from '../../store/concerns.ts'
import type { Tx } from '../../store/index.ts'
import { noticeOfConcern, removeNoticeOfConcern } from '../../store/notices.ts'
import { addLines } from '../../store/outbox.ts'
import { loadPeople } from '../../store/people.ts'
import { noticeLine } from '../notice-line.ts'
import type { CaseRooms } from './rooms.ts'

/**
 * "There is news", and no more, to whoever asked to be told. Once: the address is erased with it (design, section 2). It waits
 * out quiet hours, after answers and before alerts.
 */
export const tellNews = async (
  rooms: CaseRooms,
  tx: Tx,
  { id: concern, area }: Pick<ConcernRow, 'id' | 'area'>,
): Promise<void> => {
  const { privacy, words, world } = rooms
  const notice = await noticeOfConcern(tx, concern)
  if (!notice) return
  await removeNoticeOfConcern(tx, concern)
  const now = world.now()
  const open = notice.until > now ? privacy.open('notice', notice.address, concern) : undefined
  if (!open) return
  const to = Buffer.from(open).toString('utf8') as Address
  const person = privacy.person(notice.channel, to)
  const known = (await loadPeople(tx, [person])).get(person)
  const message = messageFor(words, known?.lang ?? 'en')
  await addLines(tx, [noticeLine(rooms, { person, channel: notice.channel, to, message, zone: zoneOf(area) })])
}

const messageFor = (words: CaseRooms['words'], lang: Lang): Message => ({
  lang,
  text: [words.text(lang, 'notices.news')],
  choices: [],
  verbs: [],
  personal: true,
})
