import { zoneOf } from '../../domain/zones.ts'
import type { Address, Lang, LineId } from '../../kit/ids.ts'
import type { Message } from '../../kit/message.ts'
import type { ConcernRow } from '../../store/concerns.ts'
import type { Tx } from '../../store/index.ts'
import { noticeOfConcern, removeNoticeOfConcern } from '../../store/notices.ts'
import { addLines } from '../../store/outbox.ts'
import { loadPeople } from '../../store/people.ts'
import type { CaseRooms } from './rooms.ts'

/**
 * "There is news", and no more, to whoever asked to be told. Once: the address is erased with it (design, section 2). It waits
 * out quiet hours, after answers and before alerts.
 */
export const tellNews = async (
  { privacy, words, world, pushes }: CaseRooms,
  tx: Tx,
  { id: concern, area }: Pick<ConcernRow, 'id' | 'area'>,
): Promise<void> => {
  const notice = await noticeOfConcern(tx, concern)
  if (!notice) return
  await removeNoticeOfConcern(tx, concern)
  const now = world.now()
  const open = notice.until > now ? privacy.open('notice', notice.address, concern) : undefined
  if (!open) return
  const to = Buffer.from(open).toString('utf8') as Address
  const person = privacy.person(notice.channel, to)
  const known = (await loadPeople(tx, [person])).get(person)
  const id = Buffer.from(world.random(16)).toString('base64url') as LineId
  const letter = { to, message: messageFor(words, known?.lang ?? 'en'), zone: zoneOf(area) }
  await addLines(tx, [
    {
      id,
      person,
      channel: notice.channel,
      priority: 1,
      state: pushes(notice.channel) ? 'pending' : 'held',
      due: now,
      order: now * 1000,
      body: privacy.seal('outbox', JSON.stringify(letter), id),
      cause: null,
      policy: 'repeat',
      attempts: 0,
      code: null,
    },
  ])
}

const messageFor = (words: CaseRooms['words'], lang: Lang): Message => ({
  lang,
  text: [words.text(lang, 'notices.news')],
  choices: [],
  verbs: [],
  personal: true,
})
