import { html } from 'hono/html'
import type { Staff } from '../app/staff.ts'
import { brakeBar } from './campaigns/course/brake-bar.ts'
import type { PasskeyScripts } from './passkey-form.ts'
import { menu } from './places.ts'
import type { ConsoleWords } from './words.ts'

/** Only the `html` tag makes it; everything else is escaped. */
export type Html = ReturnType<typeof html>

/** What one page stands in; `words` are those of its language, `passkeys` is there where one may sign by them, `me` where somebody is signed in. */
export type Frame = {
  words: ConsoleWords
  css: string
  demo: boolean
  passkeys?: PasskeyScripts | undefined
  me?: Staff | undefined
  /** One signature is enough for what goes out to many. */
  single?: boolean | undefined
  /** On pages about campaigns: whether all of them are stopped. */
  brake?: 'stopped' | 'going' | undefined
}

export const say = (words: ConsoleWords, key: string, values?: Record<string, string | number>): string =>
  words.text(`console.${key}`, values)

/** A code that has no name yet is shown as it is. */
export const nameOf = (words: ConsoleWords, key: string, code: string): string =>
  words.has(key) ? words.text(key) : code

/** `inside`: somebody is signed in and can leave. */
export const shell = (frame: Frame, title: string, main: Html, inside = false): Html => {
  const { words } = frame
  return html`<!doctype html>
<html lang="${words.tag}" dir="${words.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title} · ${say(words, 'title')}</title><link rel="stylesheet" href="${frame.css}"></head><body><a class="skip" href="#main">${say(words, 'skip')}</a><header><p class="brand"><a href="/staff">${say(words, 'title')}</a></p>${
    inside
      ? html`<div class="own">${frame.me ? menu(words, frame.me) : ''}<form method="post" action="/staff/leave"><button class="plain">${say(words, 'leave')}</button></form></div>`
      : ''
  }</header>${frame.demo ? html`<aside class="demo">${say(words, 'demo')}</aside>` : ''}${
    inside && frame.single ? html`<aside class="single">${say(words, 'signing.single.everywhere')}</aside>` : ''
  }${inside ? brakeBar(frame) : ''}<main id="main" tabindex="-1"><h1>${title}</h1>${main}</main></body></html>`
}

/** A sentence; `key` under `console.trouble`. Who is not signed in is shown the door. */
export const troublePage = (frame: Frame, key: string, inside = false): Html =>
  shell(
    frame,
    say(frame.words, `trouble.${key}.title`),
    html`<p>${say(frame.words, `trouble.${key}.text`)}</p>${
      key === 'stranger' || key === 'left'
        ? html`<p><a class="door" href="${frame.demo ? '/staff/enter/demo' : '/staff/enter'}">${say(frame.words, 'enter.link')}</a></p>`
        : ''
    }`,
    inside,
  )
