import type { Staff } from '../../../domain/staff.ts'
import type { CampaignId } from '../../../kit/ids.ts'
import { addAudit } from '../../../store/audit.ts'
import { addPaper, paperOf, removePaper, witnessPaper } from '../../../store/campaigns/paper.ts'
import type { Tx } from '../../../store/index.ts'
import { queueDay } from '../../read-queue.ts'
import type { CampaignRooms } from '../index.ts'
import { knownCampaign } from './known.ts'

/**
 * `gone`: no such petition or number, or somebody has seen it already. `range`: not a number of signatures. `area`: there is no such area.
 * `own`: whoever typed a number in is not its witness. `below`: fewer than none would be left.
 */
export type PaperRefusal = 'gone' | 'range' | 'area' | 'own' | 'below'
const MOST = 1_000_000

/** Signatures on paper: one of the staff types a number in, another one has seen the sheets too and says so; from then on it counts. */
export type Paper = {
  /** A number below none takes back what was counted wrongly. */
  add(me: Staff, id: CampaignId, it: { n: number; area: string | undefined }): Promise<PaperRefusal | undefined>
  witness(me: Staff, id: CampaignId, number: number): Promise<PaperRefusal | undefined>
  /** Only until somebody has seen it. */
  remove(me: Staff, id: CampaignId, number: number): Promise<PaperRefusal | undefined>
}

export const createPaper = ({ store, world, demo, directory }: CampaignRooms): Paper => {
  const petition = async (tx: Tx, id: CampaignId): Promise<boolean> => {
    const known = await knownCampaign(tx, { demo }, id)
    return known?.sheet?.actions.some(({ kind }) => kind === 'sign') === true && known.campaign.state !== 'draft'
  }
  const audit = (tx: Tx, me: Staff, action: 'paper counted' | 'paper seen', id: CampaignId, n: number) =>
    addAudit(tx, { at: world.now(), staff: me.id, action, code: `${id} ${n}` })
  return {
    add: (me, id, { n, area }) =>
      store.tx(async tx => {
        if (!(await petition(tx, id))) return 'gone'
        if (!Number.isInteger(n) || n === 0 || Math.abs(n) > MOST) return 'range'
        if (area !== undefined && !directory.areaOf(area)) return 'area'
        const row = { day: queueDay(world.now()), n, area: area ?? null, staff: me.id, witness: undefined }
        await addPaper(tx, id, row)
        await audit(tx, me, 'paper counted', id, n)
        return undefined
      }),
    witness: (me, id, number) =>
      store.tx(async tx => {
        const all = (await petition(tx, id)) ? await paperOf(tx, id) : []
        const it = all.find(row => row.number === number && !row.witness)
        if (!it) return 'gone'
        if (it.staff === me.id) return 'own'
        const counted = all.reduce((sum, row) => sum + (row.witness && row.area === it.area ? row.n : 0), 0)
        if (counted + it.n < 0) return 'below'
        await witnessPaper(tx, id, number, me.id)
        await audit(tx, me, 'paper seen', id, it.n)
        return undefined
      }),
    remove: (_, id, number) =>
      store.tx(async tx => ((await petition(tx, id)) && (await removePaper(tx, id, number)) ? undefined : 'gone')),
  }
}
