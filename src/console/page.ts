import { html } from 'hono/html'
import type { Staff } from '../app/staff.ts'
import type { ConsoleWords } from './port.ts'

/** Only the `html` tag makes it; everything else is escaped. */
export type Html = ReturnType<typeof html>

/** Until the console speaks more languages. */
export const LANG = 'en'

export type Frame = { words: ConsoleWords; css: string; demo: boolean }

export const say = (words: ConsoleWords, key: string, values?: Record<string, string | number>): string =>
  words.text(LANG, `console.${key}`, values)

/** `inside`: somebody is signed in and can leave. */
export const shell = (frame: Frame, title: string, main: Html, inside = false): Html => {
  const { words } = frame
  return html`<!doctype html>
<html lang="${LANG}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title} · ${say(words, 'title')}</title><link rel="stylesheet" href="${frame.css}"></head><body><a class="skip" href="#main">${say(words, 'skip')}</a><header><p class="brand"><a href="/staff">${say(words, 'title')}</a></p>${
    inside
      ? html`<form method="post" action="/staff/leave"><button class="plain">${say(words, 'leave')}</button></form>`
      : ''
  }</header>${frame.demo ? html`<aside class="demo">${say(words, 'demo')}</aside>` : ''}<main id="main" tabindex="-1"><h1>${title}</h1>${main}</main></body></html>`
}

/** Whom the link lets in: one button each. */
export const enterPage = (frame: Frame, token: string, staff: readonly Staff[]): Html =>
  shell(
    frame,
    say(frame.words, 'enter.title'),
    html`<p>${say(frame.words, frame.demo ? 'enter.demo' : 'enter.text')}</p><form method="post" action="/staff/enter/${token}">${staff.map(
      ({ id, name }) =>
        html`<p><button class="main" name="as" value="${id}">${say(frame.words, 'enter.as', { name })}</button></p>`,
    )}</form>`,
  )

/** A sentence; `key` under `console.trouble`. */
export const troublePage = (frame: Frame, key: string): Html =>
  shell(frame, say(frame.words, `trouble.${key}.title`), html`<p>${say(frame.words, `trouble.${key}.text`)}</p>`)
