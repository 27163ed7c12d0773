import { expect, test } from 'vitest'
import { cleanOgg } from '../../../src/app/campaigns/drafts/clean-ogg.ts'
import { cleanPdf } from '../../../src/app/campaigns/drafts/clean-pdf.ts'
import { brokenPages, voiceOf } from './voice.ts'

test.each([
  ['a name', ['ARTIST=Maria Santos', 'LOCATION=35.86,139.64']],
  ['a picture over several pages', ['TITLE=Home', `METADATA_BLOCK_PICTURE=${'Maria '.repeat(400)}`]],
  ['nothing', []],
])('a voice that says %s says nothing, and sounds as before', (_, comments) => {
  const voice = voiceOf(comments)
  const clean = Buffer.from(cleanOgg(voice) ?? [])
  expect(clean).toHaveLength(voice.length)
  expect(clean.toString('latin1')).not.toMatch(/Maria|Home|LOCATION|Recorder|35\.86/)
  expect(clean.toString('latin1')).toMatch(/OpusHead.*OpusTags.*sound of a voice$/s)
  expect([brokenPages(voice), brokenPages(clean)]).toEqual([0, 0])
  // Only the tags' pages are others.
  expect(clean.subarray(0, 47)).toEqual(voice.subarray(0, 47))
})

test('what is no voice, is cut, or has no end is refused', () => {
  const voice = voiceOf(['A=b'])
  for (let end = 0; end < 90; end++) expect(cleanOgg(voice.subarray(0, end))).toBeUndefined()
  expect(cleanOgg(Buffer.from('MZ a program'))).toBeUndefined()
  expect(cleanOgg(voiceOf([`PICTURE=${'x'.repeat(20_000)}`]))).toBeUndefined()
  const other = Buffer.from(voice)
  other.write('Vorbis..', other.indexOf('OpusTags'))
  expect(cleanOgg(other)).toBeUndefined()
})

const pdf = (info: string, rest = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n12 0 obj (Not the info: Maria stays) endobj\n2 0 obj ${info} endobj\n${rest}trailer <</Root 1 0 R /Info 2 0 R>>`,
    'latin1',
  )
const cleaned = (file: Uint8Array) => Buffer.from(cleanPdf(file) ?? [])

test('a PDF names nobody any more, and all stands where it stood', () => {
  const file = pdf(
    '<< /Author (Maria \\) \\( (de la) Santos) /Creator <FEFF004D0061> /Title(IMG) /CreationDate (D:20300101) /Trapped /False >>',
    '<?xpacket begin="" id="W5"?><x:xmpmeta>Maria Santos</x:xmpmeta><?xpacket end="w"?>\n<x:xmpmeta>Ana</x:xmpmeta>',
  )
  const clean = cleaned(file)
  expect(clean).toHaveLength(file.length)
  const text = clean.toString('latin1')
  expect(text).not.toMatch(/Santos|de la|FEFF|IMG|2030|Ana|xpacket/)
  expect(text).toMatch(/\/Author \( +\) \/Creator < +> \/Title\( {3}\) \/CreationDate \( +\) \/Trapped \/False >>/)
  expect(text).toContain('(Not the info: Maria stays)')
  for (const part of ['1 0 obj', '2 0 obj', 'trailer']) expect(clean.indexOf(part)).toBe(file.indexOf(part))
})

test('every version of who made it goes, also of one that was written over', () => {
  const later =
    '2 0 obj <</Author (Ana)>> endobj trailer <</Info 2 0 R>> 7 0 obj <</Author(Ben)>> endobj trailer <</Info 7 0 R>>'
  expect(cleaned(pdf('<</Author (Maria)>>', later)).toString()).not.toMatch(/Author \(Maria|Ana|Ben/)
})

test('the place where a picture in it was taken goes too, and only that', () => {
  const segment = (name: string, body: string) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(2 + name.length + body.length)
    return Buffer.concat([Buffer.from([0xff, 0xe1]), length, Buffer.from(name + body, 'latin1')])
  }
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment('Exif\0\0', 'GPS 35.86'),
    segment('http://ns.adobe.com/xap/1.0/\0', 'Maria'),
    Buffer.from([0xff, 0xdb, 0, 4, 1, 2]),
  ])
  const clean = cleaned(Buffer.concat([pdf('<</Author ()>>'), jpeg, Buffer.from(' Exif\0\0 in a text')]))
  expect(clean.toString('latin1')).not.toContain('35.86')
  expect(clean.toString('latin1').match(/Maria/g)).toEqual(['Maria'])
  expect(clean.includes(Buffer.from([0xff, 0xdb, 0, 4, 1, 2]))).toBe(true)
  expect(clean.includes('in a text')).toBe(true)
})

test.each([
  ['locked', pdf('<<>>', 'trailer <</Encrypt 9 0 R>>')],
  ['packed away', Buffer.from('%PDF-1.7\ntrailer <</Info 2 0 R>>')],
  ['packed metadata', pdf('<<>>', '3 0 obj <</Type /Metadata /Subtype /XML /Filter /FlateDecode>> stream')],
  ['packed metadata, the other way round', pdf('<<>>', '3 0 obj <</Filter /FlateDecode /Type/Metadata>> stream')],
])('where it cannot be seen who made it the PDF is refused: %s', (_, file) => {
  expect(cleanPdf(file)).toBeUndefined()
})

test('what is no PDF at all, and what has no end, ends', () => {
  for (const text of ['', '%PDF-', '%PDF- /Info 1 0 R 1 0 obj (((( endobj', '%PDF- /Info 1 0 R 1 0 obj <aa endobj'])
    expect(() => cleanPdf(Buffer.from(text))).not.toThrow()
})
