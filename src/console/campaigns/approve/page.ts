import { html } from 'hono/html'
import type { ApprovalView } from '../../../app/campaigns/approval/index.ts'
import { isMain } from '../../../app/campaigns/sheets.ts'
import { moment } from '../../dates.ts'
import { alertOf } from '../../form.ts'
import { type Frame, type Html, say, shell } from '../../page.ts'
import { proveForm } from '../../prove.ts'
import { endonym } from './audience-words.ts'
import { sheetView } from './sheet-view.ts'

const SCRIPT_WORDS = [
  'already',
  'form',
  'late',
  'no-key',
  'not-ready',
  'nothing',
  'offline',
  'opening',
  'prove',
  'refused',
  'signed-out',
  'wrong',
]

/** `signs`: whoever looks may sign; others read. */
type View = ApprovalView & { signs: boolean; proved: boolean; refused?: string | undefined }

/** What is signed, by whom it has been signed, and the place to sign it. Signing needs a script; taking back and cancelling do not. */
export const approvePage = (frame: Frame, assets: string, view: View): Html => {
  const { words } = frame
  const { campaign, sheet, findings, signed, needed, from, now } = view
  const isEnough = signed.length >= needed
  return shell(
    frame,
    say(words, 'approve.title'),
    html`<link rel="stylesheet" href="${assets}/campaigns/approve.css">${alertOf(frame, view.refused)}<p><b><bdi>${campaign.title}</bdi></b> <span class="mark">${say(words, `campaigns.state.${campaign.state}`)}</span> <span class="soft">${say(words, `campaigns.kind.${sheet.kind}`)}</span></p>${findingList(frame, findings)}<section><h2>${say(
      words,
      'approve.what',
    )}</h2>${sheetView(words, sheet, view)}</section><section><h2>${say(words, 'approve.who')}</h2><p>${say(words, 'approve.count', { count: signed.length, all: needed })}</p><ul>${signed.map(
      it => html`<li><bdi>${it.name}</bdi> <span class="soft">${moment(it.at)}</span></li>`,
    )}</ul>${
      isEnough && from !== undefined
        ? html`<p>${say(words, from > now ? 'approve.hold' : 'approve.goes')} ${moment(from)}</p>`
        : ''
    }${signing(frame, assets, view, isEnough)}</section>${view.signs ? ending(frame, view) : ''}`,
    true,
  )
}

export const findingList = ({ words }: Frame, findings: ApprovalView['findings']): Html | '' =>
  findings.length === 0
    ? ''
    : html`<section class="alert"><h2>${say(words, 'ready.title')}</h2><ul>${findings.map(
        ({ code, lang }) =>
          html`<li>${say(words, `ready.${code}`, { lang: lang === undefined ? '' : endonym(words, lang) })}</li>`,
      )}</ul></section>`

const signing = (frame: Frame, assets: string, view: View, isEnough: boolean): Html => {
  const { words } = frame
  const { campaign, sheet, mine, proved, findings } = view
  const told = (key: string) => html`<p>${say(words, `approve.${key}`)}</p>`
  if (view.signed.some(it => it.mine)) return told('you_signed')
  if (findings.some(({ isWarning }) => !isWarning)) return told('unready')
  if (isEnough || !view.signs) return html``
  if (mine !== 'active')
    return html`<p>${say(words, mine === 'waits' ? 'approve.you_wait' : 'approve.no_key')} <a class="door" href="/staff/signing">${say(words, 'signing.title')}</a></p>`
  if (!proved) return proveForm(frame, `campaigns/${campaign.id}/approve?sheet=${sheet.number}`)
  const texts = Object.fromEntries(SCRIPT_WORDS.map(key => [key, say(words, `approve.script.${key}`)]))
  return html`<p id="scriptless">${say(words, 'signing.script_needed')}</p><form class="fields" id="approve" data-script hidden data-campaign="${campaign.id}" data-sheet="${sheet.number}" data-now="${view.now}" data-body="${view.body}" data-words="${JSON.stringify(texts)}"><p>${say(words, 'approve.about')}</p><p><label for="passphrase">${say(words, 'signing.passphrase')}</label><input type="password" id="passphrase" autocomplete="current-password" required></p><p><button class="main">${say(words, 'approve.sign')}</button></p><p role="status" id="told"></p></form><script type="module" src="${assets}/campaigns/approve.js"></script>`
}

/** Taking back and cancelling: each a plain form. */
const ending = ({ words }: Frame, { campaign, sheet, signed }: View): Html => {
  const canTakeBack =
    campaign.state === 'signing' ? isMain(sheet) : campaign.state !== 'running' && signed.some(it => it.mine)
  const canCancel = isMain(sheet) && ['signing', 'approved', 'running', 'paused'].includes(campaign.state)
  return html`<section><h2>${say(words, 'approve.ending')}</h2>${
    canTakeBack
      ? html`<form class="fields" method="post" action="/staff/campaigns/${campaign.id}/take-back"><input type="hidden" name="sheet" value="${sheet.number}"><p class="soft">${say(words, 'approve.take_back_about')}</p><p><button class="second">${say(words, 'approve.take_back')}</button></p></form>`
      : ''
  }${
    canCancel
      ? html`<details><summary>${say(words, 'approve.cancel')}</summary><form class="fields" method="post" action="/staff/campaigns/${campaign.id}/cancel"><p>${say(words, 'approve.cancel_about')}</p><p><label><input type="checkbox" name="sure" value="yes" required> ${say(words, 'approve.cancel_sure')}</label></p><p><button>${say(words, 'approve.cancel_button')}</button></p></form></details>`
      : ''
  }</section>`
}
