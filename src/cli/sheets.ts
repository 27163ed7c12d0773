import { renderUnicodeCompact } from 'uqr'
import type { Sheet } from '../privacy/recovery.ts'

export type SheetHead = {
  /** Such as `2026-11-22`. */
  day: string
  /** Of the public key, for comparing with the page "Keys". */
  fingerprint: string
  /** Where two sheets are put together on the day. */
  page: string
  /** Somebody sees it on a screen; else it goes to a file or a printer, where ink is dark. */
  screen: boolean
}

const COLUMNS = 4

/** One sheet of a recovery kit for the terminal: what it is, its words, its code, and what to do on the day. */
export const sheetText = (head: SheetHead, sheet: Sheet, number: number, of: number): string =>
  [
    `TULAY RECOVERY KIT     sheet ${number} of ${of}     ${head.day}`,
    `Key: ${head.fingerprint}`,
    '',
    'Two of the three sheets together open every report that was sent to your group. One alone opens nothing.',
    'For the day on which nobody can open reports any more.',
    '',
    ...wordLines(sheet.words),
    '',
    ...codeLines(sheet.code, head.screen),
    '',
    'Keeping it',
    '- Each sheet belongs to another person, in another home. Nobody keeps two.',
    '- Paper only. Never photograph it, never type it into a phone or a chat, never send it.',
    '- If it is lost or somebody else saw it, tell an administrator on the same day: a new kit is made in minutes.',
    '- Who keeps the other two:                                          ',
    '',
    'On the day',
    '1. Call the two others and an administrator by voice. Meet in one room, with two sheets.',
    `2. Sign in and open ${head.page}`,
    '3. Type the 26 words of each sheet, or let the camera of the same device read the code, and paste what it shows.',
    '4. Afterwards make a new kit, and burn these sheets.',
  ].join('\n')

/** Numbered down the columns, as on the printed page. */
const wordLines = (words: readonly string[]): string[] => {
  const rows = Math.ceil(words.length / COLUMNS)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => {
      const at = column * rows + row
      const word = words[at]
      return word === undefined ? '' : `${String(at + 1).padStart(2)} ${word}`.padEnd(16)
    })
      .join('')
      .trimEnd(),
  )
}

/** A screen may be dark or light, so there the colours are said. */
const codeLines = (code: string, screen: boolean): string[] => {
  const lines = renderUnicodeCompact(code, { ecc: 'M', border: 4, invert: !screen }).split('\n')
  return screen ? lines.map(line => `\x1b[97;40m${line}\x1b[0m`) : lines
}
