import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Drafts, SaveRefusal, TestRefusal, Upload } from '../../app/campaigns/drafts/index.ts'
import { may, type Staff } from '../../app/staff.ts'
import { troublePage } from '../page.ts'
import { guarded, type StaffRoom, type Status } from '../room.ts'
import { campaignId } from './address.ts'
import { type Fields, fieldsFrom, type Pair } from './form/fields.ts'
import { readForm, writeForm } from './form/read.ts'
import { type ComposeAssets, type ComposeView, composePage } from './page.ts'
import { results } from './results.ts'

/** One picture from a camera for each of some languages, or one document, and the words. */
const MOST_BYTES = 32_000_000
/** Far more than the longest form has. */
const MOST_FIELDS = 2000

const STATUS: Record<SaveRefusal | TestRefusal, Status> = {
  gone: 404,
  closed: 409,
  late: 409,
  desk: 400,
  file: 400,
  odd: 400,
  'file-large': 400,
  'file-type': 400,
  'file-active': 400,
  'file-traces': 400,
  unlinked: 409,
  nothing: 400,
}

/** Writing one campaign: the form, what it comes to while somebody types, and the test to oneself. */
export const composeRoutes = (room: StaffRoom, drafts: Drafts, assets: ComposeAssets): Hono => {
  const nothing = (c: Context) => room.send(c, troublePage(room.frame(c), 'nothing', true), 404)
  type Shown = Partial<Pick<ComposeView, 'refused' | 'told'>> & { typed?: Fields; status?: Status }
  const show = async (c: Context, me: Staff, { typed, status, ...more }: Shown = {}): Promise<Response> => {
    const id = campaignId(c)
    const draft = id && (await drafts.open(id))
    if (!draft) return nothing(c)
    const frame = room.frame(c)
    const choices = await drafts.choices(frame.words.tag)
    const fields = typed ?? fieldsFrom(writeForm(draft.sheet, choices.zone))
    const { value: sheet, faults } = readForm(fields, draft.sheet, choices.zone)
    const view = {
      draft,
      fields,
      sheet,
      faults,
      look: await drafts.look(sheet),
      choices,
      writes: may(me, 'campaign.write'),
    }
    return room.send(c, composePage(frame, assets, { ...view, ...more }), status)
  }
  /** What was typed stays on the page, and the sheet over which it is saved is the newest then. */
  const refuse = async (c: Context, me: Staff, pairs: Pair[], refused: SaveRefusal | 'faults') => {
    const id = campaignId(c)
    const newest = id && (await drafts.open(id))?.sheet.number
    const typed = fieldsFrom([...pairs.filter(([name]) => name !== 'over'), ['over', `${newest ?? 0}`]])
    return show(c, me, { typed, refused, status: refused === 'faults' ? 400 : STATUS[refused] })
  }

  const routes = new Hono()
  routes.get(
    '/staff/campaigns/:id',
    guarded(room, 'campaign.see', (c, me) => show(c, me)),
  )
  routes.post(
    '/staff/campaigns/:id',
    bodyLimit({ maxSize: MOST_BYTES, onError: c => room.send(c, troublePage(room.frame(c), 'too_much', true), 400) }),
    guarded(room, 'campaign.write', async (c, me) => {
      const id = campaignId(c)
      const draft = id && (await drafts.open(id))
      if (!draft) return nothing(c)
      const { pairs, uploads } = await readBody(c)
      const fields = fieldsFrom(pairs)
      const { zone } = await drafts.choices(room.frame(c).words.tag)
      const { value: sheet, faults } = readForm(fields, draft.sheet, zone)
      if (faults.length > 0) return refuse(c, me, pairs, 'faults')
      const saved = await drafts.save(me, { campaign: id, over: Number(fields.one('over')), sheet, uploads })
      return saved.ok ? c.redirect(`/staff/campaigns/${id}`, 303) : refuse(c, me, pairs, saved.why)
    }),
  )
  routes.post(
    '/staff/campaigns/:id/preview',
    guarded(room, 'campaign.write', async c => {
      const id = campaignId(c)
      const draft = id && (await drafts.open(id))
      if (!draft) return nothing(c)
      const { pairs } = await readBody(c)
      const { zone } = await drafts.choices(room.frame(c).words.tag)
      const { value: sheet, faults } = readForm(fieldsFrom(pairs), draft.sheet, zone)
      return room.send(c, results(room.frame(c), { draft, look: await drafts.look(sheet), sheet, faults }))
    }),
  )
  routes.post(
    '/staff/campaigns/:id/test',
    guarded(room, 'campaign.write', async (c, me) => {
      const id = campaignId(c)
      if (!id) return nothing(c)
      const langs = fieldsFrom((await readBody(c)).pairs).all('lang')
      const sent = await drafts.test(me, { campaign: id, langs })
      if (sent.ok) return show(c, me, { told: { key: 'test.sent', count: sent.value } })
      return show(c, me, { refused: sent.why, status: STATUS[sent.why] })
    }),
  )
  routes.get(
    '/staff/campaigns/:id/media/:hash',
    guarded(room, 'campaign.see', async c => {
      const [id, hash] = [campaignId(c), c.req.param('hash') ?? '']
      const file = id && /^[\w-]{43}$/.test(hash) ? await drafts.file(id, hash) : undefined
      if (!file) return nothing(c)
      const shown = file.mime.startsWith('image/') ? 'inline' : 'attachment'
      c.header('content-disposition', `${shown}; filename="${file.name}"`)
      return c.body(new Uint8Array(file.bytes), 200, { 'content-type': file.mime })
    }),
  )
  return routes
}

/** Names and values in their order, and the files that were chosen. */
const readBody = async (c: Context): Promise<{ pairs: Pair[]; uploads: Upload[] }> => {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}))
  const pairs: Pair[] = []
  const uploads: Upload[] = []
  for (const [name, value] of Object.entries(body))
    for (const it of [value].flat())
      if (typeof it === 'string') pairs.push([name, it])
      else if (it.size > 0 && name.startsWith('file-'))
        uploads.push({ tag: name.slice('file-'.length), name: it.name, bytes: new Uint8Array(await it.arrayBuffer()) })
  return { pairs: pairs.slice(0, MOST_FIELDS), uploads }
}
