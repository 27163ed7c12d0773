/** Choosing by numbers of any script, and by words with a slip of the finger. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDays, readNumber } from '../../src/engine/formats.ts'
import { isSlip } from '../../src/engine/typo.ts'
import { fold, slips } from '../../src/kit/text.ts'
import { bookOf, createStage, echoWords, flowFrom } from './stage.ts'

const distance = (one: string, other: string): number => slips([...one], [...other])

const LABELS = [
  'Wages and hours',
  'Documents',
  'Violence at home',
  '賃金が払われない',
  'ค่าจ้างไม่จ่าย',
  'တန်ခူးလ',
  'رواتب غير مدفوعة',
  '임금체불상담',
]
const VALUES = LABELS.map((_, index) => `o${index}`)
const flow = flowFrom(`
flow: t
version: 1
start: a
on: { command: t }
steps:
  a: { ask: choice, options: [${VALUES.join(', ')}], next: b }
  b: { ask: yesno, next: a }
`)
const texts = Object.fromEntries(VALUES.map((value, index) => [`flows.t.a.options.${value}`, LABELS[index] ?? '']))
const book = bookOf([flow])
const words = echoWords({ texts })

const answerTo = (text: string): unknown => {
  const stage = createStage({ book, words })
  stage.send({ kind: 'command', name: 't', args: '' })
  stage.text(text)
  return stage.session?.frames[0]?.answers.a
}

/** First digits of all scripts that have their own (Unicode's decimal digits come in runs of ten). */
const ZEROS = Array.from({ length: 0x1fbfa }, (_, code) => code).filter(
  code => /\p{Nd}/u.test(String.fromCodePoint(code)) && fold(String.fromCodePoint(code)) === '0',
)

describe('a choice', () => {
  it('is taken as a number in the digits of every script', () => {
    expect(ZEROS.length).toBeGreaterThan(50)
    for (const zero of ZEROS)
      for (const nth of [1, 5, 8]) expect(answerTo(String.fromCodePoint(zero + nth)), `${zero}`).toBe(`o${nth - 1}`)
  })

  it('is taken with one slip, in scripts with and without spaces', () => {
    const slip = fc.tuple(fc.nat(LABELS.length - 1), fc.constantFrom('drop', 'swap', 'change', 'add'), fc.nat())
    fc.assert(
      fc.property(slip, ([index, kind, at]) => {
        const letters = [...(LABELS[index] ?? '')]
        const place = at % (letters.length - 1)
        const [one = '', two = ''] = letters.slice(place, place + 2)
        const typed = { drop: [two], swap: [two, one], change: ['q', two], add: [one, 'q', two] }[kind] ?? []
        letters.splice(place, 2, ...typed)
        expect(answerTo(letters.join(''))).toBe(`o${index}`)
      }),
      { numRuns: 400 },
    )
  })

  it('is not taken with two slips', () => {
    for (const text of ['Dcouemnts', 'Docxxents', 'ments', '賃金払れない']) expect(answerTo(text)).toBeUndefined()
  })
})

