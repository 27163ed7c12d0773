// The opened key stays in this tab only, and no longer than somebody works with it.
import { fromText, toText } from './crypto.js'

const PLACE = 'tulay-key'
const IDLE = 15 * 60_000

export const keep = key => sessionStorage.setItem(PLACE, JSON.stringify({ key: toText(key), at: Date.now() }))
export const forget = () => sessionStorage.removeItem(PLACE)

const kept = () => JSON.parse(sessionStorage.getItem(PLACE) ?? 'null')
export const isIdle = () => Date.now() - (kept()?.at ?? 0) > IDLE

/** `undefined`: locked. */
export const held = () => {
  const it = kept()
  if (it && !isIdle()) return fromText(it.key)
  forget()
  return undefined
}

/** Calls `lock` when nobody has touched the page for a quarter of an hour. */
export const watch = lock => {
  const touch = () => {
    const it = kept()
    if (it && !isIdle()) sessionStorage.setItem(PLACE, JSON.stringify({ ...it, at: Date.now() }))
  }
  for (const event of ['pointerdown', 'keydown', 'scroll']) addEventListener(event, touch, { passive: true })
  const look = () => {
    if (sessionStorage.getItem(PLACE) && isIdle()) lock()
  }
  setInterval(look, 5000)
  // A phone that slept does not count; it looks when it wakes.
  addEventListener('visibilitychange', look)
}
