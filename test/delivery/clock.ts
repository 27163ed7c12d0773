import type { Instant } from '../../src/kit/ids.ts'

/** Time that stands still until told. Timers run by time that has gone by; `now` may be set back like any computer's clock. */
/** `busy`: something is on a real socket, which time waits for. */
export const createClock = (start: Instant, busy: () => boolean = () => false) => {
  let gone = 0
  let offset = start
  let timers: { at: number; work: () => void }[] = []

  const timer = (ms: number, work: () => void): (() => void) => {
    const entry = { at: gone + ms, work }
    timers.push(entry)
    return () => {
      timers = timers.filter(it => it !== entry)
    }
  }
  /** Until nothing is going on: better-sqlite3 is synchronous, so some turns of the event loop are enough. */
  const rest = async (): Promise<void> => {
    do for (let turns = 0; turns < 4; turns++) await new Promise(done => setImmediate(done))
    while (busy())
  }
  return {
    now: (): Instant => offset + gone,
    timer,
    sleep: (ms: number): Promise<void> => new Promise(done => void timer(ms, done)),
    rest,
    /** Lets time go by, stopping at every timer on the way. */
    async pass(ms: number): Promise<void> {
      const until = gone + ms
      await rest()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter(it => it !== next)
        gone = Math.max(gone, next.at)
        next.work()
        await rest()
      }
      gone = until
    },
    /** The process died: nothing that it had planned happens. */
    forget(): void {
      timers = []
    },
    set(by: number): void {
      offset += by
    },
  }
}