describe('a slip', () => {
  it('is one letter less, more, other, or two swapped; never in three letters', () => {
    expect(isSlip('hlep', 'help')).toBe(true)
    expect(isSlip('helpp', 'help')).toBe(true)
    expect(isSlip('yas', 'yes')).toBe(false)
    expect(isSlip('yess', 'yes')).toBe(false)
    expect(distance('ca', 'abc')).toBe(3)
  })

  it('is a stroke in short words of Hangul and kana, where another sign is another word', () => {
    // fold() has made hiragana of all kana.
    const slip = (one: string, other: string) => isSlip(fold(one), fold(other))
    expect(slip('알림 받기', '알림 밧기')).toBe(true)
    expect(slip('알림 받기', '알림 끄기')).toBe(false)
    expect(slip('안 해요', '안전해요')).toBe(false)
    expect(slip('스킵하기', '스킵하가')).toBe(true)
    expect(slip('スキップ', 'スキッフ')).toBe(true)
    expect(slip('スキップ', 'ストップ')).toBe(false)
    expect(slip('メニュー', 'メニュ')).toBe(false)
    // In longer words a whole sign may be wrong.
    expect(slip('임금체불상담', '임금채불상담')).toBe(true)
    expect(slip('임금체불상담', '임금상불상담')).toBe(true)
    expect(slip('おしらせをみる', 'おしせをみる')).toBe(true)
  })

  it('never turns a word into its opposite, and in short words of Han no sign is another', () => {
    const pairs = [
      '我们不同意这样 我们同意这样',
      '没有工资的问题 有工资的问题',
      'सहमत असहमत',
      'हुन्छ हुन्न',
      'বন্ধ বন্ধু',
      'নিরাপদ অনিরাপদ',
      'नमेटाउने मेटाउने',
      'गर्नुहोस् नगर्नुहोस्',
      'সম্মত অসম্মত',
      'သဘောတူပါ မသဘောတူပါ',
    ]
    for (const pair of pairs) {
      const [one = '', other = ''] = pair.split(' ').map(fold)
      expect([isSlip(one, other), isSlip(other, one)]).toEqual([false, false])
    }
    expect(isSlip('工资问题', '工伤问题')).toBe(false)
    expect(isSlip('工资没有付清', '工姿没有付清')).toBe(true)
    expect(isSlip('नेपलीमा', 'नेपालीमा')).toBe(true)
  })

  it('counts what a person sees as letters', () => {
    expect(distance('😀😁', '😁😀')).toBe(1)
  })

  it('is as far there as back, and no farther than the longer word', () => {
    const short = fc.string({ unit: 'grapheme', maxLength: 8 })
    fc.assert(
      fc.property(short, short, (one, other) => {
        const far = distance(one, other)
        expect(far).toBe(distance(other, one))
        expect(far === 0).toBe(one === other)
        expect(far).toBeLessThanOrEqual(Math.max([...one].length, [...other].length))
      }),
    )
  })
})

describe('words in scripts that are typed in several ways', () => {
  it.each([
    ['không', 'khong'],
    ['Đồng ý', 'dong y'],
    ['मद्द\u200dत', 'मद्दत'],
    ['\u200bช่วย\u200bด้วย', 'ช่วยด้วย'],
    ['کیا', 'كيا'],
    ['مَدَد', 'مدد'],
    ['ہاں', 'هاں'],
    ['مـدد', 'مدد'],
    ['য়\u200c', '\u09af\u09bc'],
    ['५०', '50'],
  ])('%s is %s', (one, other) => expect(fold(one)).toBe(fold(other)))

  it('keep their vowels where these are no accents', () => {
    for (const [one = '', other = ''] of [
      ['ไม่', 'ไม'],
      ['दिन', 'दीन'],
      ['が', 'か'],
      ['বাবা', 'বব'],
    ])
      expect(fold(one)).not.toBe(fold(other))
  })
})

describe('free words', () => {
  it('are numbers in the notations that people use', () => {
    const read = ['3', '１２', '٣', '-4', '−4', '1,5', '1.5', '1,000', '1٬000', '12,345.6', '0'].map(readNumber)
    expect(read).toEqual([3, 12, 3, -4, -4, 1.5, 1.5, 1000, 1000, 12345.6, 0])
    for (const text of ['', '03', '1,00,0', '1e9', 'three', '1 2', 'Infinity']) expect(readNumber(text)).toBeUndefined()
  })

  it('are days, with both meanings where there are two', () => {
    expect(readDays(fold('2024-02-29'))).toEqual(['2024-02-29'])
    expect(readDays(fold('2023-02-29'))).toEqual([])
    expect(readDays(fold('31/12/2023'))).toEqual(['2023-12-31'])
    expect(readDays(fold('3/4/2023'))).toEqual(['2023-04-03', '2023-03-04'])
    expect(readDays(fold('5/5/2023'))).toEqual(['2023-05-05'])
    expect(readDays(fold('２０２３年５月５日'))).toEqual(['2023-05-05'])
    expect(readDays(fold('2023년 5월 5일'))).toEqual(['2023-05-05'])
    expect(readDays(fold('on 2023-05-05'))).toEqual([])
  })
})
