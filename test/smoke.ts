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

/** Signs in with the printed link as the demo moderator, as a browser without JavaScript does, and hands back how the queue is read. */
const signIn = async (link: string): Promise<() => Promise<string>> => {
  const origin = new URL(link).origin
  const offered = await (await fetch(link)).text()
  const [, as] = /value="([\w-]{22})">[^<]*Demo moderator</.exec(offered) ?? []
  assert.ok(as, `nobody to go on as:\n${offered}`)
  const body = new URLSearchParams({ as })
  const entered = await fetch(link, { method: 'POST', redirect: 'manual', headers: { origin }, body })
  assert.equal(entered.status, 303, 'the printed link does not sign in')
  const cookie = entered.headers
    .getSetCookie()
    .map(it => it.split(';')[0])
    .join('; ')
  return async () => {
    const page = await fetch(new URL(entered.headers.get('location') ?? '', origin), { headers: { cookie } })
    assert.equal(page.status, 200)
    return page.text()
  }
}

/** How many reports of a category stand in the queue. */
const reports = (page: string, category: string): number =>
  page.match(/<tr.*?<\/tr>/gs)?.filter(row => row.includes(category)).length ?? 0

const begun = performance.now()
const tulay = await startTulay(ROOT)
console.log(`started in ${Math.round(performance.now() - begun)} ms: chat ${tulay.chat}, staff ${tulay.staff}`)
try {
  // None of the demo's own reports, which come into the queue while we talk, is of this category.
  const category = word('categories.union_retaliation.title')
  const queue = await signIn(tulay.staff)
  const before = reports(await queue(), category)

  const chat = webDriver(tulay.chat.replace(/\/$/, ''))
  await chat.open()
  assert.equal(chat.last().status, 200)
  await chat.tap('English')
  await chat.tap(word('flows.start.privacy.options.yes'))
  await chat.type('/report')
  for (const label of [
    word('flows.report.safe.options.yes'),
    word('categories.group.work'),
    category,
    word('verbs.skip.label'),
    word('verbs.skip.label'),
    word('flows.report.check.options.quiet'),
  ])
    await chat.tap(label)
  const shown = (await chat.messages()).map(({ text }) => text).join('\n')
  assert.match(shown, /\b\d{4} \d{4} \d{4} \d{4}\b/, `no receipt in:\n${shown}`)
  assert.equal(reports(await queue(), category), before + 1, 'the queue does not show the report')
  console.log('a report was filed and stands in the queue')
} catch (error) {
  console.error(tulay.said())
  throw error
} finally {
  assert.equal(await tulay.stop(), 0, `did not end well:\n${tulay.said()}`)
}
