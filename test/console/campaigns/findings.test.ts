import { expect, test } from 'vitest'
import type { DraftLook } from '../../../src/app/campaigns/drafts/index.ts'
import { reachPart } from '../../../src/console/campaigns/findings.ts'
import type { Frame } from '../../../src/console/page.ts'
import { words } from '../console-stub.ts'

test('a number stays behind the name of a language that is written from right to left', () => {
  const book = {
    text: (key: string) => words.text('en', key),
    languages: () => [{ tag: 'ur', endonym: 'اردو', dir: 'rtl' }],
  }
  const look = { reach: { all: 20, langs: ['ur', 'en'].map(lang => ({ lang, n: 10 })) } }
  const part = `${reachPart({ words: book } as unknown as Frame, look as unknown as DraftLook)}`
  expect(part).toContain('<li><bdi lang="ur">اردو</bdi>: 10</li>')
})
