/** The rota: who is on duty on which day. New and unclaimed reports go to them first. */
import { addDays, weekStart } from '../domain/calendar.ts'
import { may, type Staff } from '../domain/staff.ts'
import type { Instant, StaffId } from '../kit/ids.ts'
import type { World } from '../kit/world.ts'
import { addAudit } from '../store/audit.ts'
import { dutiesBetween, setDuty } from '../store/duties.ts'
import type { Store, Tx } from '../store/index.ts'
import { activeStaff } from '../store/staff.ts'
import { mayHold, queueDay } from './read-queue.ts'

export { isDay } from '../domain/calendar.ts'

/** This one and the next ones. */
const WEEKS = 4

export type DutyDay = { day: string; people: Staff[] }
export type Rota = {
  today: string
  weeks: { monday: string; days: DutyDay[] }[]
  /** Those who can be on duty. */
  colleagues: Staff[]
}

/** `past`: that day is over; `stranger`: nobody who works on cases; `foreign`: only administrators say it of others. */
export type DutyRefusal = 'past' | 'stranger' | 'foreign'

export type Duty = {
  /** Who is on duty on a day, `2025-02-14`; today if none is given. */
  onDuty(day?: string): Promise<Staff[]>
  rota(): Promise<Rota>
  /** Puts somebody on duty on a day, or takes them off. `undefined`: done, or it stood so already. */
  put(me: Staff, it: { day: string; who: StaffId; on: boolean }): Promise<DutyRefusal | undefined>
  /** Adds what stands in one week to the same days of the next: an administrator for everybody, others for themselves. */
  copyWeek(me: Staff, monday: string): Promise<DutyRefusal | undefined>
}

/** Within a transaction: who is on duty on a day. */
export const onDutyOn = async (tx: Tx, day: string, demo: boolean): Promise<Staff[]> =>
  ((await dutiesBetween(tx, day, day)).get(day) ?? []).filter(it => it.demo === demo && mayHold(it))

/** Puts somebody on duty on a day, or takes them off; within a transaction. */
export const putOnDuty = async (
  tx: Tx,
  { now, demo }: { now: Instant; demo: boolean },
  me: Staff,
  it: { day: string; who: StaffId; on: boolean },
): Promise<DutyRefusal | undefined> => {
  if (it.who !== me.id && !may(me, 'staff.manage')) return 'foreign'
  if (it.day < queueDay(now)) return 'past'
  if (it.on && !(await colleaguesIn(tx, demo)).some(({ id }) => id === it.who)) return 'stranger'
  await setFor(tx, now, me, it)
  return undefined
}

const colleaguesIn = async (tx: Tx, demo: boolean): Promise<Staff[]> =>
  (await activeStaff(tx)).filter(it => it.demo === demo && mayHold(it))

const setFor = async (
  tx: Tx,
  at: Instant,
  me: Staff,
  { day, who, on }: { day: string; who: StaffId; on: boolean },
): Promise<void> => {
  if (!(await setDuty(tx, day, who, on))) return
  await addAudit(tx, { at, staff: me.id, action: on ? 'put on duty' : 'taken off duty', code: `${who} ${day}` })
}

export const createDuty = ({ store, world, demo }: { store: Store; world: World; demo: boolean }): Duty => {
  const today = () => queueDay(world.now())
  const colleagues = (tx: Tx) => colleaguesIn(tx, demo)
  return {
    onDuty: (day = today()) => store.tx(tx => onDutyOn(tx, day, demo)),
    rota: () =>
      store.tx(async tx => {
        const first = weekStart(today())
        const last = addDays(first, WEEKS * 7 - 1)
        const duties = await dutiesBetween(tx, first, last)
        const dayOf = (day: string): DutyDay => ({
          day,
          people: (duties.get(day) ?? []).filter(it => it.demo === demo && mayHold(it)),
        })
        const weeks = Array.from({ length: WEEKS }, (_, week) => {
          const monday = addDays(first, week * 7)
          return { monday, days: Array.from({ length: 7 }, (_, at) => dayOf(addDays(monday, at))) }
        })
        return { today: today(), weeks, colleagues: await colleagues(tx) }
      }),
    put: (me, it) => store.tx(tx => putOnDuty(tx, { now: world.now(), demo }, me, it)),
    copyWeek: (me, monday) =>
      store.tx(async tx => {
        if (weekStart(monday) !== monday || monday < weekStart(today())) return 'past'
        const all = new Set((await colleagues(tx)).map(({ id }) => id))
        for (const [day, people] of await dutiesBetween(tx, monday, addDays(monday, 6)))
          for (const { id } of people)
            if (all.has(id) && (id === me.id || may(me, 'staff.manage')))
              await setFor(tx, world.now(), me, { day: addDays(day, 7), who: id, on: true })
        return undefined
      }),
  }
}
