/** What a channel promises about links that lead to it, such as those of posters. */
import { expect } from 'vitest'
import { matchLanguage } from '../../src/app/match-language.ts'
import type { Rig } from './rig.ts'

const guessed = ({ app }: Rig, at: number) =>
  matchLanguage(
    app.committed[at]?.guess,
    app.words.languages().map(({ tag }) => ({ tag, tags: [] })),
  )

export const LINKS: Record<string, (rig: Rig) => Promise<void>> = {
  'takes the language of a link as its guess, and nothing else of it': async rig => {
    const hand = await rig.person({ lang: 'en' })
    if (!hand.come) throw new Error('the rig has no "come": say so in "cannot"')
    for (const [at, lang] of ['ja', 'zh-Hant', 'fil'].entries()) {
      await hand.come(lang)
      await rig.committed(at + 1)
      expect(guessed(rig, at)).toBe(lang)
    }
    expect(JSON.stringify(rig.app.deeds())).not.toMatch(/l_|fil|ja|Hant/)
  },

  'guesses as ever where a link says a language that is not there': async rig => {
    const hand = await rig.person({ lang: 'ja' })
    if (!hand.come) throw new Error('the rig has no "come": say so in "cannot"')
    for (const [at, lang] of ['tlh', '"><b>', 'x'.repeat(80)].entries()) {
      await hand.come(lang)
      await rig.committed(at + 1)
      expect(guessed(rig, at)).toBe('ja')
    }
  },
}
