import { KINDS, type Sheet } from '../../../app/campaigns/sheets.ts'
import { readActions, writeActions } from './actions.ts'
import { readAudience, writeAudience } from './audience.ts'
import { type Fault, type Fields, type Pair, type Read, readSaid, tidied } from './fields.ts'
import { readTimes, writeTimes } from './times.ts'

export const LONGEST = { title: 100, body: 3000, goal: 500, source: 300 }
const MOST_SOURCES = 5
const MOST_CHECKS = 20
/** Files for everybody whose language has none of its own. */
export const ANY = '*'
const MEDIA = /^(photo|voice|document) ([\w-]{43})$/

/** The form that shows this sheet. Reading it back gives the same sheet again. */
export const writeForm = (sheet: Sheet, zone: string): Pair[] => [
  ['kind', sheet.kind],
  ['goal', sheet.goal],
  ...(sheet.emergency ? ([['emergency', '1']] as Pair[]) : []),
  ...(sheet.purpose === 'template' ? ([['ahead', '1']] as Pair[]) : []),
  ...(sheet.open ? ([['open', '1']] as Pair[]) : []),
  ...Object.entries(sheet.texts).flatMap(([tag, { title, body }]): Pair[] => [
    [`title-${tag}`, title],
    [`body-${tag}`, body],
  ]),
  ['fallback', sheet.fallback ?? ''],
  ...Object.entries(sheet.media).map(([tag, { kind, hash }]): Pair => [`media-${tag}`, `${kind} ${hash}`]),
  ...writeActions(sheet.actions),
  ...writeAudience(sheet.audience),
  ...writeTimes(sheet, zone),
  ['sources', sheet.sources.join('\n')],
  ...sheet.checks.map((check): Pair => ['check', check]),
]

/** What was typed, over the sheet that it was typed into. With faults it is good for a preview and for nothing else. */
export const readForm = (fields: Fields, before: Sheet, zone: string): Read<Sheet> => {
  const titles = readSaid(fields, 'title-', LONGEST.title)
  const bodies = readSaid(fields, 'body-', LONGEST.body)
  const tags = [...new Set([...Object.keys(titles.value), ...Object.keys(bodies.value)])]
  const texts = Object.fromEntries(
    tags.map(tag => [tag, { title: fields.one(`title-${tag}`), body: fields.one(`body-${tag}`) }]),
  )
  const goal = fields.one('goal')
  const sources = fields
    .one('sources')
    .split('\n')
    .map(it => it.trim())
    .filter(it => it !== '')
  const checks = tidied(fields.all('check'))
  const actions = readActions(fields)
  const audience = readAudience(fields)
  const times = readTimes(fields, before, zone)
  const fallback = fields.one('fallback') || null
  const faults: (Fault | false)[] = [
    goal.length > LONGEST.goal && { field: 'goal', code: 'long' },
    sources.length > MOST_SOURCES && { field: 'sources', code: 'many' },
    sources.some(it => it.length > LONGEST.source) && { field: 'sources', code: 'long' },
    (checks.length > MOST_CHECKS || checks.some(it => it.length > 40)) && { field: 'check', code: 'odd' },
    fallback !== null && !/^[A-Za-z][\w-]{1,19}$/.test(fallback) && { field: 'fallback', code: 'odd' },
  ]
  return {
    value: {
      ...before,
      kind: KINDS.find(it => fields.has('kind', it)) ?? before.kind,
      purpose: fields.has('ahead') ? 'template' : 'call',
      goal,
      emergency: fields.has('emergency'),
      texts,
      fallback,
      media: readMedia(fields),
      actions: actions.value,
      audience: audience.value,
      ...times.value,
      sources,
      checks,
      open: fields.has('open'),
    },
    faults: [
      ...titles.faults,
      ...bodies.faults,
      ...faults.filter(it => it !== false),
      ...actions.faults,
      ...audience.faults,
      ...times.faults,
    ],
  }
}

/** Files that are there already, but for those that are to go. */
const readMedia = (fields: Fields): Sheet['media'] =>
  Object.fromEntries(
    fields.ends('media-').flatMap(tag => {
      const [, kind, hash] = MEDIA.exec(fields.one(`media-${tag}`)) ?? []
      if (hash === undefined || fields.has(`without-${tag}`)) return []
      return [[tag, { kind: kind as Sheet['media'][string]['kind'], hash }]]
    }),
  )
