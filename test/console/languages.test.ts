import { expect, onTestFinished, test } from 'vitest'
import type { WordBook } from '../../src/console/port.ts'
import { createPort, rowOf, serveConsole, words } from './console-stub.ts'
import { NO_OFFICE } from './no-cases.ts'

/** A second language, written from right to left, of which the console has these words only. */
const MIRRORED: Record<string, string> = { 'console.title': 'لوحة', 'console.queue.title': 'الطابور' }
/** A third, which people write in and the console does not speak. */
const UNSPOKEN = { tag: 'fil', endonym: 'Filipino', dir: 'ltr' } as const
const book: WordBook = {
  ...words,
  languages: () => [
    { tag: 'en', endonym: 'English', dir: 'ltr' },
    { tag: 'ar', endonym: 'العربية', dir: 'rtl' },
    UNSPOKEN,
  ],
  has: (lang, key) => (lang === 'en' ? words.has(lang, key) : lang === 'ar' && key in MIRRORED),
  text: (lang, key, values) => (lang === 'ar' && MIRRORED[key]) || words.text('en', key, values),
}

const served = async () => {
  // Nobody is on duty, and nobody keeps a view.
  const duty = { ...NO_OFFICE.duty, onDuty: async () => [] }
  const office = { ...NO_OFFICE, duty, views: { ...NO_OFFICE.views, mine: async () => [] } }
  const port = { ...createPort([rowOf(0), rowOf(1)]), office, words: book }
  const server = await serveConsole([], { port })
  onTestFinished(server.close)
  const head = await server.as('administrator')
  const page = async (path: string, language: string): Promise<string> =>
    (await fetch(server.url + path, { headers: { ...head, 'accept-language': language } })).text()
  const choose = (language: string) =>
    fetch(`${server.url}/staff/me/language`, {
      method: 'POST',
      headers: { ...head, origin: server.url },
      body: new URLSearchParams({ language }),
      redirect: 'manual',
    })
  return { page, choose }
}

test('pages speak as the browser asks, and say what they lack in English', async () => {
  const { page } = await served()
  const mirrored = await page('/staff', 'de, ar;q=0.8, en;q=0.5')
  expect(mirrored).toContain('<html lang="ar" dir="rtl">')
  expect(mirrored).toContain('<h1>الطابور</h1>')
  expect(mirrored).toContain(words.text('en', 'console.leave'))
  expect(mirrored).toContain(words.text('en', 'categories.labour_wages.title'))
  expect(await page('/staff', 'fil, ar;q=0.5')).toContain('<html lang="ar" dir="rtl">')
  expect(await page('/staff', 'de')).toContain('<html lang="en" dir="ltr">')
  expect(await page('/staff/nothing', 'ar')).toContain('<html lang="ar" dir="rtl">')
})

test('what somebody chose holds against the browser, until the choice is taken back', async () => {
  const { page, choose } = await served()
  expect(await page('/staff/me', 'en')).not.toContain('Filipino')
  expect((await choose('ar')).status).toBe(303)
  expect(await page('/staff', 'en')).toContain('<html lang="ar" dir="rtl">')
  expect(await page('/staff/me', 'en')).toContain('<option value="ar" lang="ar" selected>')
  await choose('fil')
  expect(await page('/staff', 'ar')).toContain('<html lang="ar" dir="rtl">')
  expect(await page('/staff', 'en')).toContain('<html lang="en" dir="ltr">')
})
