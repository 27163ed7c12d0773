/** The promises of `channelContract`, one by one. */
import { expect } from 'vitest'
import { LIMITS } from '../../src/kit/inbound.ts'
import { able, type Case, sample } from './rig.ts'

/** Scripts of both directions, marks that combine, emoji of several code points, and what looks like markup or a formula. */
const TEXTS = [
  'My boss keeps my passport. 👩🏽‍🌾',
  'パスポートを取られました',
  'ကျွန်ုပ်၏ နိုင်ငံကူးလက်မှတ်',
  'جواز سفري معهم',
  '<b>& "quotes" \'and\' </b><script>alert(1)</script>',
  '=HYPERLINK("x") %00 \\n ; DROP TABLE people --',
  'a\nb\n\nc',
]

export const CASES: Record<string, Case> = {
  'brings words exactly as they were typed': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    for (const [index, text] of TEXTS.entries()) {
      await hand.type(text)
      await rig.committed(index + 1)
    }
    expect(rig.app.deeds()).toEqual(TEXTS.map(text => ({ kind: 'text', text })))
  },

  'takes the longest text': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    await hand.type('y'.repeat(LIMITS.text))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'text', text: 'y'.repeat(LIMITS.text) }])
  },

  'refuses a text that is too long': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    await hand.type('x'.repeat(LIMITS.text + 1))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'too-long' }])
  },

  'reads a command with what stands behind it': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await hand.type('/Report')
    await rig.committed(1)
    await hand.type('/start  flyer 7 ')
    await rig.committed(2)
    expect(rig.app.deeds()).toEqual([
      { kind: 'command', name: 'report', args: '' },
      { kind: 'command', name: 'start', args: 'flyer 7' },
    ])
  },

  'brings the token of a tapped choice': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await hand.tap('Tokyo')
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'tap', token: 'a.tag1.1.JP-13' }])
  },

  'brings the token of a tapped verb': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await hand.tap('Back')
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'tap', token: 'v.back.tag1.1' }])
  },

  'carries a token of 64 bytes': async rig => {
    const hand = await rig.person()
    const token = `n.${'A'.repeat(62)}`
    await hand.show(sample({ choices: [{ token, label: 'Any news?' }] }))
    await hand.tap('Any news?')
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'tap', token }])
  },

  'lets a choice be sent as its number': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    await hand.type('２')
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'text', text: '２' }])
  },

  'shows choices in order, numbered from 1, and verbs after them': async rig => {
    const hand = await rig.person()
    await hand.show(sample())
    const buttons = (await hand.buttons()).join(' | ')
    expect(buttons).toMatch(/1\W+Saitama.*2\W+Tokyo.*3\W+Another place.*Back.*Help/s)
  },

  'gives no number to what nobody waits for as an answer': async rig => {
    const hand = await rig.person()
    const choices = ['sign', 'friend'].map(act => ({ token: `c.${'A'.repeat(22)}.${act}`, label: `To ${act}` }))
    await hand.show(sample({ choices, verbs: [] }))
    const buttons = (await hand.buttons()).join(' | ')
    expect(buttons).toMatch(/To sign.*To friend/)
    expect(`${buttons} ${await hand.text()}`).not.toMatch(/(?<!\d)1\W{0,60}To sign/)
  },

  'shows a long label in full somewhere': async rig => {
    const hand = await rig.person()
    const label = 'My employer or my broker keeps my passport, my residence card or my bank book'
    await hand.show(sample({ choices: [{ token: 'a.tag1.1.x', label, short: 'Passport kept' }] }))
    expect(`${await hand.text()} ${(await hand.buttons()).join(' ')}`).toContain(label)
    expect(await hand.buttons()).not.toEqual([])
  },

  'shows every kind of span, and nothing of it becomes markup': async rig => {
    const hand = await rig.person()
    const text = [
      'Call <b>now</b> & ask: ',
      { strong: 'Legal <i>Aid</i>' },
      '\n',
      { tel: '+81570078374', label: '0570-078374' },
      '\n',
      { url: 'https://www.houterasu.or.jp/?a=1&b="2"', label: 'Website' },
    ]
    await hand.show(sample({ text }))
    const seen = await hand.text()
    for (const part of ['Call <b>now</b> & ask:', 'Legal <i>Aid</i>', '0570-078374', 'Website'])
      expect(seen).toContain(part)
    expect(seen).toMatch(/https:\/\/www\.houterasu\.or\.jp\/\?a=1&b=("|%22)2("|%22)/)
  },

  'shows a text of 10,000 characters in full': async rig => {
    const hand = await rig.person()
    const lines = Array.from({ length: 250 }, (_, index) => `Line ${index} of a long text, with words.`)
    await hand.show(sample({ text: [lines.join('\n')] }))
    const seen = await hand.text()
    for (const line of lines) expect(seen).toContain(line)
    expect(await hand.buttons()).not.toEqual([])
  },

  'knows a person again and keeps two apart': async rig => {
    const [ana, ben] = [await rig.person(), await rig.person()]
    await ana.show(sample({ choices: [] }))
    await ben.show(sample({ choices: [] }))
    await ana.type('one')
    await rig.committed(1)
    await ben.type('two')
    await rig.committed(2)
    await ana.type('three')
    await rig.committed(3)
    const [first, second, third] = rig.app.committed.map(({ address }) => address)
    expect([first === third, first === second]).toEqual([true, false])
  },

  'keeps the order of what one person does': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    const texts = Array.from({ length: 12 }, (_, index) => `part ${index}`)
    for (const text of texts) await hand.type(text)
    await rig.committed(texts.length)
    expect(rig.app.deeds()).toEqual(texts.map(text => ({ kind: 'text', text })))
    expect(new Set(rig.app.committed.map(({ update }) => update)).size).toBe(texts.length)
  },

  'gives a repeated delivery the same key': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    await hand.type('once')
    await rig.committed(1)
    await able(hand, 'again')()
    await hand.type('then')
    await rig.committed(2)
    expect(rig.app.deeds()).toEqual([
      { kind: 'text', text: 'once' },
      { kind: 'text', text: 'then' },
    ])
    expect(rig.app.repeats).toBeGreaterThan(0)
  },

  'brings again what was not committed': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    rig.app.fail(2)
    await hand.type('do not lose me')
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'text', text: 'do not lose me' }])
  },

  'passes on the guess of the language': async rig => {
    const hand = await rig.person({ lang: 'ja' })
    await hand.show(sample({ choices: [] }))
    await hand.type('こんにちは')
    await rig.committed(1)
    expect(rig.app.committed[0]?.guess).toMatch(/^ja/)
  },

  'rounds a shared place': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [], input: 'place' }))
    await able(hand, 'share')(35.86171, 139.64548)
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'place', lat: 35.9, lon: 139.6 }])
    expect(JSON.stringify(rig.app.committed)).not.toMatch(/35\.86|139\.64/)
  },

  'takes a photo': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [], accept: ['text', 'photo', 'voice'] }))
    await able(hand, 'photo')(Buffer.from('\xff\xd8\xff picture', 'latin1'), 'My room')
    await rig.committed(1)
    expect(rig.app.deeds()).toMatchObject([{ kind: 'file', media: 'photo', caption: 'My room' }])
    expect(Buffer.from(rig.app.kept[0]?.bytes ?? []).toString('latin1')).toBe('\xff\xd8\xff picture')
  },

  'takes a voice message': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [], accept: ['text', 'photo', 'voice'] }))
    await able(hand, 'voice')(Buffer.from('OggS voice'))
    await rig.committed(1)
    expect(rig.app.deeds()).toMatchObject([{ kind: 'file', media: 'voice', bytes: 10 }])
  },

  'refuses a photo that is none': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [], accept: ['text', 'photo', 'voice'] }))
    await able(hand, 'photo')(Buffer.from('not a picture'))
    await rig.committed(1)
    expect(rig.app.deeds()).toEqual([{ kind: 'unreadable', why: 'wrong-type' }])
  },

  'refuses stickers and contacts, and keeps nothing of them': async rig => {
    const hand = await rig.person()
    await hand.show(sample({ choices: [] }))
    await able(hand, 'sticker')()
    await able(hand, 'contact')('+81 90 1234 5678')
    await rig.committed(2)
    expect(rig.app.deeds()).toEqual([
      { kind: 'unreadable', why: 'sticker' },
      { kind: 'unreadable', why: 'contact' },
    ])
    expect(JSON.stringify(rig.app.committed)).not.toContain('1234')
  },

  'tells that a person blocked the bot': async rig => {
    const hand = await rig.person()
    await hand.type('hello')
    await rig.committed(1)
    await able(hand, 'block')()
    await rig.committed(2)
    expect(rig.app.deeds()[1]).toEqual({ kind: 'blocked' })
  },
}
