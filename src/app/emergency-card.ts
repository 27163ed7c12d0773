import type { Desk } from '../domain/desk.ts'
import { type EmergencyLines, emergencyLines } from '../domain/emergency.ts'
import type { Openness } from '../domain/openness.ts'
import { dial, phonesFor } from '../domain/phones.ts'
import type { Words } from '../engine/types.ts'
import type { Lang } from '../kit/ids.ts'
import type { Span } from '../kit/message.ts'
import { opennessLines } from './desk-lines.ts'

type EmergencyParts = {
  desks: readonly Desk[]
  words: Words
  lang: Lang
  country: string
  countryName: string
  topic?: string | undefined
  /** As on the desk's own card: of the desk with the one line that is named here. */
  openness(desk: Desk): Openness
}

/**
 * The numbers to call at once in one country, and the lines that listen; one that does not listen day and night says when it does.
 * A country without any number says so.
 */
export const emergencyCard = (parts: EmergencyParts): Span[] => {
  const { desks, words, lang, country, countryName, topic } = parts
  const text = (key: string) => words.text(lang, `desks.emergency.${key}`, { country: countryName })
  const lines: EmergencyLines = emergencyLines(desks, { country, lang, topic })
  const spans: Span[] = []
  const add = (title: Span, some: readonly Desk[]) => {
    if (some.length > 0)
      spans.push(
        ...(spans.length > 0 ? ['\n\n'] : []),
        title,
        ...some.flatMap(desk =>
          desk.emergency ? numberLine(lang, desk, text(desk.emergency)) : openLine(desk, parts),
        ),
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

/** Who calls in despair and hears it ring for nothing may not call again: so it says beside the number whether somebody is there. */
const openLine = (desk: Desk, { words, lang, openness }: EmergencyParts): Span[] => {
  const line = numberLine(lang, desk, desk.name)
  const now = openness({ ...desk, phones: phonesFor(desk, lang).slice(0, 1) })
  const always = now.state === 'open' && now.until === 'always' && now.holiday === 'no'
  return line.length === 0 || always ? line : [...line, `\n${opennessLines(words, lang, now).join(' ')}`]
}
