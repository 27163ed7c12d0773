import { randomBytes } from 'node:crypto'
import { matchLanguage } from '../../src/app/match-language.ts'
import type { WebPort } from '../../src/channels/web/port.ts'
import type { Address } from '../../src/kit/ids.ts'
import { webDriver } from '../browser/driver.ts'
import { channelContract } from '../contracts/channel-contract.ts'
import type { Hand, Rig } from '../contracts/rig.ts'
import { createScriptedApp } from '../contracts/scripted-app.ts'
import { serveWeb } from './web-stub.ts'

const decode = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")

/** A browser without any script, over a real socket. */
const makeRig = async (): Promise<Rig> => {
  const app = createScriptedApp()
  const port: WebPort = {
    receive: inbounds => app.receive(inbounds),
    view: (channel, address) => app.view(channel, address),
    keepFile: (...file) => app.keepFile(...file),
    media: app.media,
    words: {
      ...app.words,
      matchLanguage: guess =>
        matchLanguage(
          guess,
          app.words.languages().map(({ tag }) => ({ tag, tags: [] })),
        ),
    },
  }
  const served = await serveWeb(port)
  return {
    app,
    async person({ lang = 'en' } = {}): Promise<Hand> {
      const address = randomBytes(16).toString('base64url') as Address
      const browser = webDriver(served.url, { 'accept-language': lang }, `tulay=${address}`)
      await browser.open()
      /** The page says that it went wrong and nothing is lost: people press the button again. */
      const insist = async (act: Promise<void>): Promise<void> => {
        await act
        while (browser.last().status === 500) await browser.resend()
      }
      return {
        type: text => insist(browser.type(text)),
        async come(lang) {
          await browser.come(`?lang=${encodeURIComponent(lang)}`)
          await browser.type('hello')
        },
        tap: label => insist(browser.tap(label)),
        share: (lat, lon) => browser.share(lat, lon),
        photo: (bytes, caption) => browser.photo(bytes, caption),
        voice: bytes => browser.voice(bytes),
        again: () => browser.resend(),
        show(message) {
          app.show(address, [message])
          return browser.open()
        },
        text: async () => decode(browser.last().html),
        async files() {
          const paths = [...browser.last().html.matchAll(/(?:src|href)="(\/media\/[^"]+)"/g)].map(it => it[1])
          const answers = await Promise.all(paths.map(path => fetch(`${served.url}${path}`)))
          return Promise.all(answers.map(async answer => Buffer.from(await answer.arrayBuffer())))
        },
        async buttons() {
          const numbers = [...browser.last().html.matchAll(/class="number">(\d+)</g)].map(([, number]) => number)
          const [last] = (await browser.heard()).slice(-1)
          return [
            ...(last?.choices.map((label, index) => `${numbers[index] ?? ''} ${label}`) ?? []),
            ...(last?.verbs ?? []),
          ]
        },
      }
    },
    // Each answer comes after the commit.
    async committed(count) {
      if (app.committed.length !== count) throw new Error(`${app.committed.length} committed, not ${count}`)
    },
    stop: served.close,
  }
}

channelContract('web chat, without a script', makeRig, {
  cannot: [
    {
      why: 'a browser has no stickers or contacts',
      tests: ['refuses stickers and contacts, and keeps nothing of them'],
    },
    {
      why: 'a page is made anew whenever it is opened: what was said before is not on it',
      tests: ['puts a message in the place of another', 'takes back what was said'],
    },
    { why: 'nobody can block a page; they close it', tests: ['tells that a person blocked the bot'] },
  ],
})
