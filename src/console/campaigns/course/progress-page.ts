import { html } from 'hono/html'
import type { RunView, SeenProgress, ToldList } from '../../../app/campaigns/course/index.ts'
import { ENDS } from '../../../app/campaigns/course/index.ts'
import type { Staff } from '../../../app/staff.ts'
import { moment } from '../../dates.ts'
import { following, staleLink } from '../../live-parts.ts'
import { type Frame, type Html, nameOf, say } from '../../page.ts'
import { areaName } from '../../queue-rows.ts'
import type { ConsoleWords } from '../../words.ts'
import { bars, figure, toldBars } from './bars.ts'
import { deedsBox } from './deeds.ts'
import { langName } from './results-page.ts'
import { coursePage } from './tabs.ts'

export type Following = { script: string; events: string }

/** How far each sending has come. Never per person. */
export const progressPage = (
  frame: Frame,
  it: SeenProgress & { recalls: boolean; me: Staff },
  { script, events }: Following,
): Html => {
  const { words } = frame
  const here = `/staff/campaigns/${it.campaign.id}/progress`
  return coursePage(
    frame,
    'progress',
    { campaign: it.campaign, petition: it.sheet?.actions.some(({ kind }) => kind === 'sign') === true },
    html`${following(script, events, ['standing', 'deeds', 'progress'])}${staleLink(words, 'course.progress.changed', here)}<p>${say(words, 'course.progress.text')}</p>${deedsBox(words, it, it.me)}<div id="progress">${
      it.runs.length === 0 ? html`<p>${say(words, 'course.progress.none')}</p>` : it.runs.map(run => runBox(words, run))
    }</div>`,
  )
}

const runBox = (words: ConsoleWords, run: RunView): Html => {
  const done = run.frozen - run.left
  const area = run.area ? html` · ${areaName(words, run.area)}` : ''
  return html`<section class="run"><h2>${say(words, `course.run.${run.purpose}`)}${area} <span class="mark">${say(words, `course.run_state.${run.state}`)}</span></h2><p class="sum"><b>${figure(done)}</b> ${say(words, 'course.progress.of', { n: figure(run.frozen) })}</p>${times(words, run)}${ends(words, run)}${
    run.putOff > 0 ? html`<p class="soft">${say(words, 'course.progress.put_off', { n: figure(run.putOff) })}</p>` : ''
  }${spreads(words, run)}</section>`
}

const times = (words: ConsoleWords, { state, at, began, ended, finish }: RunView): Html => {
  const row = (key: string, when: number | null | undefined) =>
    when ? html`<dt>${say(words, `course.progress.${key}`)}</dt><dd>${moment(when)}</dd>` : ''
  return html`<dl class="facts">${state === 'waits' ? row('at', at) : row('began', began)}${row('ended', ended)}${row('finish', finish)}</dl>`
}

/** What came of the lines so far; reasons in words. */
const ends = (words: ConsoleWords, run: RunView): Html => {
  const some = ENDS.filter(end => run.ends[end] > 0 || end === 'sent')
  const left = run.left - run.held
  const line = (key: string, n: number) => ({ label: say(words, `course.end.${key}`), n })
  return bars(words, {
    caption: say(words, 'course.progress.caption'),
    what: say(words, 'course.progress.came_to'),
    of: run.frozen,
    lines: [
      ...some.map(end => line(end, run.ends[end])),
      ...run.failed.map(({ code, n }) => ({ label: reasonOf(words, code), n })),
      line('left', left),
      ...(run.held > 0 ? [line('held', run.held)] : []),
    ],
  })
}

/** What the platform said no for; a code that has no words is shown as it is. */
const reasonOf = (words: ConsoleWords, code: string): string =>
  words.has(`console.course.reason.${code}`)
    ? say(words, `course.reason.${code}`)
    : say(words, 'course.reason.other', { code })

const spreads = (words: ConsoleWords, { byLang, byChannel }: RunView): Html => {
  const both = (key: 'reached' | 'missed' | 'left') => {
    const list = (by: string, what: string, told: ToldList, name: (key: string) => string) =>
      toldBars(words, {
        caption: say(words, `course.progress.${key}_by_${by}`),
        what: say(words, what),
        list: told,
        nameOf: name,
      })
    return html`${list('lang', 'course.lang', byLang[key], lang => langName(words, lang))}${list('channel', 'course.channel', byChannel[key], channel => nameOf(words, `console.course.channels.${channel}`, channel))}`
  }
  return html`<div class="columns">${(['reached', 'missed', 'left'] as const).map(key => html`<div>${both(key)}</div>`)}</div>`
}
