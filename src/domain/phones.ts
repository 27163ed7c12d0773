import type { Lang } from '../kit/ids.ts'
import type { Desk, Phone } from './desk.ts'

/** What a telephone dials: E.164 if the data has it, else the digits as printed (short codes, toll-free numbers, `#8008`). */
export const dial = (phone: Phone): string => phone.e164 ?? phone.number.replace(/[^\d+#*]/g, '')

/** Cannot be called from another country: no E.164. */
export const onlyInside = (phone: Phone): boolean => phone.e164 === null

/**
 * `zh` on a desk stands for any Chinese, `zh-Hans` of a person for Mandarin; `tl` is `fil`. The script is no reason not to call.
 */
export const speaks = (languages: readonly Lang[], lang: Lang): boolean => {
  const wanted = spoken(lang)
  return languages.some(one => {
    const offered = spoken(one)
    return offered === wanted || (offered === 'zh' && CHINESE.has(wanted)) || (wanted === 'zh' && CHINESE.has(offered))
  })
}

const CHINESE = new Set(['zh', 'cmn', 'yue'])
const spoken = (lang: Lang): string => {
  const [first = lang] = lang.toLowerCase().split('-')
  return first === 'tl' ? 'fil' : first
}

/**
 * The desk's lines, those in the person's language first, then those for everybody, then the others; each order as printed.
 * A number that is listed once per language is one line with all of them.
 */
export const phonesFor = (desk: Desk, lang: Lang): Phone[] => {
  const lines = new Map<string, Phone>()
  for (const phone of desk.phones) {
    const key = JSON.stringify([phone.number, phone.kind])
    const languages = new Set([...(lines.get(key)?.languages ?? []), ...phone.languages])
    lines.set(key, { ...phone, languages: [...languages] })
  }
  const rank = (phone: Phone) => (speaks(phone.languages, lang) ? 0 : phone.languages.length === 0 ? 1 : 2)
  return [...lines.values()].sort((a, b) => rank(a) - rank(b))
}

/**
 * When a line answers. Hours of its own still close when its desk closes (`PH off`, `Dec 29-Jan 03 off`), unless they say
 * otherwise; but a desk that never closes says nothing about the holidays of a line that does.
 */
export const lineHours = (desk: Desk, { hours }: Phone): Pick<Desk, 'hours' | 'publicHolidays'> => {
  const { hours: deskHours, publicHolidays } = desk
  if (hours === null || hours === deskHours) return { hours: deskHours, publicHolidays }
  if (deskHours === null || hours === '24/7') return { hours, publicHolidays }
  const closing = deskHours
    .split(';')
    .map(rule => rule.trim())
    .filter(rule => / off$/.test(rule))
    .filter(rule => !(rule.startsWith('PH') ? /\bPH\b/ : MONTH).test(hours))
  return {
    hours: [hours, ...closing].join('; '),
    publicHolidays: publicHolidays === 'open' ? 'not stated' : publicHolidays,
  }
}

const MONTH = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d/

/** Somebody answers in this language: on a line of its own, or at the desk. */
export const deskSpeaks = (desk: Desk, lang: Lang): boolean =>
  speaks(desk.languages, lang) || desk.phones.some(phone => speaks(phone.languages, lang))
