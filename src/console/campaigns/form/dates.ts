import { html } from 'hono/html'
import type { DraftChoices } from '../../../app/campaigns/drafts/index.ts'
import { CHECKS } from '../../../app/campaigns/sheets.ts'
import type { Html } from '../../page.ts'
import { choose, columns, fold, line, lines, type Sheaf, text, tick } from './controls.ts'
import { REMINDERS } from './times.ts'

const WAYS = ['now', 'at', 'local', 'cron'] as const

/** When it goes out, and how long. */
export const datesPart = (it: Sheaf, { zones, zone }: DraftChoices): Html => {
  const own = (key: string) => text(it, key, { zone })
  const of = (way: string, body: Html) => html`<div data-way="${way}">${body}</div>`
  return html`<section><h2>${text(it, 'when.title')}</h2>${choose(it, {
    name: 'how',
    label: text(it, 'when.how'),
    options: WAYS.map(value => ({ value, label: text(it, `when.${value}`) })),
  })}${of('at', line(it, { name: 'at', label: own('when.at_label'), type: 'datetime-local' }))}${of(
    'local',
    line(it, { name: 'local', label: text(it, 'when.local_label'), type: 'datetime-local' }),
  )}${of(
    'cron',
    html`${line(it, { name: 'cron', label: text(it, 'when.cron_label'), most: 100, hint: text(it, 'when.cron_hint') })}${choose(it, { name: 'cron-zone', label: text(it, 'when.zone'), options: zoneOptions(zones) })}`,
  )}${line(it, { name: 'until', label: own('when.until'), type: 'datetime-local', hint: text(it, 'when.until_hint') })}${line(
    it,
    { name: 'ends', label: own('when.ends'), type: 'datetime-local', hint: text(it, 'when.ends_hint') },
  )}</section>`
}

const zoneOptions = (zones: readonly string[]) => zones.map(value => ({ value, label: value }))

export const eventPart = (it: Sheaf, { zones }: DraftChoices): Html =>
  fold(
    text(it, 'event.title'),
    html`${line(it, { name: 'event-starts', label: text(it, 'event.starts'), type: 'datetime-local' })}${line(it, {
      name: 'event-ends',
      label: text(it, 'event.ends'),
      type: 'datetime-local',
    })}${choose(it, { name: 'event-zone', label: text(it, 'when.zone'), options: zoneOptions(zones) })}${columns(
      it,
      language =>
        line(it, {
          name: `event-place-${language.tag}`,
          label: html`${text(it, 'event.place')}, <span lang="${language.tag}">${language.endonym}</span>`,
          most: 300,
          language,
        }),
    )}${Array.from({ length: REMINDERS }, (_, at) =>
      line(it, {
        name: `remind-${at}`,
        label: text(it, 'event.remind', { number: at + 1 }),
        type: 'number',
        most: 24 * 14,
      }),
    )}`,
    it.fields.one('event-starts') !== '',
  )

/** What stands beside the words: where they come from, whether everybody may see them, whether they ring at night. */
export const besidePart = (it: Sheaf): Html =>
  html`<section><h2>${text(it, 'beside')}</h2>${lines(it, { name: 'sources', label: text(it, 'sources'), hint: text(it, 'sources_hint') })}${tick(
    it,
    { name: 'open', value: '1', label: text(it, 'open') },
  )}${tick(it, { name: 'emergency', value: '1', label: text(it, 'emergency') })}${tick(it, { name: 'ahead', value: '1', label: text(it, 'ahead') })}</section>`

/** Ticked by whoever writes, and shown to those who sign. */
export const checksPart = (it: Sheaf): Html => {
  const older = it.fields.all('check').filter(check => !CHECKS.some(known => known === check))
  return html`<fieldset class="ticks"><legend>${text(it, 'checks.title')}</legend>${CHECKS.map(check =>
    tick(it, { name: 'check', value: check, label: text(it, `checks.${check}`) }),
  )}${older.map(check => tick(it, { name: 'check', value: check, label: check }))}</fieldset>`
}
