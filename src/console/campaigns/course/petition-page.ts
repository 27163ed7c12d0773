import { html } from 'hono/html'
import type { Results, ToldList } from '../../../app/campaigns/course/index.ts'
import { dayTag } from '../../dates.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import { bars, figure, toldBars } from './bars.ts'
import { handoverList } from './paper-box.ts'
import { inWords, langName } from './results-page.ts'
import { coursePage } from './tabs.ts'

/** A sheet for whoever gets the signatures: how many, by area and by language, and nothing about anybody. One page of A4, out of a printer. */
export const petitionPage = (frame: Frame, it: Results, today: string): Html => {
  const { words } = frame
  const { signed, sheet } = it
  const titles = Object.fromEntries(Object.entries(sheet?.texts ?? {}).map(([lang, { title }]) => [lang, title]))
  const act = it.acts.find(({ act }) => act === 'sign')
  const list = (caption: string, what: string, told: ToldList | undefined, nameOf: (key: string) => string) =>
    told
      ? toldBars(words, { caption: say(words, caption), what: say(words, what), list: told, nameOf, why: false })
      : ''
  const areaOr = (key: string) => (key ? areaName(words, key) : say(words, 'course.no_area'))
  const { chat = 0, paper = 0, target = null } = signed ?? {}
  return coursePage(
    frame,
    'petition',
    { campaign: it.campaign, petition: true },
    html`<p class="onscreen">${say(words, 'course.petition.text')}</p><article class="sheet petition">${it.campaign.demo ? html`<p><b>${say(words, 'demo')}</b></p>` : ''}<h2 dir="auto">${inWords(words, titles, sheet?.fallback)}</h2>${sheet?.goal ? html`<p dir="auto">${sheet.goal}</p>` : ''}<p class="sum"><b>${figure(chat + paper)}</b> ${say(words, 'course.petition.signatures')}${target === null ? '' : html` · ${say(words, 'course.goal', { n: figure(target) })}`}</p><p>${say(words, 'course.petition.counted')} ${dayTag(words, today)}</p>${bars(
      words,
      {
        caption: say(words, 'course.petition.how'),
        what: say(words, 'course.where'),
        lines: [
          { label: say(words, 'course.in_chat'), n: chat },
          { label: say(words, 'course.on_paper'), n: paper },
        ],
      },
    )}<div class="pair">${list('course.petition.by_area', 'course.area', act?.byArea, areaOr)}${list('course.petition.by_lang', 'course.lang', act?.byLang, key => langName(words, key))}${list(
      'course.petition.paper_by_area',
      'course.area',
      signed?.paperByArea,
      areaOr,
    )}</div>${it.handovers.length > 0 ? html`<h3>${say(words, 'course.handover.title')}</h3>${handoverList(words, it)}` : ''}<p class="soft">${say(words, 'course.petition.note')}</p></article>`,
  )
}
