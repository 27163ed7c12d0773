import type { Action } from '../../../app/campaigns/sheets.ts'
import { type Fault, type Fields, type Pair, type Read, readNumber, readSaid, writeSaid } from './fields.ts'

/** In the order of the form, and of the buttons under the message. */
export const ACTS = ['sign', 'rsvp', 'poll', 'comment', 'organization', 'friend', 'calendar'] as const
export const MOST_OPTIONS = 10
export const MOST_QUESTIONS = 5
const MOST = { target: 100_000_000, places: 1_000_000 }

export const writeActions = (actions: readonly Action[]): Pair[] =>
  actions.flatMap((it): Pair[] => [['act', it.kind], ...detailsOf(it)])

const detailsOf = (it: Action): Pair[] => {
  const number = (name: string, value: number | null): Pair[] => (value === null ? [] : [[name, String(value)]])
  if (it.kind === 'sign') return number('sign-target', it.target)
  if (it.kind === 'rsvp') return number('rsvp-places', it.places)
  if (it.kind === 'poll')
    return [
      ...writeSaid('poll-ask-', it.ask),
      ...it.options.flatMap(({ code, label }, at): Pair[] => [
        [`poll-code-${at}`, code],
        ...writeSaid(`poll-label-${at}-`, label),
      ]),
      ['poll-most', String(it.most)],
      ...(it.other ? ([['poll-other', '1']] as Pair[]) : []),
    ]
  if (it.kind === 'comment')
    return [
      ...writeSaid('comment-summary-', it.summary),
      ...it.questions.flatMap(({ code, ask }, at): Pair[] => [
        [`comment-code-${at}`, code],
        ...writeSaid(`comment-ask-${at}-`, ask),
      ]),
    ]
  return []
}

export const readActions = (fields: Fields): Read<Action[]> => {
  const read = ACTS.map(kind => READS[kind](fields))
  const chosen = read.filter((_, at) => fields.has('act', ACTS[at]))
  // What was written for an action that is not ticked would be lost.
  const lost = READS_WORDS.filter(
    ({ kind, starts }) => !fields.has('act', kind) && starts.some(it => isWritten(fields, it)),
  )
  return {
    value: chosen.map(({ value }) => value),
    faults: [
      ...chosen.flatMap(({ faults }) => faults),
      ...lost.map(({ kind }): Fault => ({ field: `act-${kind}`, code: 'unticked' })),
    ],
  }
}

const READS_WORDS = [
  { kind: 'poll', starts: ['poll-ask-', 'poll-label-'] },
  { kind: 'comment', starts: ['comment-summary-', 'comment-ask-'] },
]
const isWritten = (fields: Fields, start: string): boolean =>
  fields.ends(start).some(end => fields.one(start + end).trim() !== '')

const READS: Record<Action['kind'], (fields: Fields) => Read<Action>> = {
  sign: fields => {
    const { value, faults } = readNumber(fields, 'sign-target', 1, MOST.target)
    return { value: { kind: 'sign', target: value }, faults }
  },
  rsvp: fields => {
    const { value, faults } = readNumber(fields, 'rsvp-places', 1, MOST.places)
    return { value: { kind: 'rsvp', places: value }, faults }
  },
  poll: fields => {
    const ask = readSaid(fields, 'poll-ask-', 300)
    const options = readRows(fields, { name: 'poll', words: 'label', rows: MOST_OPTIONS, most: 40 })
    const most = readNumber(fields, 'poll-most', 1, MOST_OPTIONS)
    return {
      value: {
        kind: 'poll',
        ask: ask.value,
        options: options.value.map(({ code, said }) => ({ code, label: said })),
        most: most.value ?? 1,
        other: fields.has('poll-other'),
      },
      faults: [...ask.faults, ...options.faults, ...most.faults],
    }
  },
  comment: fields => {
    const summary = readSaid(fields, 'comment-summary-', 2000)
    const rows = readRows(fields, { name: 'comment', words: 'ask', rows: MOST_QUESTIONS, most: 300 })
    return {
      value: {
        kind: 'comment',
        summary: summary.value,
        questions: rows.value.map(({ code, said }) => ({ code, ask: said })),
      },
      faults: [...summary.faults, ...rows.faults],
    }
  },
  organization: () => ({ value: { kind: 'organization' }, faults: [] }),
  friend: () => ({ value: { kind: 'friend' }, faults: [] }),
  calendar: () => ({ value: { kind: 'calendar' }, faults: [] }),
}

/** Rows of words. A row keeps its code when its words change, because answers are counted by it; a new one gets a free one. */
const readRows = (
  fields: Fields,
  { name, words, rows, most }: { name: string; words: string; rows: number; most: number },
): Read<{ code: string; said: Record<string, string> }[]> => {
  const known = Array.from({ length: rows }, (_, at) => fields.one(`${name}-code-${at}`))
  const used = new Set(known.filter(isCode))
  const faults: Fault[] = []
  const value = known.flatMap((code, at) => {
    const said = readSaid(fields, `${name}-${words}-${at}-`, most)
    faults.push(...said.faults)
    if (Object.keys(said.value).length === 0) return []
    const own = isCode(code) && known.indexOf(code) === at ? code : free(used)
    used.add(own)
    return [{ code: own, said: said.value }]
  })
  return { value, faults }
}

const isCode = (text: string): boolean => /^[a-z0-9]{1,8}$/.test(text)

const free = (used: ReadonlySet<string>): string => {
  for (let at = 1; ; at++) if (!used.has(`${at}`)) return `${at}`
}
