/** Replies that staff keep ready: one form each, with a text for every language. Works without a script. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ReadyReply, Replies } from '../app/letters/index.ts'
import { alertOf } from './form.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { guarded, type Room } from './room.ts'

const LONGEST = { title: 80, text: 2000 }

export const repliesRoutes = (room: Room, replies: Replies): Hono => {
  const routes = new Hono()
  const show = async (c: Context, trouble?: string) =>
    room.send(c, repliesPage(room.frame(c), await replies.list(), trouble), trouble ? 400 : 200)
  routes.get(
    '/staff/replies',
    guarded(room, 'replies.change', c => show(c)),
  )
  routes.post(
    '/staff/replies',
    guarded(room, 'replies.change', async c => {
      const body = await c.req.parseBody()
      const field = (name: string, most: number) => `${body[name] ?? ''}`.slice(0, most)
      const languages = room.frame(c).words.languages()
      const texts = Object.fromEntries(languages.map(({ tag }) => [tag, field(`text-${tag}`, LONGEST.text)]))
      const id = idOf(body.id)
      const kept = await replies.save({ id, title: field('title', LONGEST.title), texts })
      return kept ? c.redirect('/staff/replies', 303) : show(c, 'replies.odd')
    }),
  )
  routes.post(
    '/staff/replies/remove',
    guarded(room, 'replies.change', async c => {
      const id = idOf((await c.req.parseBody()).id)
      if (id) await replies.remove(id)
      return c.redirect('/staff/replies', 303)
    }),
  )
  return routes
}

const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w-]{22}$/.test(value) ? value : undefined

const repliesPage = (frame: Frame, replies: ReadyReply[], trouble: string | undefined): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'replies.title'),
    html`${alertOf(frame, trouble)}<p>${say(words, 'replies.about')}</p>${replies.map(
      it =>
        html`<details class="filters"><summary>${it.title}${missingIn(frame, it)}</summary>${formOf(frame, it)}<form method="post" action="/staff/replies/remove"><button class="plain" name="id" value="${it.id}">${say(words, 'replies.remove', { title: it.title })}</button></form></details>`,
    )}<details class="filters"><summary>${say(words, 'replies.add')}</summary>${formOf(frame)}</details>`,
    true,
  )
}

/** So that nobody finds out only when a person needs it. */
const missingIn = ({ words }: Frame, { texts }: ReadyReply): Html | '' => {
  const missing = words.languages().filter(({ tag }) => texts[tag] === undefined)
  if (missing.length === 0) return ''
  const languages = missing.map(({ endonym }) => endonym).join(', ')
  return html` <b class="mark">${say(words, 'replies.missing', { languages })}</b>`
}

const formOf = ({ words }: Frame, it?: ReadyReply): Html => {
  const name = it?.id ?? 'new'
  return html`<form class="stack" method="post" action="/staff/replies">${it ? html`<input type="hidden" name="id" value="${it.id}">` : ''}<label for="title-${name}">${say(words, 'replies.name')}</label><input id="title-${name}" name="title" value="${it?.title ?? ''}" maxlength="${LONGEST.title}" required>${words
    .languages()
    .map(
      ({ tag, endonym, dir }) =>
        html`<label for="${name}-${tag}">${say(words, 'replies.in', { language: endonym })}${it?.drafted.includes(tag) ? html` <b class="mark">${say(words, 'replies.drafted')}</b>` : ''}</label><textarea id="${name}-${tag}" name="text-${tag}" lang="${tag}" dir="${dir}" maxlength="${LONGEST.text}">${it?.texts[tag] ?? ''}</textarea>`,
    )}<button class="second">${say(words, it ? 'replies.save' : 'replies.add_button')}</button></form>`
}
