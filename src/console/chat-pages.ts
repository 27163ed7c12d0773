import { html } from 'hono/html'
import type { LinkedChat, OfferedCode } from '../app/staff/index.ts'
import { type Frame, type Html, nameOf, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import { qrCode } from './qr.ts'

/** Of a linked chat only the messenger is told: its name and number are not kept. */
export const chatPage = (frame: Frame, chats: readonly LinkedChat[], proved: boolean): Html => {
  const { words } = frame
  return shell(
    frame,
    say(words, 'chat.title'),
    html`<p>${say(words, 'chat.what')}</p><p class="alert">${say(words, 'chat.warning')}</p>${
      chats.length === 0
        ? html`<p>${say(words, 'chat.none')}</p>`
        : html`<h2>${say(words, 'chat.linked')}</h2><ul class="rows">${chats.map(
            ({ chat, channel }, at) =>
              html`<li><span>${nameOf(words, `console.channel.${channel}`, channel)}</span><form method="post" action="/staff/me/chat/unlink"><button class="plain" name="chat" value="${chat}">${say(words, 'chat.unlink')}<span class="quiet"> ${at + 1}</span></button></form></li>`,
          )}</ul>`
    }<h2>${say(words, 'chat.add')}</h2>${
      proved
        ? html`<form method="post" action="/staff/me/chat/code"><button class="main">${say(words, 'chat.link')}</button></form>`
        : proveForm(frame, 'me/chat')
    }`,
    true,
  )
}

/** The code is shown this once; the server keeps only its hash. */
export const codePage = (frame: Frame, { code, start }: OfferedCode, bot: string | undefined): Html => {
  const { words } = frame
  const link = bot === undefined ? undefined : `https://t.me/${bot}?start=${start}`
  return shell(
    frame,
    say(words, 'chat.code_title'),
    html`<p>${say(words, link ? 'chat.code_by_link' : 'chat.code_by_hand')}</p>${
      link
        ? html`${qrCode({ text: link, label: say(words, 'chat.qr') })}<p><a class="door" href="${link}" rel="noreferrer">${say(words, 'chat.open')}</a></p><p>${say(words, 'chat.or')}</p>`
        : ''
    }<p class="secret"><bdi dir="ltr">/staff ${code}</bdi></p><p class="soft">${say(words, 'chat.once')}</p><p><a class="door" href="/staff/me/chat">${say(words, 'chat.back')}</a></p>`,
    true,
  )
}
