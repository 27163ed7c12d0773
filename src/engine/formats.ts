/** What free words can be checked against: receipts, numbers, days. */
import { foldDigits } from '../kit/text.ts'

/** `3`, `−1.5`, `1,000`, `１２`, `٣٫٥`. Not `03`: numbers that begin with 0 are verbs. */
export const readNumber = (raw: string): number | undefined => {
  const text = foldDigits(raw.normalize('NFKC'))
    .trim()
    .replace(/[\u2212\u2013]/, '-')
    .replace(/\u066b/, '.')
    .replace(/\u066c/g, ',')
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(text)) return Number(text)
  if (/^-?[1-9]\d{0,2}(,\d{3}){1,4}(\.\d{1,9})?$/.test(text)) return Number(text.replaceAll(',', ''))
  return /^-?(0|[1-9]\d{0,14}),\d{1,9}$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

const iso = (year: number, month: number, day: number): string[] => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200
  return real ? [date.toISOString().slice(0, 10)] : []
}

/**
 * The days that words can mean, as `2026-05-31`: year first in any notation (`2026年5月31日`), or year last. Two if the order of
 * day and month is not certain; none if it is no day.
 */
export const readDays = (folded: string): string[] => {
  const numbers = folded.match(/\d+/g) ?? []
  if (numbers.length !== 3 || /[^\d年月日년월일 ]/u.test(folded)) return []
  const [first = 0, second = 0, third = 0] = numbers.map(Number)
  if (numbers[0]?.length === 4) return iso(first, second, third)
  if (numbers[2]?.length !== 4) return []
  return [...new Set([...iso(third, second, first), ...iso(third, first, second)])]
}
