/** What every channel promises about files, and about what was said before. */
import { expect } from 'vitest'
import { able, type Case, sample } from './rig.ts'
import { ogg, pdf, png } from './shelf.ts'

export const MEDIA_CASES: Record<string, Case> = {
  'brings a file with a message': async rig => {
    const hand = await rig.person()
    const files = [
      ['photo', png()],
      ['voice', ogg()],
      ['document', pdf()],
    ] as const
    for (const [kind, bytes] of files) {
      await hand.show(sample({ media: rig.app.media.add(kind, bytes) }))
      expect(await hand.text()).toContain('Where did it happen?')
      expect((await hand.buttons()).join()).toContain('Saitama')
      expect(await able(hand, 'files')()).toEqual([bytes])
    }
  },

  'shows all of the text that is too long to stand with its file': async rig => {
    const hand = await rig.person()
    const lines = Array.from({ length: 60 }, (_, index) => `Line ${index} of a text that is rather long.`)
    await hand.show(sample({ media: rig.app.media.add('photo', png()), text: [lines.join('\n')] }))
    const seen = await hand.text()
    for (const line of lines) expect(seen).toContain(line)
    expect((await hand.buttons()).join()).toContain('Saitama')
  },

  'puts a message in the place of another': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await able(hand, 'change')(sample({ text: ['It is on Sunday.'], choices: [] }))
    const seen = await hand.text()
    expect(seen).toContain('It is on Sunday.')
    expect(seen).not.toContain('Where did it happen?')
    expect((await hand.buttons()).join()).not.toContain('Saitama')
  },

  'takes back what was said': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await able(hand, 'takeBack')()
    expect(await hand.text()).not.toContain('Where did it happen?')
  },
}
