import { html } from 'hono/html'
import type { DutyDay, DutyRefusal, Rota } from '../../app/duty.ts'
import { may, type Staff } from '../../app/staff.ts'
import { dayTag } from '../dates.ts'
import { alertOf } from '../form.ts'
import { type Frame, type Html, say, shell } from '../page.ts'
import type { ConsoleWords } from '../words.ts'

type View = { rota: Rota; me: Staff; refused: DutyRefusal | 'day' | undefined }

/** Week by week, each day with who is on duty and one button for oneself; administrators have more behind a fold. */
export const dutyPage = (frame: Frame, { rota, me, refused }: View): Html => {
  const { words } = frame
  const works = may(me, 'case.assign')
  const manages = may(me, 'staff.manage')
  const day = (it: DutyDay): Html =>
    html`<li><span><b>${weekday(words, it.day)}</b> ${dayTag(words, it.day)} <span>${
      it.people.length === 0
        ? html`<span class="soft">${say(words, 'duty.nobody')}</span>`
        : it.people.map(({ name }, at) => html`${at > 0 ? ', ' : ''}<bdi>${name}</bdi>`)
    }</span></span>${it.day >= rota.today && works ? own(words, it, me, rota) : ''}${
      it.day >= rota.today && manages ? others(words, it, me, rota) : ''
    }</li>`
  return shell(
    frame,
    say(words, 'duty.title'),
    html`${alertOf(frame, refused && `duty.refused.${refused}`)}<p>${say(words, 'duty.text')}</p>${rota.weeks.map(
      ({ monday, days }, at) =>
        html`<section><h2>${say(words, 'duty.week')} ${dayTag(words, monday)}</h2><ul class="rows">${days.map(day)}</ul>${
          at < rota.weeks.length - 1 && days.some(({ people }) => people.length > 0)
            ? html`<form method="post" action="/staff/duty/copy"><button class="plain" name="week" value="${monday}">${say(words, manages ? 'duty.copy_all' : 'duty.copy')}</button></form>`
            : ''
        }</section>`,
    )}`,
    true,
  )
}

/** Only who works on cases can be on duty: an administrator without a key cannot. */
const own = (words: ConsoleWords, { day, people }: DutyDay, me: Staff, { colleagues }: Rota): Html | '' => {
  if (!colleagues.some(({ id }) => id === me.id)) return ''
  const on = people.some(({ id }) => id === me.id)
  return html`<form method="post" action="/staff/duty"><input type="hidden" name="day" value="${day}"><button class="${on ? 'plain' : ''}" name="on" value="${on ? '0' : '1'}">${say(words, on ? 'duty.off' : 'duty.on')}<span class="quiet"> ${day}</span></button></form>`
}

const others = (words: ConsoleWords, { day, people }: DutyDay, me: Staff, { colleagues }: Rota): Html | '' => {
  const on = new Set(people.map(({ id }) => id))
  const free = colleagues.filter(({ id }) => id !== me.id && !on.has(id))
  const there = people.filter(({ id }) => id !== me.id)
  if (free.length + there.length === 0) return ''
  return html`<details><summary>${say(words, 'duty.others')}<span class="quiet"> ${day}</span></summary>${there.map(
    ({ id, name }) =>
      html`<form method="post" action="/staff/duty"><input type="hidden" name="day" value="${day}"><input type="hidden" name="who" value="${id}"><button class="plain" name="on" value="0">${say(words, 'duty.take_off', { name })}<span class="quiet"> ${day}</span></button></form>`,
  )}${
    free.length === 0
      ? ''
      : html`<form class="fields" method="post" action="/staff/duty"><input type="hidden" name="day" value="${day}"><p><label for="who-${day}">${say(words, 'duty.who')}</label><select id="who-${day}" name="who">${free.map(
          ({ id, name }) => html`<option value="${id}">${name}</option>`,
        )}</select></p><p><button name="on" value="1">${say(words, 'duty.put_on')}</button></p></form>`
  }</details>`
}

const weekday = (words: ConsoleWords, day: string): string =>
  new Intl.DateTimeFormat(words.tag, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day))
