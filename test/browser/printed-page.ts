/** Reads docs/keys.md as the person does who holds it in the hand, and does what stands there: nothing more, nothing else. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** `on` a page, `press` a button, type `in` a field, `tick` a box if it is there, `see` a text. */
export type Deed = { verb: 'on' | 'press' | 'in' | 'tick' | 'see'; label: string }
export type Step = {
  text: string
  /** Who does it; `undefined`: people among themselves. */
  who: 'You' | 'Administrator' | 'Colleague' | 'Server' | undefined
  deeds: Deed[]
}

const page = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8')

/** The numbered steps under a heading. */
export const stepsOf = (heading: string): Step[] => {
  const [, rest = ''] = page.split(`## ${heading}\n`)
  const part = rest.split('\n## ')[0] ?? ''
  const items = part.split(/^\d+\. /m).slice(1)
  expect(items.length, heading).toBeGreaterThan(1)
  return items.map(item => stepOf(item.replace(/\s+/g, ' ').trim()))
}

const stepOf = (text: string): Step => {
  const who = /\b(You|Administrator|Colleague|Server):/.exec(text)?.[1] as Step['who']
  const deeds = [...text.matchAll(/\b(on|press|in|tick|see)\s+\*\*([^*]+)\*\*/gi)].map(([, verb = '', label = '']) => ({
    verb: verb.toLowerCase() as Deed['verb'],
    label,
  }))
  // Whatever stands in bold is something to do, by somebody.
  expect(deeds.length, text).toBe([...text.matchAll(/\*\*[^*]+\*\*/g)].length)
  if (deeds.length > 0) expect(who, text).toBeDefined()
  return { text, who, deeds }
}
