import { Hono } from 'hono'
import type { Moderation, WordsPage } from '../../../app/campaigns/course/index.ts'
import type { ConcernId } from '../../../kit/ids.ts'
import { fieldsOf } from '../../form.ts'
import { guarded, type StaffRoom } from '../../room.ts'
import type { OnCampaign } from './on-campaign.ts'
import { wordsPage } from './words-page.ts'

const ID = /^[\w-]{22}$/
const concernId = (text: string | undefined): ConcernId | undefined =>
  text && ID.test(text) ? (text as ConcernId) : undefined

/** `/staff/campaigns/:id/words`: what people wrote. What comes in clear is what a moderator let pass, and nothing else. */
export const wordsRoutes = (
  room: StaffRoom,
  moderation: Moderation,
  { on, nothing, assets }: OnCampaign & { assets: string },
): Hono => {
  const routes = new Hono()
  routes.get(
    '/staff/campaigns/:id/words',
    guarded(
      room,
      'case.work',
      on(async (c, id, me) => {
        const it = await moderation.see(id)
        return it ? room.send(c, wordsPage(room.frame(c), it, me, assets)) : nothing(c)
      }),
    ),
  )
  routes.get(
    '/staff/campaigns/:id/words/sealed',
    guarded(
      room,
      'case.work',
      on(async (c, id, me) => {
        const after = concernId(c.req.query('after'))
        // Only public comments are taken away again.
        const some =
          c.req.query('passed') === undefined
            ? { state: 'waiting' as const }
            : { state: 'passed' as const, act: 'comment' as const }
        const page = await moderation.open(me, id, { ...some, after })
        return page.ok ? c.json(asJson(page.value)) : c.json({ why: page.why }, page.why === 'gone' ? 404 : 403)
      }),
    ),
  )
  routes.post(
    '/staff/campaigns/:id/words',
    guarded(
      room,
      'case.work',
      on(async (c, id, me) => {
        const fields = await fieldsOf(c, 'words', 'do', 'text')
        const concern = concernId(fields.words)
        if (!concern) return c.json({ why: 'gone' }, 404)
        const why =
          fields.do === 'pass'
            ? await moderation.pass(me, id, { concern, text: fields.text })
            : fields.do === 'aside'
              ? await moderation.setAside(me, id, concern)
              : 'text'
        return why ? c.json({ why }, why === 'gone' ? 404 : 400) : c.json({ done: fields.do })
      }),
    ),
  )
  return routes
}

/** Read by assets/campaigns/words.js; bytes as base64url. */
const asJson = ({ key, words, after }: WordsPage) => ({
  key: text(key),
  after,
  words: words.map(({ id, act, shred, wrap, parts }) => ({
    ...{ id, act, shred: text(shred), wrap: text(wrap) },
    parts: parts.map(text),
  })),
})

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
