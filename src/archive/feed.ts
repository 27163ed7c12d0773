import { Feed } from 'feed'
import type { OpenCall, OpenCalls } from '../app/campaigns/open/index.ts'
import { plain } from '../kit/message.ts'
import { withoutControls } from '../kit/text.ts'
import { type Frame, say, withLang } from './page.ts'
import { paragraphs } from './spans.ts'

/** RSS 2.0 with the whole texts, the newest first, in the language that the address names. */
export const callsFeed = (frame: Frame, all: readonly OpenCall[], calls: Pick<OpenCalls, 'read'>): string => {
  const { origin, lang } = frame
  const own = `${origin}${withLang('/calls.rss', frame)}`
  const feed = new Feed({
    title: say(frame, 'calls.title'),
    description: say(frame, 'calls.intro'),
    id: own,
    link: `${origin}${withLang('/calls', frame)}`,
    feed: own,
    language: lang,
    updated: new Date(Math.max(0, ...all.map(({ changed }) => changed))),
    generator: false,
  })
  for (const call of all) {
    const { title, body, event, result } = calls.read(call, frame.wishes)
    const when = event ? [`📅 ${event.when}${event.place ? `\n📍 ${event.place}` : ''}`] : []
    const told = result ? [`${say(frame, 'calls.result')}: ${result.title}\n\n`, ...result.body] : []
    feed.addItem({
      title,
      id: `${origin}/calls/${call.id}`,
      link: `${origin}${withLang(`/calls/${call.id}`, frame)}`,
      date: new Date(call.changed),
      description: plain(body),
      content: [body, when, told].flatMap(part => paragraphs(part).map(String)).join(''),
    })
  }
  return withoutControls(feed.rss2())
}
