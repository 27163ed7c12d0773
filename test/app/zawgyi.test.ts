/** Burmese typed on an old phone: read as what it says, before it is matched, sealed and shown. */
import fc from 'fast-check'
import tools from 'myanmar-tools'
import { expect, test } from 'vitest'
import { inUnicode } from '../../src/app/zawgyi.ts'

const zawgyi = new tools.ZawgyiConverter()

test.each([
  // The first is the sample of the package's own guide; the rest are words of every day.
  ['မ္း', 'မ်း'],
  ['ရပ္', 'ရပ်'],
  ['ဟုတ္ကဲ့', 'ဟုတ်ကဲ့'],
  ['ကၽြန္ေတာ္ လခ မရပါ', 'ကျွန်တော် လခ မရပါ'],
  ['ေနမေကာင္းဘူး', 'နေမကောင်းဘူး'],
  ['My boss: လခ မေပးဘူး 3 months', 'My boss: လခ မပေးဘူး 3 months'],
])('%s', (typed, read) => expect(inUnicode(typed)).toBe(read))

test.each(['ကျွန်တော် လခ မရပါ', 'ကူညီပါ', 'အကူအညီ', 'ဟုတ်ကဲ့', '၁၂၃', 'hello', 'もしもし', '', 'ၵႂၢမ်းတႆး'])(
  'what is no Zawgyi stays as it is: %s',
  text => expect(inUnicode(text)).toBe(text),
)

test('a long text comes through whole, and in pieces as in one', () => {
  const once = 'ကၽြန္ေတာ္ လခ မရပါ '
  const one = inUnicode(once)
  for (const times of [1, 40, 227]) expect(inUnicode(once.repeat(times))).toBe(one.repeat(times))
  // Without a single space: the pieces are cut before a sign that stands before its syllable.
  const unspaced = 'ေက်းဇူးတင္ပါတယ္'
  expect(inUnicode(unspaced.repeat(200))).toBe(inUnicode(unspaced).repeat(200))
})

test('nothing that anybody types makes it fall or lose other words', () => {
  const letter = fc.oneof(
    fc.integer({ min: 0x1000, max: 0x109f }).map(code => String.fromCodePoint(code)),
    fc.constantFrom(' ', 'a', '7', '\n', '\u200b', '။', '😀', '\ud800'),
  )
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 600 }), letters => {
      const text = letters.join('')
      const kept = (of: string) => of.replace(/[^a7\n]/g, '')
      expect(kept(inUnicode(text))).toBe(kept(text))
    }),
  )
})

test('the package turns back what it turned', () => {
  const said = 'ကျွန်တော် လခ မရပါ'
  expect(inUnicode(zawgyi.unicodeToZawgyi(said))).toBe(said)
})
