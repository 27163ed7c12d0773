import type { Context } from 'hono'
import { may, type Right, type Staff } from '../app/staff.ts'

/** Tabs that one of the staff may have open on pages that show changes, and connections in all: each costs memory, and nobody looks at more. */
const MOST = { each: 4, all: 60 }
/** Proxies cut off what is silent for a minute; a session that ended is noticed by then too. */
const BEAT_MS = 25_000
/** A storm of changes is one change. */
const SETTLE_MS = 1000

/** What somebody listens to: `right`, without which one hears nothing any more, and who says that something has changed. */
export type Source = { right: Right; watch(listener: () => void): () => void }

export type Live = {
  /** A stream of server-sent events (HTML, 9.2) that says "changed" and nothing else. 204: no more; the browser then stops asking. */
  connect(c: Context, staff: Staff, source: Source): Response
  /** Ends the streams of those who are not signed in any more; to be called when sessions may have ended. */
  recheck(): Promise<void>
  /** Ends every stream, so that nobody waits for them. */
  stop(): void
}

/** @param options.who asked again at every beat and before every event: a stream ends with its session. */
export const createLive = ({ who }: { who(c: Context): Promise<Staff | undefined> }): Live => {
  type Stream = { staff: Staff['id']; still: () => Promise<boolean> }
  const open = new Map<() => void, Stream>()
  let stopped = false
  return {
    connect(c, staff, { right, watch }) {
      const mine = [...open.values()].filter(it => it.staff === staff.id).length
      if (stopped || open.size >= MOST.all || mine >= MOST.each) return new Response(null, { status: 204 })
      let end = (): void => {}
      const body = new ReadableStream<string>({
        start: controller => {
          let settling: NodeJS.Timeout | undefined
          const still = async (): Promise<boolean> => {
            const now = await who(c).catch(() => undefined)
            return now?.id === staff.id && may(now, right)
          }
          const say = async (text: string): Promise<void> => {
            if (!(await still())) return end()
            // Whoever reads nothing any more is gone without a word.
            if (open.has(end) && (controller.desiredSize ?? 0) > -8) controller.enqueue(text)
          }
          const beat = setInterval(() => say(':\n\n'), BEAT_MS)
          beat.unref()
          const unwatch = watch(() => {
            settling ??= setTimeout(() => {
              settling = undefined
              void say('data: changed\n\n')
            }, SETTLE_MS).unref()
          })
          end = () => {
            if (!open.delete(end)) return
            clearInterval(beat)
            clearTimeout(settling)
            unwatch()
            controller.close()
          }
          open.set(end, { staff: staff.id, still })
          // So that the browser knows at once that it is connected.
          controller.enqueue(':\n\n')
        },
        cancel: () => end(),
      })
      return new Response(body.pipeThrough(new TextEncoderStream()), {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      })
    },
    async recheck() {
      for (const [end, { still }] of [...open]) if (!(await still())) end()
    },
    stop() {
      stopped = true
      for (const end of [...open.keys()]) end()
    },
  }
}
