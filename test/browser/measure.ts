import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Everything that can be pressed, with its size in CSS pixels. */
const TARGETS = `[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), textarea')]
  .filter(it => it.checkVisibility() && !it.matches('.skip:not(:focus)'))
  .map(it => ({ what: it.outerHTML.slice(0, 90), box: it.getBoundingClientRect() }))
  .map(({ what, box }) => ({ what, width: Math.round(box.width), height: Math.round(box.height) }))`

/** Text that is wider or higher than the box that is to hold it. */
const CUT = `[...document.querySelectorAll('button, summary, a, label, p, h1, h2, aside')]
  .filter(it => it.checkVisibility() && !it.matches('.quiet, .skip:not(:focus)'))
  .filter(it => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline')
  .map(it => it.outerHTML.slice(0, 200))`

/** A heading or a button twice as high as it is wide: its words stand letter below letter. */
export const SQUEEZED = `[...document.querySelectorAll('h1, h2, h3, button, summary')]
  .filter(it => it.checkVisibility() && it.offsetHeight > 2 * it.offsetWidth)
  .map(it => it.outerHTML.slice(0, 200))`

type Violation = { id: string; nodes: { html: string }[] }

/** The first run on a document brings axe into it; as long as that document stands, axe is asked without bringing it again. */
const violationsOn = async (page: Page): Promise<Violation[]> =>
  (await page.evaluate(`'axe' in window`))
    ? await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)`)
    : (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations

/** What must hold on every page: axe finds nothing, targets are large enough for a thumb, nothing is cut or scrolls sideways. */
export const expectGoodPage = async (page: Page): Promise<void> => {
  const found = (await violationsOn(page)).map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
  expect(found, page.url()).toEqual([])
  const targets = (await page.evaluate(TARGETS)) as { what: string; width: number; height: number }[]
  expect(targets.filter(({ width, height }) => width < 44 || height < 44)).toEqual([])
  expect(targets.length).toBeGreaterThan(0)
  expect(await page.evaluate(CUT)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

/** Collects what a browser complains about: broken policy, failed requests, errors in the script. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('console', message => {
    // The browser asks for an icon by itself; the house answers that.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  return complaints
}
