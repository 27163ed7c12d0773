import { describe, expect, it } from 'vitest'
import { deskCard } from '../../src/app/desk-card.ts'
import type { Directory } from '../../src/app/directory.ts'
import type { Content } from '../../src/domain/content.ts'
import type { Item } from '../../src/engine/types.ts'
import { plain, type Span } from '../../src/kit/message.ts'
import { content, places, rawContent } from '../domain/world.ts'
import { ask, card, directory, LANGS, NOW, over, text, words } from './directory-rig.ts'

/** The card as it would be where safe mode is off. */
const unsafe = (id: string): string => {
  const desk = content.desks.find(one => one.id === id) ?? expect.fail(id)
  const openness = { state: 'unknown', holiday: 'no' } as const
  return plain(deskCard(desk, { words, lang: 'en', openness, area: places.get, general: false, inside: true }))
}

describe('cards', () => {
  const numbers = new Set(content.desks.flatMap(({ phones }) => phones.map(({ number }) => number)))
  const cards = (from: Directory, among: Content) =>
    among.desks.flatMap(({ id, topics }) =>
      LANGS.flatMap(lang =>
        [topics[0] ?? '', 'advocacy_gcm'].flatMap(topic =>
          ['desk', 'desk.source'].map(source => ({
            id,
            lang,
            item: ask(source, { lang, with: { desk: id, topic } }, from)[0],
          })),
        ),
      ),
    )
  const all = cards(directory, content)
  const spans = (item: Item | undefined): Span[] => item?.text ?? []

  it('print every number exactly as the data do', () => {
    const told = all.flatMap(({ item }) => spans(item)).filter(span => typeof span === 'object' && 'tel' in span)
    expect(told.length).toBeGreaterThan(500)
    for (const span of told) expect(numbers.has(span.label), span.label).toBe(true)
  })

  it('fit on a small screen', () => {
    const long = all.filter(({ item }) => plain(spans(item)).length > 1000).map(({ id, lang }) => `${id} ${lang}`)
    expect(long).toEqual([])
    const lengths = all.map(({ item }) => plain(spans(item)).length).toSorted((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(900)
  })

  it('have all their words: no key, no gap, no "undefined"', () => {
    const bad = all.filter(({ item }) =>
      /desks\.|categories\.|areas\.|\{\{|undefined|null|\[object/.test(plain(spans(item))),
    )
    expect(bad.map(({ id, lang }) => `${id} ${lang}`)).toEqual([])
  })

  it('never hold a confidential address, nor the door of a desk beside an immigration office', () => {
    const secret = structuredClone(content.desks)
    // As if somebody had got past the door that drops them.
    const planted = {
      ...content,
      desks: secret.map(desk => (desk.besideImmigration ? { ...desk, address: '9 Planted Street' } : desk)),
    }
    const told = [...cards(over(planted), planted), ...all].map(({ item }) => JSON.stringify(item)).join()
    expect(told).not.toContain('Planted Street')
    for (const desk of (rawContent().desks as { desks: { confidential_address: boolean; address: string | null }[] })
      .desks)
      if (desk.confidential_address && desk.address) expect(told).not.toContain(desk.address)
    // Hidden in safe mode (docs/decisions/0026-which-desk-first.md); where safe mode is off, the card still gives no door.
    expect(card('kr-ansan-foreign-residents')).toBe('')
    expect(unsafe('kr-ansan-foreign-residents')).toContain('do not walk in')
    expect(unsafe('kr-ansan-foreign-residents')).not.toContain('Bubu-ro')
    expect(card('hk-bethune-house')).toContain('secret for safety')
  })

  it('are not given for desks that are gone or run by immigration, whoever asks', () => {
    for (const desk of content.desks.filter(
      ({ status, immigration }) => immigration || status === 'closed' || status === 'replaced',
    ))
      expect([ask('desk', { with: { desk: desk.id } }), ask('desk.source', { with: { desk: desk.id } })]).toEqual([
        [],
        [],
      ])
    expect(ask('desk', { with: { desk: 'jp-nobody' } })).toEqual([])
  })

  it('tell the source and the day of the last check when asked, and only then', () => {
    const source = text(ask('desk.source', { with: { desk: 'jp-jar' } })[0])
    expect(source).toContain('2026-11-21')
    expect(card('jp-jar')).not.toContain('2026-11-21')
    expect(text(ask('desk.source', { with: { desk: 'np-people-forum' } })[0])).toContain('not on the web')
  })

  it('say in whose language somebody answers, and when', () => {
    const line = 'jp-mhlw-labour-standards-hotline'
    // Wednesday: the Filipino line opens at 17:00, the Korean one on Thursday.
    expect(card(line)).toContain('Opens today at 17:00')
    expect(plain(ask('desk', { lang: 'fil', with: { desk: line } })[0]?.text ?? [])).toContain('0120-531-405')
    expect(
      ask('desks', { lang: 'fil', with: { topic: 'work', area: 'JP-11' }, now: NOW + 8 * 3_600_000 }).find(
        ({ value }) => value === line,
      )?.icon,
    ).toBe('🟢')
    expect(
      ask('desks', { lang: 'ko', with: { topic: 'work', area: 'JP-11' }, now: NOW + 8 * 3_600_000 }).find(
        ({ value }) => value === line,
      )?.icon,
    ).toBe('⚪')
  })

  it('show open and closed in the list', () => {
    const at = (when: string) =>
      ask('desks', { with: { topic: 'rights', area: 'JP-11' }, now: Date.parse(when) }).find(
        ({ value }) => value === 'jp-moj-human-rights',
      )
    expect(at('2026-11-25T10:00:00+09:00')).toMatchObject({ icon: '🟢', label: 'Human Rights Hotline · open' })
    expect(at('2026-11-25T17:00:00+09:00')).toMatchObject({ icon: '⚪', label: 'Human Rights Hotline · closed' })
    expect(at('2026-11-23T10:00:00+09:00')).toMatchObject({ icon: '⚪' })
    expect(card('jp-moj-human-rights', { now: Date.parse('2026-11-22T10:00:00+09:00') })).toContain(
      'Opens Tuesday 11/24 at 09:00',
    )
  })

  it('begin with the desk’s own name for who reads it, and have it beside the English one for others', () => {
    const names = (desk: string, lang: string) => card(desk, { lang }).split('\n').slice(0, 2)
    const own = '法テラス 多言語情報提供サービス'
    expect(names('jp-houterasu-multilingual', 'ja')).toEqual([own, expect.stringContaining('Houterasu')])
    for (const lang of ['en', 'fil', 'ko'])
      expect(names('jp-houterasu-multilingual', lang)).toEqual([expect.stringContaining('Houterasu'), own])
    const listed = (lang: string) =>
      ask('desks', { lang, with: { topic: 'rights', area: 'JP' } }).find(it => it.value === 'jp-houterasu-multilingual')
    expect(listed('ja')?.label).toContain('法テラス')
    expect(listed('en')?.label).toContain('Houterasu')
    expect(text(ask('desk.source', { lang: 'ko', with: { desk: 'kr-seoul-south-migrant-women' } })[0])).toMatch(
      /^남서울이주여성상담소\n/,
    )
  })

  it('say of the firewall what content says, and no more', () => {
    // Content: "Not for mutual fights, witnesses, stop-and-check, or if already caught."
    for (const said of [
      'do not have to',
      'certain crimes',
      'not so for witnesses',
      'fights',
      'checks',
      'caught already',
    ])
      expect(card('kr-112')).toContain(said)
    expect(card('kr-nmc-medical-support')).toContain('Public health services do not have to')
    // Who may report is hidden in safe mode, and said so on the card where it is off.
    expect(card('jp-dv-navi')).toBe('')
    expect(unsafe('jp-dv-navi')).toContain('case by case')
    // No desk but one is known to let callers stay nameless; nothing may promise it.
    const nameless =
      /without your name|huwag ibigay ang pangalan|hindi ibinibigay ang pangalan|名前を言わないで|이름을 말하지/
    for (const lang of LANGS) for (const { id } of content.desks) expect(card(id, { lang })).not.toMatch(nameless)
    // An emergency number is no place to ask first.
    expect(card('kr-112')).not.toContain('ask first')
  })

  it('say so when a desk stands in for a topic that nobody has', () => {
    expect(card('jp-saitama', { with: { topic: 'advocacy_gcm' } })).toMatch(/^No desk on our list is only for this/)
    expect(card('jp-saitama', { with: { topic: 'health' } })).toMatch(/^Saitama/)
  })

  it('warn that a short number works only inside its country, where nobody of the group’s is', () => {
    expect(card('th-1694')).toContain('only inside the country')
    expect(card('kr-1350')).not.toContain('only inside the country')
  })
})
