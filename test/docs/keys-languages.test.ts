/** `docs/keys.<tag>.md` are read on the worst day: step for step the English page, in the words that stand on the screen. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadWords } from '../../src/app/words.ts'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { PROJECT } from '../../src/house.ts'
import { createPort, serveConsole } from '../console/console-stub.ts'

const words = loadWords(join(PROJECT, 'locales'))
const read = (name: string) => readFileSync(join(PROJECT, 'docs', name), 'utf8')
const tags = readdirSync(join(PROJECT, 'docs')).flatMap(name => /^keys\.(.+)\.md$/.exec(name)?.[1] ?? [])

/** Items and paragraphs, each with its sign of list or heading. */
const blocks = (name: string): string[] =>
  read(name)
    .split(/\n\n|\n(?=- |\d+\. )/)
    .map(block => block.replaceAll(/\s+/g, ' ').trim())
const sign = (block: string) => /^(#+|-|\d+\.) /.exec(block)?.[1] ?? ''
const bold = (block: string) => [...block.matchAll(/\*\*(.+?)\*\*/g)].map(([, text = '']) => text)
const code = (block: string) => [...block.matchAll(/`(.+?)`/g)].map(([, text = '']) => text)

/** Every way in which the console of a language says what stands bold in English, with the name of the page's example. */
const said = (tag: string, name: string) => {
  const texts = [...readWords(readFileSync(join(PROJECT, 'locales/en/console.json'), 'utf8')).words]
  const ways = new Map<string, Set<string>>()
  for (const [key, { value }] of texts) {
    const english = String(value).replaceAll('{{name}}', 'Maya')
    const own = words.text(tag, `console.${key}`, { name })
    ways.set(english, (ways.get(english) ?? new Set()).add(own))
  }
  return ways
}
const EXAMPLES: Record<string, string> = { ja: 'マヤ', ko: '마야' }

test.each(tags)('%s: the same steps, with the words of the screen', tag => {
  const ways = said(tag, EXAMPLES[tag] ?? 'Maya')
  const english = blocks('keys.md')
  const own = blocks(`keys.${tag}.md`)
  expect(own.map(sign)).toEqual(english.map(sign))
  own.forEach((block, at) => {
    const source = english[at] ?? ''
    expect([block, code(block)]).toEqual([block, code(source)])
    expect([block, bold(block).length]).toEqual([block, bold(source).length])
    const left = bold(block)
    for (const label of bold(source)) {
      const known = ways.get(label)
      if (!known) continue
      const found = left.findIndex(text => known.has(text))
      expect([block, label, found >= 0]).toEqual([block, label, true])
      left.splice(found, 1)
    }
  })
})

test.each(tags)('%s: the page goes into the container', tag => {
  expect(readFileSync(join(PROJECT, 'Dockerfile'), 'utf8')).toContain(` docs/keys.${tag}.md `)
})

test('the page is shown in the language of who reads, in English where it is not there', async () => {
  const server = await serveConsole([], { port: { ...createPort([]), words } })
  onTestFinished(server.close)
  const page = async (language: string) =>
    (await fetch(`${server.url}/staff/help/keys`, { headers: { 'accept-language': language } })).text()
  const title = (name: string) => read(name).split('\n')[0]?.slice(2)
  expect(await page('ko')).toContain('<div class="manual" lang="ko" dir="ltr">')
  expect(await page('ko')).toContain(`<h1>${title('keys.ko.md')}</h1>`)
  expect(await page('vi')).toContain('<div class="manual" lang="en" dir="ltr">')
  expect(await page('vi')).toContain(`<h1>${title('keys.md')}</h1>`)
})
