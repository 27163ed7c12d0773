/**
 * `npm run smoke`: the main job on the real process, as a person without JavaScript does it. Starts Tulay as `npm start`
 * does, files a report through the forms of the web chat, and sees that the staff's queue counts one more.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { webDriver } from './browser/web-driver.ts'
import { startTulay } from './setup/started.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** The English words: what stands on the buttons. */
const word = (key: string): string => {
  const [file, ...path] = key.split('.')
  const words = JSON.parse(readFileSync(join(ROOT, 'locales/en', `${file}.json`), 'utf8'))
  const found: unknown = path.reduce((at, name) => at?.[name], words)
  assert.equal(typeof found, 'string', `no word ${key}`)
  return String(found)
}

const begun = performance.now()
const tulay = await startTulay(ROOT)
console.log(`started in ${Math.round(performance.now() - begun)} ms: chat ${tulay.chat}, staff ${tulay.staff}`)
try {
  const chat = webDriver(tulay.chat.replace(/\/$/, ''))
  await chat.open()
  assert.equal(chat.last().status, 200)
  await chat.tap('English')
  await chat.tap(word('flows.start.privacy.options.yes'))
  await chat.type('/report')
  for (const key of [
    'flows.report.safe.options.yes',
    'categories.group.work',
    'categories.labour_wages.title',
    'verbs.skip.label',
    'verbs.skip.label',
    'flows.report.check.options.quiet',
  ])
    await chat.tap(word(key))
  const shown = (await chat.messages()).map(({ text }) => text).join('\n')
  assert.match(shown, /\b\d{4} \d{4} \d{4} \d{4}\b/, `no receipt in:\n${shown}`)

  const queue = await fetch(tulay.staff)
  assert.equal(queue.status, 200)
  assert.ok((await queue.text()).includes(word('categories.labour_wages.title')), 'the queue does not show the report')
  console.log('a report was filed and stands in the queue')
} catch (error) {
  console.error(tulay.said())
  throw error
} finally {
  assert.equal(await tulay.stop(), 0, `did not end well:\n${tulay.said()}`)
}
