import { readdirSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Html, say, shell } from './page.ts'
import type { Room } from './room.ts'

/** One block of a page: `# ` to `### `, a paragraph, or an item of a list; lines that go on are joined. */
type Block = { kind: 'h1' | 'h2' | 'h3' | 'p' | 'ul' | 'ol'; text: string }

const STARTS: [RegExp, Block['kind']][] = [
  [/^### /, 'h3'],
  [/^## /, 'h2'],
  [/^# /, 'h1'],
  [/^- /, 'ul'],
  [/^\d+\. /, 'ol'],
]

/** Headings, paragraphs and lists: as much of Markdown as a page of instructions needs. */
export const blocksOf = (text: string): Block[] => {
  const blocks: Block[] = []
  let open = false
  for (const line of text.split('\n')) {
    const [start, kind] = STARTS.find(([sign]) => sign.test(line)) ?? []
    const last = blocks.at(-1)
    if (line.trim() === '') open = false
    else if (start && kind) blocks.push({ kind, text: line.replace(start, '') })
    else if (open && last) last.text += ` ${line.trim()}`
    else blocks.push({ kind: 'p', text: line })
    open = line.trim() !== ''
  }
  return blocks
}

/** `**bold**`, `` `code` ``, and of a link its words. */
const inline = (text: string): Html[] =>
  text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .map(part => {
      if (part.startsWith('**')) return html`<b>${part.slice(2, -2)}</b>`
      if (part.startsWith('`')) return html`<code dir="ltr">${part.slice(1, -1)}</code>`
      return html`${part}`
    })

const shown = (blocks: Block[]): Html[] => {
  const out: Html[] = []
  for (let at = 0; at < blocks.length; at++) {
    const { kind = 'p', text = '' } = blocks[at] ?? {}
    if (kind === 'ul' || kind === 'ol') {
      const end = blocks.findIndex((it, place) => place > at && it.kind !== kind)
      const items = blocks.slice(at, end < 0 ? blocks.length : end).map(it => html`<li>${inline(it.text)}</li>`)
      out.push(kind === 'ul' ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`)
      at += items.length - 1
    } else if (kind === 'h2') out.push(html`<h2>${inline(text)}</h2>`)
    else if (kind === 'h3') out.push(html`<h3>${inline(text)}</h3>`)
    else out.push(html`<p>${inline(text)}</p>`)
  }
  return out
}

const DOCS = new URL('../../docs/', import.meta.url)

/** `keys.md` is English; `keys.ko.md` the same in Korean. Their bold words are those that the pages show in that language. */
const readManuals = (): Map<string, Block[]> =>
  new Map(
    readdirSync(DOCS).flatMap((name): [string, Block[]][] => {
      const [file, tag = 'en'] = /^keys(?:\.([\w-]+))?\.md$/.exec(name) ?? []
      return file ? [[tag, blocksOf(readFileSync(new URL(file, DOCS), 'utf8'))]] : []
    }),
  )

/** What to do when keys are lost, as a page to print, in English where the language has none. Everybody may read it: who needs it most cannot sign in. */
export const helpRoutes = ({ frame, send }: Room, assets: string): Hono => {
  const manuals = readManuals()
  const routes = new Hono()
  routes.get('/staff/help/keys', c => {
    const it = frame(c)
    const { tag, dir } = manuals.has(it.words.tag) ? it.words : { tag: 'en', dir: 'ltr' }
    const [title, ...blocks] = manuals.get(tag) ?? []
    const style = html`<link rel="stylesheet" href="${assets}/paper/paper.css">`
    const body = html`${style}<p class="soft onscreen">${say(it.words, 'help.print')}</p><div class="manual" lang="${tag}" dir="${dir}">${shown(blocks)}</div>`
    return send(c, shell(it, title?.text ?? '', body))
  })
  return routes
}
