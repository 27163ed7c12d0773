/**
 * Runs as a process of its own, without secrets and without an environment: an image of a stranger is decoded here and
 * nowhere else. Its argument: pixels of the longer side at the most. Reads the image from standard input, writes a JPEG without any metadata (EXIF, GPS, XMP) to standard output.
 */
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

const longest = Number(process.argv[2])

sharp.concurrency(1)
sharp.cache(false)
const image = sharp(await buffer(process.stdin), { limitInputPixels: 60_000_000, failOn: 'error' })
const clean = await image
  .rotate()
  .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
  .jpeg({ quality: 82 })
  .toBuffer()
process.stdout.write(clean)
