/**
 * Runs as a process of its own, without secrets and without an environment: an image of a stranger is decoded here and
 * nowhere else. Reads the image from standard input, writes a JPEG without any metadata (EXIF, GPS, XMP) to standard output.
 */
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

const LONGEST_SIDE = 2560

sharp.concurrency(1)
sharp.cache(false)
const image = sharp(await buffer(process.stdin), { limitInputPixels: 60_000_000, failOn: 'error' })
const clean = await image
  .rotate()
  .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
  .jpeg({ quality: 82 })
  .toBuffer()
process.stdout.write(clean)
