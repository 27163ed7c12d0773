import { may, type Staff } from '../../../domain/staff.ts'
import { no, ok, type Result } from '../../../kit/result.ts'
import { addAudit } from '../../../store/audit.ts'
import { writeMeta } from '../../../store/meta.ts'
import { utcDay } from '../../intake.ts'
import { ableSigners } from './able-signers.ts'
import type { SigningRooms } from './rooms.ts'
import { endSingle, type Single, singleOf } from './single.ts'

/** For a group in which one person signs. Off by whoever runs it, at any time; on only while nobody else can sign. */
export const switchSingle = (
  rooms: SigningRooms,
  staff: Staff,
  on: boolean,
): Promise<Result<null, 'not-yours' | 'many'>> =>
  rooms.store.tx(async (tx): Promise<Result<null, 'not-yours' | 'many'>> => {
    if (!may(staff, 'staff.manage')) return no('not-yours')
    const { store, privacy, world } = rooms
    const write = (action: 'single approval on' | 'single approval off') =>
      addAudit(tx, { at: world.now(), staff: staff.id, action })
    if (!on) {
      if (await endSingle(tx, rooms)) await write('single approval off')
      return ok(null)
    }
    const [only, second] = await ableSigners(tx, rooms)
    if (!only || second) return no('many')
    const id = Buffer.from(world.random(16)).toString('base64url')
    const it: Single = { id, signer: only.id, day: utcDay(world.now()) }
    const sealed = privacy.seal('approval', JSON.stringify(it), store.instance)
    await writeMeta(tx, 'single', Buffer.from(sealed).toString('base64url'))
    await write('single approval on')
    return ok(null)
  })

/** Whether one signature is enough now: then every page of the console says so. */
export const isSingle = (rooms: SigningRooms): Promise<boolean> =>
  rooms.store.tx(async tx => (await singleOf(tx, rooms, await ableSigners(tx, rooms))) !== undefined)
