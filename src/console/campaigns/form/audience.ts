import { type Audience, isoWeek, mondayOf } from '../../../app/campaigns/sheets.ts'
import { type Fault, type Fields, type Pair, type Read, tidied } from './fields.ts'

/** By what people are chosen, and left out: in the sheet and, one value each, in the form. */
export const NARROWED = {
  topics: 'topic',
  areas: 'area',
  langs: 'lang',
  channels: 'channel',
  took: 'took',
} as const
type By = keyof typeof NARROWED
export const BY = Object.keys(NARROWED) as By[]

export const writeAudience = ({ joined, except, ...chosen }: Audience): Pair[] => [
  ...BY.flatMap(by => chosen[by].map((value): Pair => [NARROWED[by], value])),
  ...BY.flatMap(by => except[by].map((value): Pair => [`not-${NARROWED[by]}`, value])),
  ...(joined.from === null ? [] : ([['joined-from', mondayOf(joined.from)]] as Pair[])),
  ...(joined.before === null ? [] : ([['joined-before', mondayOf(joined.before)]] as Pair[])),
]

const MOST: Record<By, number> = { topics: 100, areas: 200, langs: 100, channels: 100, took: 20 }
const FORM: Record<By, RegExp> = {
  topics: /^.{1,40}$/,
  areas: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
  langs: /^.{1,40}$/,
  channels: /^.{1,40}$/,
  took: /^[\w-]{22}$/,
}

export const readAudience = (fields: Fields): Read<Audience> => {
  const faults: Fault[] = []
  const list = (by: By, start: string): string[] => {
    const field = `${start}${NARROWED[by]}`
    const values = tidied(fields.all(field))
    if (values.length > MOST[by]) faults.push({ field, code: 'many' })
    if (!values.every(it => FORM[by].test(it))) faults.push({ field, code: 'odd' })
    return values.filter(it => FORM[by].test(it))
  }
  /** By the week in which that day lies: more is not known of anybody. */
  const week = (field: string): string | null => {
    const typed = fields.one(field)
    if (typed === '') return null
    const at = /^\d{4}-\d\d-\d\d$/.test(typed) ? Date.parse(typed) : Number.NaN
    if (!Number.isNaN(at)) return isoWeek(at)
    faults.push({ field, code: 'time' })
    return null
  }
  const narrowed = (start: string) => ({
    topics: list('topics', start),
    areas: list('areas', start),
    langs: list('langs', start),
    channels: list('channels', start),
    took: list('took', start),
  })
  const joined = { from: week('joined-from'), before: week('joined-before') }
  if (joined.from !== null && joined.before !== null && joined.before <= joined.from)
    faults.push({ field: 'joined-before', code: 'order' })
  return { value: { ...narrowed(''), joined, except: narrowed('not-') }, faults }
}
