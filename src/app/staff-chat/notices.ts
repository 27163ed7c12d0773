import { may, type Right, type Staff } from '../../domain/staff.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { Tx } from '../../store/index.ts'
import { addLines } from '../../store/outbox.ts'
import { activeStaff } from '../../store/staff.ts'
import { type StaffChat, staffChats } from '../../store/staff-chats.ts'
import { onDutyOn } from '../duty.ts'
import { type NoticeRooms, noticeLine } from '../notice-line.ts'
import { queueDay } from '../read-queue.ts'
import type { Telling, TellStaff, ToldCase } from '../tell-staff.ts'
import { addressOf } from './menu.ts'
import { codedLine, langOf, pageLinks, type SayRooms, type StaffMessage, staffMessage } from './say.ts'

export type TellRooms = NoticeRooms & SayRooms & { demo(): boolean }

/** Somebody who can be told: with the chats that they linked. */
type Hearer = { staff: Staff; chats: StaffChat[] }

/** Cases of which one message tells; the rest is a number. */
const SHOWN = 5

/**
 * Writes to linked chats what the clock or a new report gives reason for, in the transaction of that reason: so it is said once,
 * over restarts and repeated runs. Emergencies ring at any hour; all else waits out quiet hours.
 */
export const createTellStaff =
  (rooms: TellRooms): TellStaff =>
  async (tx, what, cases) => {
    const hearers = await hearersOf(tx, rooms)
    if (hearers.length === 0) return
    const day = queueDay(rooms.world.now())
    const rota = new Set((await onDutyOn(tx, day, rooms.demo())).map(({ id }) => id))
    const onDuty = hearers.filter(({ staff }) => rota.has(staff.id))
    const lines: ReturnType<typeof noticeLine>[] = []
    for (const urgent of [true, false]) {
      const some = cases.filter(({ urgency }) => (urgency === 'emergency') === urgent)
      for (const [{ staff, chats }, its] of shareOut(what, some, hearers, onDuty)) {
        const zone = urgent ? undefined : zoneOf(its[0]?.area)
        for (const chat of chats) {
          const to = addressOf(rooms.privacy, chat)
          if (to === undefined) continue
          const { person, channel } = chat
          const message = noticeOf(rooms, staff, what, its)
          lines.push(noticeLine(rooms, { person, channel, to, message, zone }, lines.length))
        }
      }
    }
    if (lines.length > 0) await addLines(tx, lines)
  }

/** Staff who linked a chat. */
export const hearersOf = async (tx: Tx, { demo }: TellRooms): Promise<Hearer[]> => {
  const chats = Map.groupBy(await staffChats(tx), ({ staff }) => staff)
  if (chats.size === 0) return []
  const staff = (await activeStaff(tx)).filter(it => it.demo === demo())
  return staff.flatMap(it => (chats.has(it.id) ? [{ staff: it, chats: chats.get(it.id) ?? [] }] : []))
}

const who = (hearers: Hearer[], right: Right): Hearer[] => hearers.filter(({ staff }) => may(staff, right))

/** Who is told of which: whoever has it or is on duty, everybody who may work on it, or those who run it. Never nobody, if anybody can be. */
const shareOut = (
  what: Telling,
  cases: readonly ToldCase[],
  hearers: Hearer[],
  onDuty: Hearer[],
): Map<Hearer, ToldCase[]> => {
  const workers = who(hearers, 'case.work')
  const duty = who(onDuty, 'case.work')
  const first = duty.length > 0 ? duty : workers
  const shares = new Map<Hearer, ToldCase[]>()
  for (const it of cases) {
    const owner = workers.filter(({ staff }) => staff.id === it.assignee)
    const told = {
      new: first,
      half: owner.length > 0 ? owner : first,
      untaken: workers,
      everybody: workers,
      escalated: workers,
      late: hearers.filter(({ staff }) => staff.role === 'administrator'),
    }[what]
    for (const hearer of told) shares.set(hearer, [...(shares.get(hearer) ?? []), it])
  }
  return shares
}

const noticeOf = (rooms: TellRooms, staff: Staff, what: Telling, cases: readonly ToldCase[]): StaffMessage => {
  const lang = langOf(rooms.words, staff)
  const [only, ...others] = cases
  const more = cases.length - SHOWN
  return staffMessage(rooms, lang, {
    head: { key: `staff.notice.${what}`, values: { count: cases.length } },
    lines: cases.slice(0, SHOWN).map(it => codedLine(rooms, lang, it, rooms.world.now())),
    tail: [more > 0 ? { key: 'staff.notice.more', values: { count: more } } : undefined],
    links: pageLinks(rooms, lang, others.length === 0 ? only?.id : undefined),
  })
}
