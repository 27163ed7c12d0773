import { calendarOf } from '../app/campaigns/calendar.ts'
import type { OpenCall, OpenCalls } from '../app/campaigns/open/index.ts'
import { plain } from '../kit/message.ts'
import { type Frame, say } from './page.ts'

/** The events among calls, for a calendar that looks again by itself. */
export const callsCalendar = (frame: Frame, some: readonly OpenCall[], calls: Pick<OpenCalls, 'read'>): string =>
  calendarOf(
    some.flatMap(call => {
      const { event } = call.sheet
      if (!event) return []
      const { lang, title, body } = calls.read(call, frame.wishes)
      const page = `${frame.origin}/calls/${call.id}`
      return [{ campaign: call.id, event, title, about: plain(body), lang, sent: call.changed, page }]
    }),
    say(frame, 'calls.title'),
  )
