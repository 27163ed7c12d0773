import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeFor, composeTools, type Letterhead } from '../../../src/app/campaigns/compose.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'
import type { CampaignId } from '../../../src/kit/ids.ts'
import { plain } from '../../../src/kit/message.ts'
import { sheetOf } from '../../domain/campaigns/sheets.ts'
import { directory, words } from '../rig.ts'

const world = { now: () => Date.UTC(2030, 0, 2, 3), random: (size: number) => new Uint8Array(size) }
const tools = composeTools({ words, names: directory, look: directory.look, world })
const CAMPAIGN = 'AAAAAAAAAAAAAAAAAAAAAA' as CampaignId
const compose = (changes: Partial<Sheet>, more: Partial<Letterhead> = {}) =>
  composeFor({
    ...tools,
    campaign: CAMPAIGN,
    sheet: sheetOf(changes),
    lang: 'en',
    area: 'JP-11',
    purpose: 'call',
    ...more,
  })
const textOf = (...it: Parameters<typeof compose>) => plain(compose(...it)?.text ?? [])
const body = (text: string) => ({ texts: { en: { title: 'Demo', body: text } } })

test('a body goes out byte for byte, links as they were written', () => {
  const link = 'Read https://example.org/a?utm=b&x=<b>#c and {{name}}, {area} too.'
  expect(textOf(body(link))).toContain(`Demo\n\n${link}\n\n`)
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 500, unit: 'binary' }), text => {
      fc.pre(!text.includes('{{'))
      expect(compose(body(text))?.text).toContain(text)
    }),
  )
})

test('placeholders are the names and cards of the text’s language', () => {
  expect(textOf({})).toContain('This is a demo call for Saitama.')
  expect(textOf({}, { lang: 'ja' })).toContain('これはデモです。埼玉')
  expect(textOf({}, { area: null })).toContain('This is a demo call for all places.')
  const [desk] = directory.look('desks', { lang: 'en', now: world.now(), with: { area: 'JP' } })
  const card = directory.look('desk', { lang: 'en', now: world.now(), with: { desk: desk?.value ?? '' } })[0]?.text
  expect(textOf(body(`Ask: {{desk:${desk?.value}}}!`))).toContain(`Ask: ${plain(card ?? [])}!`)
  expect(textOf(body('Ask {{desk:nobody}}.'))).toContain('Ask a help desk.')
})

test('without a text in the person’s language it is the fallback that was chosen, or nothing', () => {
  const { texts } = sheetOf()
  expect(compose({ texts, fallback: 'ja' }, { lang: 'ko' })).toMatchObject({ lang: 'ja' })
  expect(textOf({ texts, fallback: 'ja' }, { lang: 'ko' })).toContain('お知らせ')
  expect(compose({ texts, fallback: null }, { lang: 'ko' })).toBeUndefined()
  expect(compose({ texts, fallback: 'vi' }, { lang: 'toString' })).toBeUndefined()
})

test('each action is a button in every language, and stop is always there', () => {
  const actions: Sheet['actions'] = [
    { kind: 'sign', target: null },
    { kind: 'rsvp', places: 20 },
    { kind: 'poll', ask: { en: 'Which?' }, options: [], most: 1, other: true },
    { kind: 'comment', summary: { en: 'It is about …' }, questions: [] },
    { kind: 'organization' },
    { kind: 'friend' },
    { kind: 'calendar' },
  ]
  for (const lang of ['en', 'fil', 'ja', 'ko']) {
    const message = compose({ actions, texts: { [lang]: { title: 'Demo', body: 'Demo.' } } }, { lang })
    expect(message?.choices.map(({ token }) => token)).toEqual(actions.map(({ kind }) => `c.${CAMPAIGN}.${kind}`))
    expect(message?.verbs.map(({ token }) => token)).toEqual(['v.stop.-.0'])
    expect(plain(message?.text ?? []).endsWith(words.text(lang, 'notices.alert_stop_hint'))).toBe(true)
    for (const { token, label, short } of [...(message?.choices ?? []), ...(message?.verbs ?? [])]) {
      expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64)
      expect(label).not.toContain('notices.')
      expect([...(short ?? '')].length).toBeLessThanOrEqual(20)
    }
  }
})

test('a picture is that of the language, or that of all', () => {
  const [one, all] = [
    { kind: 'photo' as const, hash: 'a'.repeat(43) },
    { kind: 'voice' as const, hash: 'b'.repeat(43) },
  ]
  expect(compose({ media: { ja: one, '*': all } }, { lang: 'ja' })?.media).toEqual(one)
  expect(compose({ media: { ja: one, '*': all } })?.media).toEqual(all)
  expect(compose({ media: { ja: one } })?.media).toBeUndefined()
})

test('an event says when and where, a reminder that it is one, claims where they come from', () => {
  const event: Sheet['event'] = {
    starts: Date.UTC(2030, 2, 3, 5),
    ends: Date.UTC(2030, 2, 3, 7, 30),
    zone: 'Asia/Tokyo',
    place: { en: 'Demo Hall', ja: 'デモ会館' },
    remind: [24],
  }
  const said = textOf({ event, sources: ['https://example.org/law', 'Demo Act, section 3'] }, { purpose: 'reminder' })
  expect(said.startsWith('⏰ Reminder\n')).toBe(true)
  expect(said).toMatch(/📅 Sunday, March 3, 2030 2:00\sPM–4:30\sPM\n📍 Demo Hall/)
  expect(said).toContain('Where this comes from:\nhttps://example.org/law\nDemo Act, section 3\n')
  expect(textOf({ event }, { lang: 'ja' })).toMatch(/📅 2030年3月3日日曜日 14:00–16:30\n📍 デモ会館/)
  expect(textOf({ event: { ...event, zone: 'Mars/Olympus' } })).toContain('5:00')
})
