import type { Instant, Lang } from '../../kit/ids.ts'
import type { Action } from './actions.ts'
import { goesFrom } from './hold.ts'
import { gapsIn, unfillable } from './placeholders.ts'
import type { Kind, Sheet, Text } from './sheet.ts'

/** What stands against signing a sheet. `lang`: of which text. A warning stands against nothing: it is said, and may be meant so. */
export type Finding = { code: FaultCode | 'untold'; lang?: Lang; isWarning: boolean }

export const FAULTS = [
  'no-text',
  'half-text',
  'gap',
  'fallback',
  'over',
  'past',
  'short',
  'emergency',
  'template',
  'template-time',
  'template-year',
  'event',
  'event-times',
  'action',
  'action-words',
  'action-twice',
  'poll-most',
  'poll-options',
  'placeholder',
  'ends',
] as const
type FaultCode = (typeof FAULTS)[number]

/** With one there is nothing to choose. */
const FEWEST_OPTIONS = 2
const HOUR = 3_600_000
const YEAR = 366 * 24 * HOUR
/** From the first area in which a day begins to the last. */
const ROUND = 26 * HOUR
/** What a kind is nothing without. */
const NEEDS: Partial<Record<Kind, Action['kind']>> = {
  petition: 'sign',
  poll: 'poll',
  comment: 'comment',
  'sign-on': 'organization',
}

/**
 * Whether a sheet could be sent as it stands. The same for who writes it, while typing, and for who is to sign it.
 * @param it.langs those in which the bot speaks: of each that gets nothing a warning says so
 */
export const readyFindings = (sheet: Sheet, it: { now: Instant; langs: readonly Lang[] }): Finding[] => [
  ...[...textFaults(sheet), ...gapFaults(sheet), ...timeFaults(sheet, it.now), ...actionFaults(sheet)].map(fault => ({
    ...fault,
    isWarning: false,
  })),
  ...it.langs
    .filter(lang => sheet.fallback === null && Object.keys(sheet.texts).length > 0 && !sheet.texts[lang])
    .map(lang => ({ code: 'untold' as const, lang, isWarning: true })),
]

const isWhole = ({ title, body }: Text): boolean => title.trim() !== '' && body.trim() !== ''

type Fault = { code: FaultCode; lang?: Lang }
const when = (is: boolean, code: FaultCode, lang?: Lang): Fault[] =>
  is ? [{ code, ...(lang === undefined ? {} : { lang }) }] : []

const textFaults = ({ texts, fallback, emergency, purpose, audience }: Sheet): Fault[] => [
  ...when(Object.keys(texts).length === 0, 'no-text'),
  ...Object.entries(texts).flatMap(([lang, text]) => when(!isWhole(text), 'half-text', lang)),
  // Of which desks there are content knows; a draft with one that is not there is not even kept.
  ...Object.entries(texts).flatMap(([lang, { body }]) =>
    when(unfillable(body, () => true).length > 0, 'placeholder', lang),
  ),
  ...when(fallback !== null && !texts[fallback], 'fallback', fallback ?? undefined),
  ...when(emergency && audience.areas.length === 0, 'emergency'),
  ...when(purpose === 'template' && !emergency, 'template'),
]

/** A template comes in all languages: none goes out as it came. */
const gapFaults = ({ texts, actions }: Sheet): Fault[] =>
  Object.entries(texts).flatMap(([lang, { title, body }]) => {
    const said = [title, body, ...actions.flatMap(saidIn).map(its => its[lang] ?? '')]
    return when(gapsIn(said.join('\n')).length > 0, 'gap', lang)
  })

const timeFaults = (sheet: Sheet, now: Instant): Fault[] => {
  const { when: time, until, ends, purpose } = sheet
  const isOver = until <= now
  const last = time.how === 'at' ? time.at : goesFrom({ ...sheet, emergency: false }, 0) + ROUND
  return [
    ...when(isOver, 'over'),
    ...when((time.how === 'at' || time.how === 'local') && last <= now, 'past'),
    ...when(!isOver && until <= goesFrom(sheet, now), 'short'),
    ...when(purpose === 'template' && time.how !== 'now', 'template-time'),
    ...when(purpose === 'template' && until > now + YEAR, 'template-year'),
    // What is wrong on phones is mended after the end too.
    ...when(purpose !== 'correction' && ends !== null && ends <= now, 'ends'),
  ]
}

const actionFaults = ({ kind, purpose, actions, event, texts }: Sheet): Fault[] => {
  const kinds = actions.map(action => action.kind)
  const need = purpose === 'call' || purpose === 'correction' ? NEEDS[kind] : undefined
  const needsEvent = kind === 'event' || kinds.includes('rsvp') || kinds.includes('calendar')
  const langs = Object.keys(texts)
  return [
    ...when(needsEvent && purpose !== 'result' && event === null, 'event'),
    ...when(event !== null && event.ends <= event.starts, 'event-times'),
    ...when(need !== undefined && !kinds.includes(need), 'action'),
    ...when(new Set(kinds).size < kinds.length, 'action-twice'),
    ...langs.flatMap(lang =>
      when(
        actions.some(action => saidIn(action).some(said => !said[lang]?.trim())),
        'action-words',
        lang,
      ),
    ),
    ...when(
      actions.some(it => it.kind === 'poll' && it.most > it.options.length),
      'poll-most',
    ),
    ...when(
      actions.some(it => it.kind === 'poll' && it.options.length < FEWEST_OPTIONS),
      'poll-options',
    ),
  ]
}

/** All the words of an action, each by language. */
const saidIn = (action: Action): Record<Lang, string>[] => {
  if (action.kind === 'poll') return [action.ask, ...action.options.map(({ label }) => label)]
  return action.kind === 'comment' ? [action.summary, ...action.questions.map(({ ask }) => ask)] : []
}
