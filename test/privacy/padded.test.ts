/** What is sealed tells by its length no more than how many steps it takes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrivacy } from '../../src/privacy/index.ts'
import { padded } from '../../src/privacy/padded.ts'
import { world } from './world.ts'

const STEPS = [128, 256, 512]
const steps = fc.constantFrom(...STEPS)
/** In any script: letters take one to four bytes. */
const texts = fc.string({ unit: 'grapheme', maxLength: 700 }).map(text => JSON.stringify({ text }))

test('any two texts that take as many steps have one length when they are sealed', () => {
  const privacy = createPrivacy({ secret: new Uint8Array(32).fill(7), world })
  const sealed = (json: string, step: number) => privacy.seal('outbox', padded(json, step), 'line').length
  fc.assert(
    fc.property(texts, texts, steps, (one, other, step) => {
      const taken = (json: string) => Math.ceil(Buffer.byteLength(json) / step)
      expect(sealed(one, step) === sealed(other, step)).toBe(taken(one) === taken(other))
    }),
  )
})

test('it is whole steps, one too many never, and the same JSON', () => {
  fc.assert(
    fc.property(texts, steps, (json, step) => {
      const { length } = padded(json, step)
      expect(length % step).toBe(0)
      expect(length - Buffer.byteLength(json)).toBeLessThan(step)
      expect(JSON.parse(Buffer.from(padded(json, step)).toString())).toEqual(JSON.parse(json))
    }),
  )
})
