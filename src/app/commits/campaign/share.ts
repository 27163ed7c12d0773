/** What one takes along: a link with its QR code for a friend, the event for the phone's calendar. Nothing of a person is in either. */

import { createHash } from 'node:crypto'
import { endOf } from '../../../domain/campaigns/sheet.ts'
import type { Span } from '../../../kit/message.ts'
import { saveMedia } from '../../../store/media.ts'
import { qrPicture } from '../../campaigns/acts/qr-picture.ts'
import { calendarOf } from '../../campaigns/calendar.ts'
import { textLang } from '../../campaigns/compose.ts'
import { langOf } from '../verb.ts'
import { type Acting, acting, after } from './acting.ts'

/** Kept for so long after the end: who opens the message later sees it still. */
const LATER = 7 * 86_400_000

export const share = acting(
  async it => {
    const { commit, call } = it
    const { tx, tools } = commit
    const lang = langOf(commit)
    const links = linksOf(it)
    const [first] = links
    const title = titleOf(it)
    const text: Span[] = [
      tools.words.text(lang, first ? 'notices.campaign.share' : 'notices.campaign.share_code', {
        code: `/start c_${call.campaign.id}`,
      }),
      '\n\n',
      ...(title ? [{ strong: title }] : []),
      ...links.map(link => `\n${link}`),
    ]
    const picture = first === undefined ? undefined : qrPicture(first)
    if (picture) await saveMedia(tx, { ...picture, name: 'qr.png' }, endOf(call.sheet) + LATER)
    commit.harvest.messages.push({
      lang,
      text,
      ...(picture ? { media: { kind: 'photo', hash: picture.hash } } : {}),
      choices: [],
      verbs: [],
      personal: false,
    })
    return after(it, 'shown')
  },
  { keeps: false },
)

const linksOf = ({ commit: { tools }, call }: Acting): string[] => {
  const bot = tools.bot()
  return [
    ...(bot ? [`https://t.me/${bot}?start=c_${call.campaign.id}`] : []),
    ...(tools.pages ? [`${tools.pages}/?c=${call.campaign.id}`] : []),
  ]
}

export const addToCalendar = acting(
  async it => {
    const { commit, call } = it
    const { tx, tools } = commit
    const { event, campaign } = call.sheet
    if (!event) return { outcome: 'unknown' }
    const lang = langOf(commit)
    const sent = Date.parse(call.campaign.day)
    const entry = { campaign: call.campaign.id, event, title: titleOf(it), about: call.sheet.goal, lang, sent }
    const bytes = Buffer.from(calendarOf([entry]), 'utf8')
    const hash = createHash('sha256').update(bytes).digest('base64url')
    const file = { hash, bytes, kind: 'document', mime: 'text/calendar', name: `${campaign}.ics` } as const
    await saveMedia(tx, file, endOf(call.sheet) + LATER)
    const text = [tools.words.text(lang, 'notices.campaign.calendar')]
    commit.harvest.messages.push({
      lang,
      text,
      media: { kind: 'document', hash },
      choices: [],
      verbs: [],
      personal: false,
    })
    return after(it, 'shown')
  },
  { keeps: false },
)

const titleOf = ({ commit, call: { sheet } }: Acting): string => {
  const read = textLang(sheet, langOf(commit)) ?? Object.keys(sheet.texts)[0] ?? ''
  return sheet.texts[read]?.title ?? ''
}
