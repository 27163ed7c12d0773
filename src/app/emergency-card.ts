import type { Desk } from '../domain/desk.ts'
import { type EmergencyLines, emergencyLines } from '../domain/emergency.ts'
import { dial, phonesFor } from '../domain/phones.ts'
import type { Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'
import type { Span } from '../kit/message.ts'

type EmergencyParts = {
  desks: readonly Desk[]
  words: Words
  lang: Lang
  country: string
  countryName: string
  topic?: string | undefined
}

/** The numbers to call at once in one country, and the lines that listen day and night. A country without any says so. */
export const emergencyCard = ({ desks, words, lang, country, countryName, topic }: EmergencyParts): Span[] => {
  const text = (key: string) => words.text(lang, `desks.emergency.${key}`, { country: countryName })
  const lines: EmergencyLines = emergencyLines(desks, { country, lang, topic })
  const spans: Span[] = []
  const add = (title: Span, some: readonly Desk[]) => {
    if (some.length > 0)
      spans.push(
        ...(spans.length > 0 ? ['\n\n'] : []),
        title,
        ...some.flatMap(desk => numberLine(lang, desk, desk.emergency ? text(desk.emergency) : desk.name)),
      )
  }
  // Who feels like dying reads the line for that first.
  if (lines.mind.length > 0) add({ strong: text('mind') }, lines.mind)
  if (lines.numbers.length > 0) add({ strong: text('intro') }, lines.numbers)
  else spans.push(...(spans.length > 0 ? ['\n\n'] : []), text('none'))
  if (lines.numbers.length > 0) spans.push(`\n${text('any_language')}`)
  add({ strong: text('women') }, lines.women)
  return spans
}

/** `who`: an emergency number says in the person's own words who answers; a line goes by its name. */
const numberLine = (lang: Lang, desk: Desk, who: string): Span[] => {
  const [phone] = phonesFor(desk, lang)
  return phone ? ['\n📞 ', { tel: dial(phone), label: phone.number }, ` ${who}`] : []
}
