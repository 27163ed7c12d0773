import type { Staff } from '../../domain/staff.ts'
import type { ConcernId } from '../../kit/ids.ts'
import { no, ok } from '../../kit/result.ts'
import { caseCodes, setCaseCodes } from '../../store/case-codes.ts'
import { allDemands, saveDemand } from '../../store/demands.ts'
import { tidyDemand } from '../office/demands.ts'
import type { Coded } from './index.ts'
import { type CodingRooms, onCase } from './rooms.ts'

/** One of the list, none any more, or a new one in staff's own words. */
export type DemandChoice = { id: string } | { none: true } | { text: string }

/** What the group asks of authorities because of this case. The event says that one was chosen; which one stands with the case. */
export const setDemand = (rooms: CodingRooms, id: ConcernId, me: Staff, choice: DemandChoice): Promise<Coded> =>
  onCase(rooms, id, me, async ({ tx, write }) => {
    const all = await allDemands(tx)
    const before = (await caseCodes(tx, id)).demand
    if ('none' in choice) {
      if (!before) return no('same')
      await setCaseCodes(tx, id, { demand: null })
      await write('demand.none')
      return ok(null)
    }
    let demand: string
    if ('text' in choice) {
      const text = tidyDemand(choice.text)
      if (!text) return no('empty')
      // The same words twice are one demand.
      const known = all.find(it => it.text === text)
      demand = known?.id ?? Buffer.from(rooms.world.random(16)).toString('base64url')
      await saveDemand(tx, { id: demand, text, active: true })
    } else {
      const known = all.find(it => it.id === choice.id && it.active)
      if (!known) return no('unknown')
      demand = known.id
    }
    if (demand === before) return no('same')
    await setCaseCodes(tx, id, { demand })
    await write('demand.set')
    return ok(null)
  })
