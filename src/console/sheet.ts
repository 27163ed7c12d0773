import { html } from 'hono/html'
import { dayOf } from './dates.ts'
import { type Frame, type Html, say } from './page.ts'

const KEEP = ['paper.sheet.keep_one', 'paper.sheet.keep_photo', 'paper.sheet.keep_lost'] as const
const DAY = ['paper.sheet.day_meet', 'paper.sheet.day_open', 'paper.sheet.day_type', 'paper.sheet.day_burn'] as const

/** One sheet of paper without its secret, which the script fills in: whoever finds it in ten years must know what it is. */
export const sheetTemplate = ({ words }: Frame, { origin, today }: { origin: string; today: string }): Html => {
  const told = (key: string) => say(words, key, { address: `${origin}/staff/keys/recover` })
  return html`<template id="sheet"><article class="sheet"><h2 data-fill="title"></h2><p>${say(words, 'paper.kit')} <b>${dayOf(words, today)}</b> · ${say(
    words,
    'paper.key',
  )} <b dir="ltr" data-fill="key"></b></p><p>${told('paper.sheet.what')}</p><ol class="words" dir="ltr" lang="en"></ol><div class="code"></div><h3>${say(words, 'paper.sheet.keep')}</h3><ul>${KEEP.map(
    key => html`<li>${told(key)}</li>`,
  )}</ul><h3>${say(words, 'paper.sheet.day')}</h3><ol>${DAY.map(key => html`<li>${told(key)}</li>`)}</ol><p>${say(words, 'paper.sheet.others')}<span class="blank"></span><span class="blank"></span></p></article></template>`
}
