import { html } from 'hono/html'
import { OTHER, type Results } from '../../../app/campaigns/course/index.ts'
import { may, type Staff } from '../../../app/staff.ts'
import { alertOf } from '../../form.ts'
import { following, staleLink } from '../../live-parts.ts'
import { type Frame, type Html, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import type { ConsoleWords } from '../../words.ts'
import { bars, figure, toldBars } from './bars.ts'
import { handoverBox, paperBox } from './paper-box.ts'
import type { Following } from './progress-page.ts'
import { coursePage } from './tabs.ts'

export type ResultsView = {
  it: Results
  me: Staff
  areas: string[]
  today: string
  refused: string | undefined
  follow: Following
}

/** What people did: of each thing how many, then by area and by language as far as that points at nobody. */
export const resultsPage = (frame: Frame, { it, me, areas, today, refused, follow }: ResultsView): Html => {
  const { words } = frame
  const about = { campaign: it.campaign, petition: it.signed !== undefined }
  return coursePage(
    frame,
    'results',
    about,
    html`${alertOf(frame, refused)}${following(follow.script, follow.events, ['standing', 'figures'])}${staleLink(words, 'course.progress.changed', `/staff/campaigns/${it.campaign.id}/results`)}<p>${say(words, 'course.results.text')}</p><div id="figures">${it.acts.length === 0 ? html`<p>${say(words, 'course.results.none')}</p>` : ''}${it.acts.map(
      ({ act, total, byArea, byLang }) =>
        html`<section><h2>${say(words, `course.act.${act}`)}</h2>${headline(words, it, act, total)}${toldBars(words, {
          caption: say(words, 'course.by_area'),
          what: say(words, 'course.area'),
          list: byArea,
          nameOf: key => (key ? areaName(words, key) : say(words, 'course.no_area')),
        })}${toldBars(words, {
          caption: say(words, 'course.by_lang'),
          what: say(words, 'course.lang'),
          list: byLang,
          nameOf: key => langName(words, key),
        })}${act === 'organization' ? listOf(it.organizations) : ''}${act === 'poll' ? ownWords(words, it) : ''}</section>`,
    )}${it.waiting === 0 ? '' : html`<p>${it.waiting === null ? say(words, 'course.words.wait') : say(words, 'course.words.waiting', { count: it.waiting })}</p>`}</div>${it.signed ? paperBox(frame, { it, me, areas }) : ''}${
      it.acts.some(({ act }) => act === 'sign' || act === 'organization') ? handoverBox(frame, { it, me, today }) : ''
    }${it.tells && may(me, 'campaign.write') ? html`<section><h2>${say(words, 'course.result.title')}</h2><p>${say(words, 'course.result.text')}</p><p><a class="door" href="/staff/campaigns/${it.campaign.id}/result">${say(words, 'course.result.write')}</a></p></section>` : ''}`,
  )
}

export const langName = (words: ConsoleWords, lang: string): string =>
  lang === '' ? say(words, 'course.no_lang') : (words.languages().find(({ tag }) => tag === lang)?.endonym ?? lang)

const headline = (words: ConsoleWords, it: Results, act: Results['acts'][number]['act'], total: number): Html => {
  const line = (key: string, n: number) => ({ label: say(words, key), n })
  const table = (what: string, lines: { label: string; n: number | null }[], of?: number | null) =>
    bars(words, { caption: say(words, `course.act.${act}`), what: say(words, what), lines, ...(of ? { of } : {}) })
  if (act === 'sign' && it.signed) {
    const { target, chat, paper, typed } = it.signed
    const goal = target === null ? '' : say(words, 'course.goal', { n: figure(target) })
    return html`<p class="sum"><b>${figure(chat + paper)}</b> ${goal}</p>${table(
      'course.where',
      [line('course.in_chat', chat), line('course.on_paper', paper)],
      target,
    )}${typed === 0 ? '' : html`<p class="soft">${say(words, 'course.unseen', { n: figure(typed) })}</p>`}`
  }
  if (act === 'rsvp' && it.coming) {
    const { places, coming, waiting } = it.coming
    const rest = places === null ? '' : say(words, 'course.places', { n: figure(places) })
    const lines = [line('course.come', coming), ...(places === null ? [] : [line('course.wait', waiting)])]
    return html`<p class="sum"><b>${figure(coming)}</b> ${rest}</p>${table('course.answer', lines, places)}`
  }
  if (act === 'poll' && it.answers) {
    const lines = it.answers.map(({ code, n }) => ({ label: labelOf(words, it, code), n }))
    const hidden = lines.some(({ n }) => n === null)
    return html`<p class="sum"><b>${figure(total)}</b> ${say(words, 'course.answers')}</p>${table('course.answer', lines)}${hidden ? html`<p class="soft">${say(words, 'course.why_hidden')}</p>` : ''}`
  }
  return html`<p class="sum"><b>${figure(total)}</b></p>`
}

const listOf = (texts: readonly string[]): Html | '' =>
  texts.length === 0 ? '' : html`<ul>${texts.map(text => html`<li><bdi>${text}</bdi></li>`)}</ul>`

/** One sentence where nothing stands, whatever the reason: which it is would tell. */
const ownWords = (words: ConsoleWords, { answers = [], ownWords = [] }: Results): Html | '' => {
  if (!answers.some(({ code }) => code === OTHER)) return ''
  const told = ownWords.length > 0 ? listOf(ownWords) : html`<p class="soft">${say(words, 'course.own_words_none')}</p>`
  return html`<h3>${say(words, 'course.other')}</h3>${told}`
}

/** In the reader's language, else as its author wrote it. */
export const inWords = (words: ConsoleWords, texts: Record<string, string>, fallback?: string | null): string =>
  texts[words.tag] ?? texts.en ?? (fallback ? texts[fallback] : undefined) ?? Object.values(texts)[0] ?? ''

const labelOf = (words: ConsoleWords, { sheet }: Results, code: string): string => {
  const poll = sheet?.actions.find(it => it.kind === 'poll')
  const option = poll?.kind === 'poll' ? poll.options.find(it => it.code === code) : undefined
  return option ? inWords(words, option.label, sheet?.fallback) : say(words, 'course.other')
}
