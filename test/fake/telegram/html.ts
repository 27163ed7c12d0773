/**
 * HTML entities as the Bot API reads them (https://core.telegram.org/bots/api#html-style): what it refuses, this refuses, with
 * the same words where they are known.
 */
export type Parsed = { ok: true; text: string; links: { label: string; url: string }[] } | { ok: false; why: string }

const TAGS = new Set(
  'b strong i em u ins s strike del tg-spoiler span a code pre blockquote tg-emoji tg-time'.split(' '),
)
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
    if (code !== undefined) return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole
    return NAMED[name] ?? whole
  })

export const parseHtml = (html: string): Parsed => {
  const open: { tag: string; at: number; url?: string; from: number }[] = []
  const links: { label: string; url: string }[] = []
  let text = ''
  const bytes = (at: number) => Buffer.byteLength(html.slice(0, at))
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf('<', at)
    const end = next < 0 ? html.length : next
    text += decode(html.slice(at, end))
    if (next < 0) break
    const close = html.indexOf('>', next)
    const tag = /^<(\/?)([a-zA-Z][\w-]*|)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>/.exec(html.slice(next))
    if (close < 0 || !tag) return { ok: false, why: `Unclosed start tag at byte offset ${bytes(next)}` }
    const name = (tag[2] ?? '').toLowerCase()
    if (tag[1] === '/') {
      const last = open.pop()
      if (!last) return { ok: false, why: `Unexpected end tag at byte offset ${bytes(next)}` }
      if (last.tag !== name && name !== '')
        return {
          ok: false,
          why: `Unmatched end tag at byte offset ${bytes(next)}, expected "</${last.tag}>", found "</${name}>"`,
        }
      if (last.url !== undefined) links.push({ label: text.slice(last.from), url: last.url })
    } else {
      if (!TAGS.has(name)) return { ok: false, why: `Unsupported start tag "${name}" at byte offset ${bytes(next)}` }
      const href = /\shref=(?:"([^"]*)"|'([^']*)'|([\w.-]+))/.exec(tag[3] ?? '')
      const url = name === 'a' ? decode(href?.[1] ?? href?.[2] ?? href?.[3] ?? '') : undefined
      open.push({ tag: name, at: next, from: text.length, ...(url === undefined ? {} : { url }) })
    }
    at = next + tag[0].length
  }
  const left = open.at(-1)
  if (left) return { ok: false, why: `Can't find end tag corresponding to start tag "${left.tag}"` }
  return { ok: true, text: text.trim(), links }
}
