import { encode } from 'uqr'

/** Light modules around it, without which a camera does not find it (ISO/IEC 18004: four). */
const QUIET = 4

/** Its squares, row by row, whether each is dark; with the light ones around it. */
export const qrSquares = (text: string): { data: boolean[][]; size: number } =>
  encode(text, { ecc: 'M', border: QUIET })

/** A QR code as a drawing: so many squares wide and high, `dark` an SVG path over them. What is not dark must be white. */
export const drawQr = (text: string): { size: number; dark: string } => {
  const { data, size } = qrSquares(text)
  return { size, dark: drawn(data) }
}

/** Each run of dark modules in a row is one rectangle. */
const drawn = (rows: readonly boolean[][]): string =>
  rows
    .flatMap((row, y) =>
      [
        ...row
          .map(dark => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join('')
