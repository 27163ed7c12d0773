import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureSize, publicName } from '../../../src/domain/campaigns/media.ts'

const picture = () => sharp({ create: { width: 321, height: 45, channels: 3, background: '#0a5850' } })

test.each([
  ['JPEG', () => picture().jpeg().toBuffer()],
  ['progressive JPEG', () => picture().jpeg({ progressive: true }).toBuffer()],
  ['JPEG with a profile before the frame', () => picture().withIccProfile('p3').jpeg().toBuffer()],
  ['PNG', () => picture().png().toBuffer()],
])('reads how large a %s is from its head', async (_name, make) => {
  expect(pictureSize(await make())).toEqual({ width: 321, height: 45 })
})

test('reads nothing from what is no picture, or ends too soon', async () => {
  const jpeg = await picture().jpeg().toBuffer()
  for (let end = 0; end < 150; end++) expect(() => pictureSize(jpeg.subarray(0, end))).not.toThrow()
  expect(pictureSize(new Uint8Array())).toBeUndefined()
  expect(pictureSize(jpeg.subarray(0, 12))).toBeUndefined()
  expect(pictureSize(Buffer.from('OggS voice of somebody else'))).toBeUndefined()
  expect(pictureSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9))).toBeUndefined()
})

test('names a file by what it is', () => {
  expect(publicName('photo', 'image/png')).toBe('photo.png')
  expect(publicName('voice', 'audio/ogg')).toBe('voice.ogg')
  expect(publicName('document', 'text/calendar')).toBe('calendar.ics')
  expect(publicName('document', 'application/x-unknown')).toBe('document')
})
