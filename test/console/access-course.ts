import type { StaffId } from '../../src/kit/ids.ts'
import { addPaper } from '../../src/store/campaigns/paper.ts'
import type { Store } from '../../src/store/index.ts'
import { plantCampaign, plantRun, plantWords } from '../store/planted-campaigns.ts'

type It = { store: Store; holder: string }
type Call = { path?: string; fields?: Record<string, string> }

/** What right requests need that are about how a campaign goes: a campaign that runs. */
export const COURSE_CALLS: Record<string, (it: It) => Promise<Call>> = {
  'GET /staff/campaigns/:id/progress': it => onCampaign(it, '/progress'),
  'GET /staff/campaigns/:id/results': it => onCampaign(it, '/results'),
  'GET /staff/campaigns/:id/petition': it => onCampaign(it, '/petition'),
  'POST /staff/campaigns/:id/paper': it => onCampaign(it, '/paper', { n: '5' }),
  'POST /staff/campaigns/:id/paper/seen': async it => {
    const id = await plantCampaign(it.store)
    const row = { day: '2026-01-05', n: 5, area: null, staff: 'A'.repeat(22) as StaffId, witness: undefined }
    await it.store.tx(tx => addPaper(tx, id, row))
    return { path: `/staff/campaigns/${id}/paper/seen`, fields: { number: '1', do: 'seen' } }
  },
  'POST /staff/campaigns/:id/handovers': it =>
    onCampaign(it, '/handovers', { day: '2025-01-31', to: 'Ministry', n: '5' }),
  'GET /staff/campaigns/:id/result': it => onCampaign(it, '/result'),
  'POST /staff/campaigns/:id/result': it => onCampaign(it, '/result', { 'title-en': 'Won', 'body-en': 'We won.' }),
  'GET /staff/campaigns/:id/correction': it => onCampaign(it, '/correction'),
  'POST /staff/campaigns/:id/correction': it =>
    onCampaign(it, '/correction', { 'title-en': 'Sorry', 'body-en': 'It is so.' }),
  'POST /staff/settings/campaigns': async () => ({ fields: { hour: '1', day: '3', week: '7' } }),
  'POST /staff/brake': async () => ({ fields: { do: 'stop' } }),
  'POST /staff/campaigns/:id/progress': it => onCampaign(it, '/progress', { do: 'pause' }),
  'GET /staff/campaigns/:id/recall': it => onCampaign(it, '/recall'),
  'POST /staff/campaigns/:id/recall': it => onCampaign(it, '/recall', { sure: 'yes' }),
  'GET /staff/campaigns/:id/words': it => onCampaign(it, '/words'),
  'GET /staff/campaigns/:id/words/sealed': it => onCampaign(it, '/words/sealed'),
  'POST /staff/campaigns/:id/words': async it => {
    const id = await plantCampaign(it.store)
    const words = await plantWords(it.store, id, { act: 'poll', holders: [it.holder] })
    return { path: `/staff/campaigns/${id}/words`, fields: { words, do: 'pass', text: 'Sundays' } }
  },
}

/** Its call has begun to go out: something came of it, and some of it may still lie on phones. */
const onCampaign = async (it: It, path: string, fields: Record<string, string> = {}): Promise<Call> => {
  const id = await plantCampaign(it.store)
  await plantRun(it.store, id)
  return { path: `/staff/campaigns/${id}${path}`, fields }
}
