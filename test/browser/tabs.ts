import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What has the focus, by its id, its text and its label; `seen`: it has an outline, and nothing lies over it. */
const FOCUS = `(() => {
  const it = document.activeElement
  const { left, right, top, bottom } = it.getBoundingClientRect()
  const { outlineStyle, outlineWidth } = getComputedStyle(it)
  // The middle of the part that is on the screen.
  const over = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2)
  const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && (it === over || it.contains(over))
  const label = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? ''
  const text = it.tagName === 'SELECT' ? '' : it.textContent.trim()
  return { on: it.id || text, text, label: label.trim(), seen: it === document.body || seen }
})()`
type Focus = { on: string; text: string; label: string; seen: boolean }

/** More than any page has. */
const MOST = 120

/** Goes on by the Tab key until something of this id, label or text has the focus; wherever it stops on the way is seen. */
export const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let presses = 0; presses < MOST; presses++) {
    await page.keyboard.press('Tab')
    const { on, text, label, seen } = (await page.evaluate(FOCUS)) as Focus
    expect(seen, `the focus on «${on || label}»`).toBe(true)
    if (on === name || label === name || text.endsWith(name)) return
  }
  throw new Error(`«${name}» is not reached by keyboard`)
}
