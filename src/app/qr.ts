import { encode } from 'uqr'

/** Light modules around it, without which a camera does not find it (ISO/IEC 18004: four). */
const QUIET = 4

/** A QR code as a drawing: so many squares wide and high, `dark` an SVG path over them. What is not dark must be white. */
export const drawQr = (text: string): { size: number; dark: string } => {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
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
