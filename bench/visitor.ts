import { request } from 'node:http'

/** Somebody with a browser without scripts: keeps the cookie, fills in the form that is on the page. */
export type Visitor = { turn(number: number): Promise<void> }

type Answer = { status: number; body: string; cookie: string | undefined }

/** `from`: an address of one's own (127.x.y.z), because the web chat limits what one connection may ask. */
const fetchPage = (url: string, from: string, cookie: string, form?: URLSearchParams): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const body = form?.toString()
    const headers = {
      ...(cookie ? { cookie } : {}),
      ...(body
        ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
        : {}),
      origin: new URL(url).origin,
    }
    const asked = request(url, { method: body ? 'POST' : 'GET', localAddress: from, headers }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('end', () => {
        const set = answer.headers['set-cookie']?.map(it => it.split(';', 1)[0]).join('; ')
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString(), cookie: set })
      })
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })

const nonceOf = (page: string): string => page.match(/name="nonce" value="([^"]+)"/)?.[1] ?? ''
const tokensOf = (page: string): string[] =>
  [...page.matchAll(/class="choice" name="token" value="([^"]+)"/g)].map(found => found[1] ?? '')

/** Goes by the buttons, another one each time; writes where there are none. */
export const createVisitor = (url: string, from: string): Visitor => {
  let cookie = ''
  let page = ''
  const take = (answer: Answer): void => {
    if (answer.status >= 400) throw new Error(`the web chat answered ${answer.status}`)
    cookie = answer.cookie ?? cookie
    page = answer.body
  }
  return {
    async turn(number) {
      if (!page) take(await fetchPage(url, from, cookie))
      const tokens = tokensOf(page)
      const token = tokens[number % Math.max(1, tokens.length)]
      const said = token ? { token } : { text: 'My boss pays nothing for the night shifts, since spring.' }
      const answer = await fetchPage(url, from, cookie, new URLSearchParams({ nonce: nonceOf(page), ...said }))
      take(answer)
      if (answer.status >= 300) take(await fetchPage(url, from, cookie))
    },
  }
}
