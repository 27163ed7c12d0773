import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type ChannelKind, openStoryHouse, type StoryHouse } from '../stories/rig.ts'
import { launchChromium } from './driver.ts'

export type BrowserStage = { browser: Browser; house: StoryHouse }

/** A browser and a house, open while the tests of the file run. */
export const createBrowserStage = (
  kind: ChannelKind,
  options: Parameters<typeof openStoryHouse>[1] = {},
): BrowserStage => {
  const stage = {} as BrowserStage
  beforeAll(async () => {
    stage.browser = await launchChromium()
    stage.house = await openStoryHouse(kind, { browser: stage.browser, ...options })
  })
  afterAll(async () => {
    await stage.house.stop()
    await stage.browser.close()
  })
  return stage
}
