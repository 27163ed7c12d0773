import { html } from 'hono/html'
import type { Telling, ToldPurpose } from '../../../app/campaigns/course/index.ts'
import { alertOf } from '../../form.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { langName } from './results-page.ts'
import { coursePage } from './tabs.ts'

export type TellView = {
  it: Telling
  purpose: ToldPurpose
  /** Keeps what was typed when something was wrong with it. */
  typed?: Telling['texts']
  refused: string | undefined
}

/** What is said after the call, per language: what came of it, or other words in its place. Goes nowhere before two people signed it. */
export const tellPage = (frame: Frame, { it, purpose, typed, refused }: TellView): Html => {
  const { words } = frame
  const place = `/staff/campaigns/${it.campaign.id}`
  return coursePage(
    frame,
    purpose,
    { campaign: it.campaign, petition: false },
    html`${alertOf(frame, refused)}<p>${say(words, `course.${purpose}.text`)}</p>${
      it.kept
        ? html`<p class="report">${say(words, 'course.tell.kept', { number: it.kept.number })} <a class="door" href="${place}/approve?sheet=${it.kept.number}">${say(words, 'course.tell.sign')}</a></p>`
        : ''
    }<form class="fields" method="post" action="${place}/${purpose}">${(typed ?? it.texts).map(
      ({ lang, title, body }) =>
        html`<fieldset lang="${lang}"><legend>${langName(words, lang)}</legend><p><label for="title-${lang}">${say(words, 'course.tell.title')}</label><input id="title-${lang}" name="title-${lang}" dir="auto" maxlength="100" value="${title}"></p><p><label for="body-${lang}">${say(words, `course.${purpose}.body`)}</label><textarea id="body-${lang}" name="body-${lang}" dir="auto" maxlength="3000" rows="8">${body}</textarea></p></fieldset>`,
    )}<p class="soft">${say(words, `course.${purpose}.hint`)}</p><p><button class="main">${say(words, 'course.tell.keep')}</button></p></form>`,
  )
}
