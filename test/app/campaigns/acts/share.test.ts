import sharp from 'sharp'
import { expect, it } from 'vitest'
import { qrPicture } from '../../../../src/app/campaigns/acts/qr-picture.ts'
import { drawQr } from '../../../../src/app/qr.ts'

const LINK = `https://t.me/demo_bot?start=c_${'A'.repeat(22)}`

it('a code is a picture that every reader of pictures reads, dark where it is to be dark', async () => {
  const picture = qrPicture(LINK)
  const { data, info } = await sharp(picture.bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  const { size, dark } = drawQr(LINK)
  const side = info.width / size
  expect(info.width).toBe(info.height)
  expect(Number.isInteger(side)).toBe(true)
  const at = (x: number, y: number) => data[Math.floor((y + 0.5) * side) * info.width + Math.floor((x + 0.5) * side)]
  for (const [, x = '', y = '', run = ''] of dark.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let dx = 0; dx < Number(run); dx++) expect(at(Number(x) + dx, Number(y))).toBe(0)
    expect(at(Number(x) - 1, Number(y))).toBe(255)
    expect(at(Number(x) + Number(run), Number(y))).toBe(255)
  }
  expect(qrPicture(LINK).hash).toBe(picture.hash)
})
