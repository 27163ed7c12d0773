import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppWords } from '../app/words.ts'
import type { Lang } from '../kit/ids.ts'

/** Only the `html` tag makes it; everything else is escaped. */
export type Html = ReturnType<typeof html>
/** `bot`: its name on Telegram. */
export type Roads = { bot: string | undefined; pages: string | undefined }

/** What one answer stands in. */
export type Frame = {
  words: AppWords
  /** Of the words around what people wrote. */
  lang: Lang
  /** What whoever reads would like best, then what else they read. */
  wishes: (string | undefined)[]
  /** The language that the address names; undefined: none, or none that we have words in. */
  chosen: string | undefined
  roads: Roads
  /** Scheme and host for links that are read elsewhere. */
  origin: string
  css: string
  demo: boolean
}

export const createFrame =
  (it: { words: AppWords; roads(): Roads; css: string; demo: boolean; secure: boolean }) =>
  (c: Context): Frame => {
    const { words } = it
    const asked = c.req.query('lang')
    const wishes = [asked, c.req.header('accept-language')]
    const roads = it.roads()
    const found = wishes.map(words.matchLanguage).find(lang => lang !== undefined)
    return {
      ...it,
      roads,
      wishes,
      chosen: asked && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(asked) ? asked : undefined,
      lang: found ?? 'en',
      origin: roads.pages ?? `${it.secure ? 'https' : 'http'}://${c.req.header('host') ?? ''}`,
    }
  }

export const say = ({ words, lang }: Frame, key: string, values?: Record<string, string | number>): string =>
  words.text(lang, key, values)

/** Of a language that we have no words in as well. */
export const dirOf = (words: AppWords, lang: Lang): 'ltr' | 'rtl' =>
  words.languages().find(({ tag }) => tag === lang)?.dir ?? (isRightToLeft(lang) ? 'rtl' : 'ltr')

const RIGHT_TO_LEFT = ['Arab', 'Hebr', 'Thaa', 'Nkoo', 'Syrc', 'Adlm', 'Rohg']
const isRightToLeft = (lang: Lang): boolean => {
  try {
    return RIGHT_TO_LEFT.includes(new Intl.Locale(lang).maximize().script ?? '')
  } catch {
    return false
  }
}

/** A language's own name, as its speakers look for it. */
export const nameOf = (words: AppWords, lang: Lang): string => {
  const known = words.languages().find(({ tag }) => tag === lang)?.endonym
  if (known) return known
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? lang
  } catch {
    return lang
  }
}

export const withLang = (path: string, { chosen }: Frame): string =>
  chosen === undefined ? path : `${path}?lang=${encodeURIComponent(chosen)}`

/** Links to the same page in other languages; forms and scripts are not needed for it. */
export const languageLinks = (frame: Frame, path: string, langs: readonly Lang[], now: Lang): Html | '' => {
  const others = langs.filter(lang => lang !== now)
  return others.length === 0
    ? ''
    : html`<nav aria-label="${say(frame, 'calls.languages')}" class="langs">${others.map(
        lang =>
          html`<a href="${path}?lang=${encodeURIComponent(lang)}" hreflang="${lang}" lang="${lang}" dir="${dirOf(frame.words, lang)}">${nameOf(frame.words, lang)}</a>`,
      )}</nav>`
}

/** `main` brings its own heading. */
export const shell = (frame: Frame, title: string, main: Html): Html => {
  const { words, lang, css, demo } = frame
  const told = (key: string) => say(frame, key)
  return html`<!doctype html>
<html lang="${lang}" dir="${dirOf(words, lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="stylesheet" href="${css}"><link rel="alternate" type="application/rss+xml" href="${withLang('/calls.rss', frame)}"></head><body><a class="skip" href="#main">${told('calls.skip')}</a><header><a href="/">${told('web.title')}</a><a id="exit" href="/leave">${told('web.exit')}</a></header>${
    demo ? html`<aside class="demo">${told('web.demo')}</aside>` : ''
  }<main id="main" tabindex="-1">${main}</main><footer><a href="${frame.chosen ? `/?lang=${encodeURIComponent(frame.chosen)}` : '/'}">${told('calls.back')}</a></footer></body></html>`
}

/** A sentence, and the way on. */
export const troublePage = (frame: Frame, status: 404 | 405 | 429 | 500): Html =>
  shell(
    frame,
    say(frame, 'calls.title'),
    html`<h1>${say(frame, 'calls.title')}</h1><p class="notice">${say(frame, status === 404 ? 'calls.missing' : `web.trouble.${status}`)}</p><p><a class="go" href="${withLang('/calls', frame)}">${say(frame, 'calls.all')}</a></p>`,
  )
