/**
 * The viewer as one HTML file: opens a saved case and seals answers to it, with nothing but what stands in it. The same version gives
 * the same bytes. Its policy lets it ask nobody for anything: what it opens cannot leave it but by the hands of whoever reads.
 */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { readAsset } from './assets.ts'
import { bundle } from './bundle.ts'
import { caseSources } from './case-assets.ts'
import { SCRIPT_WORDS } from './case-page.ts'
import type { Html } from './page.ts'

/** One of the console's languages. `text` takes keys below `console.`. */
export type ViewerWords = { tag: string; dir: 'ltr' | 'rtl'; text(key: string): string }

const OWN_WORDS = ['noCase', 'saved'] as const
const MODULES = ['libsodium-core.js', 'libsodium.js', 'crypto.js', 'show.js', 'sealed.js', 'viewer.js']

/** @param version stands at the foot of the page, for whoever compares. */
export const buildViewer = async (words: ViewerWords, version: string): Promise<string> => {
  const sources = caseSources()
  const script = bundle(MODULES.map(name => ({ name, body: sources.get(name) ?? '' })))
  const style = [readAsset('console.css'), readAsset('queue.css'), sources.get('case.css')].join('\n')
  for (const it of [script, style])
    if (/<\/(script|style)|<!--/i.test(it)) throw new Error('the viewer would end too early')
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'img-src blob:',
    'media-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ')
  return `${await pageOf(words, { script, style, policy, version })}\n`
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const pageOf = (words: ViewerWords, it: { script: string; style: string; policy: string; version: string }): Html => {
  const say = (key: string) => words.text(key)
  const texts = Object.fromEntries([
    ...SCRIPT_WORDS.map(key => [key, say(`case.script.${key}`)]),
    ...OWN_WORDS.map(key => [key, say(`viewer.${key}`)]),
  ])
  const told = (id: string) => html`<p id="${id}" role="status"></p>`
  const area = (id: string, key: string) =>
    html`<label for="${id}-text">${say(key)}</label><textarea id="${id}-text" name="text" dir="auto" maxlength="3000" required></textarea>`
  return html`<!doctype html>
<html lang="${words.tag}" dir="${words.dir}"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${raw(it.policy)}"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${say('viewer.title')}</title><style>${raw(it.style)}</style></head><body><main id="viewer" data-words="${JSON.stringify(texts)}"><h1>${say('viewer.title')}</h1><p>${say('viewer.about')}</p><p id="scriptless">${say('viewer.script_needed')}</p><div class="stack" id="choose" hidden><label for="case">${say('viewer.choose')}</label><input type="file" id="case" accept=".json,application/json"></div><form class="stack" id="unlock" hidden><h2 id="title"></h2><label for="passphrase">${say('case.passphrase')}</label><input type="password" id="passphrase" autocomplete="off" required><button class="main">${say('case.unlock')}</button></form>${told('told')}<div id="opened" hidden><p><button type="button" class="plain" id="lock">${say('case.lock')}</button></p><section><h2>${say('case.words')}</h2><div id="words"></div></section><section><h2>${say('case.timeline')}</h2><ol class="timeline" id="timeline"></ol></section><section><h2>${say('case.write')}</h2><p class="soft">${say('viewer.carry')}</p><form class="stack" id="reply" data-seals="reply">${area('reply', 'case.reply')}<div class="row"><button class="main" name="kind" value="reply">${say('viewer.save_reply')}</button><button class="second" name="kind" value="question">${say('viewer.save_question')}</button></div>${told('reply-told')}</form><form class="stack" id="note" data-seals="note">${area('note', 'case.note')}<button class="second">${say('viewer.save_note')}</button>${told('note-told')}</form></section></div><p class="soft">${it.version}</p></main><script type="module">${raw(it.script)}</script></body></html>`
}
