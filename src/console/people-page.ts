import { html } from 'hono/html'
import type { Holder, Member, OpenInvite, Return, Signed } from '../app/staff/index.ts'
import { ROLES, type Role } from '../app/staff.ts'
import { moment } from './dates.ts'
import { type Frame, type Html, say, shell } from './page.ts'
import { proveForm } from './prove.ts'
import { qrCode } from './qr.ts'
import type { ConsoleWords } from './words.ts'

export type PeopleView = {
  signed: Signed
  members: Member[]
  holders: Holder[]
  invites: OpenInvite[]
  manages: boolean
}

/** Everybody, and for administrators the forms; without a fresh code the form for one stands in their place. */
export const peoplePage = (frame: Frame, view: PeopleView): Html => {
  const { words } = frame
  const { signed, members, manages } = view
  const changing = manages && signed.proved
  return shell(
    frame,
    say(words, 'people.title'),
    html`${manages && !signed.proved ? proveForm(frame, 'people') : ''}<ul class="rows">${members.map(
      member =>
        html`<li><span><b>${member.name}</b> ${say(words, `role.${member.role}`)}${
          member.holder ? html` <b class="mark">${say(words, 'people.key')}</b>` : ''
        }${member.id === signed.staff.id ? html` <b class="mark">${say(words, 'people.you')}</b>` : ''}</span>${
          changing && !member.fixed && member.id !== signed.staff.id ? memberForms(frame, member, view.holders) : ''
        }</li>`,
    )}</ul>${changing ? inviting(frame, view) : ''}`,
    true,
  )
}

const memberForms = ({ words }: Frame, member: Member, holders: Holder[]): Html =>
  html`<details><summary>${say(words, 'people.change')}<span class="quiet"> ${member.name}</span></summary><form class="fields" method="post" action="/staff/people/change"><input type="hidden" name="who" value="${member.id}">${roleField(
    words,
    `role-${member.id}`,
    member.role,
  )}${member.keyed || holders.length === 0 ? '' : claiming(words, member, holders)}<p><button>${say(words, 'people.save')}</button></p></form><form method="post" action="/staff/people/back"><p class="soft">${say(words, 'people.back_text', { name: member.name })}</p><button name="who" value="${member.id}">${say(words, 'people.back', { name: member.name })}</button></form><form method="post" action="/staff/people/remove"><p class="soft">${say(words, 'people.remove_text')}</p><button name="who" value="${member.id}">${say(words, 'people.remove', { name: member.name })}</button></form></details>`

/** A key that `tulay keys` made is nobody's until it is said whose it is, once. */
const claiming = (words: ConsoleWords, member: Member, holders: Holder[]): Html =>
  html`<p><label for="key-${member.id}">${say(words, 'people.holder')}</label><select id="key-${member.id}" name="holder"><option value="">${say(words, 'people.no_key')}</option>${holders.map(
    ({ id, name }) => html`<option value="${id}">${name}</option>`,
  )}</select></p>`

const roleField = (words: Frame['words'], id: string, chosen: Role): Html =>
  html`<p><label for="${id}">${say(words, 'people.role')}</label><select id="${id}" name="role">${ROLES.map(
    role => html`<option value="${role}"${role === chosen ? ' selected' : ''}>${say(words, `role.${role}`)}</option>`,
  )}</select></p>`

const inviting = ({ words }: Frame, { invites, members }: PeopleView): Html =>
  html`<h2>${say(words, 'people.invite')}</h2><form class="fields" method="post" action="/staff/people/invite">${roleField(words, 'role', 'moderator')}<p><button class="main">${say(words, 'people.invite_button')}</button></p></form>${
    invites.length === 0
      ? ''
      : html`<h2>${say(words, 'people.open')}</h2><ul class="rows">${invites.map(
          it =>
            html`<li><span>${members.find(({ id }) => id === it.staff)?.name ?? say(words, `role.${it.role}`)}, ${say(words, 'people.until', { until: moment(it.until) })}</span><form method="post" action="/staff/people/withdraw"><button class="plain" name="invite" value="${it.invite}">${say(words, 'people.withdraw')}<span class="quiet"> ${moment(it.until)}</span></button></form></li>`,
        )}</ul>`
  }`

/** The link is shown this once; the server keeps only its hash. */
export const invitedPage = (frame: Frame, it: { role: Role; link: string }): Html =>
  linkPage(
    frame,
    say(frame.words, 'invited.title'),
    it.link,
    html`<p>${say(frame.words, 'invited.text')} <b>${say(frame.words, `role.${it.role}`)}</b></p>`,
  )

/** Whoever holds the link becomes this member: therefore it says first to make sure on another way. */
export const invitedBackPage = (frame: Frame, it: { staff: Return['staff']; link: string }): Html => {
  const { words } = frame
  const { name } = it.staff
  return linkPage(
    frame,
    say(words, 'invited_back.title', { name }),
    it.link,
    html`<p class="alert">${say(words, 'invited_back.sure', { name })}</p><p>${say(words, 'invited_back.text', { name })}</p>${
      it.staff.holder ? html`<p>${say(words, 'invited_back.key', { name })}</p>` : ''
    }`,
  )
}

const linkPage = (frame: Frame, title: string, link: string, text: Html): Html =>
  shell(
    frame,
    title,
    html`${text}${qrCode({ text: link, label: say(frame.words, 'invited.qr') })}<p class="secret"><bdi dir="ltr">${link}</bdi></p><p><a class="door" href="/staff/people">${say(frame.words, 'invited.back')}</a></p>`,
    true,
  )
