/**
 * Every wait of the real flows × every verb × every language × every way of saying it (button, number in several scripts, slash
 * command, label, every word of the language and of English) is answered at once, and in the same way.
 */
import { describe, expect, it } from 'vitest'
import { OFFERS } from '../../src/app/campaigns/acts/offer.ts'
import { OTHER } from '../../src/domain/campaigns/figures.ts'
import { createFlowBook } from '../../src/engine/book.ts'
import { isWait, VERBS, type Verb } from '../../src/engine/flow.ts'
import { VERB_NUMBERS } from '../../src/engine/lexicon.ts'
import { verbToken } from '../../src/engine/tokens.ts'
import type { Input, Item, Look, Session } from '../../src/engine/types.ts'
import type { Lang } from '../../src/kit/ids.ts'
import { plain } from '../../src/kit/message.ts'
import { createStage, type Stage, type StageOptions } from '../engine/stage.ts'
import { directory, flows, words } from './rig.ts'

const book = createFlowBook(flows.flows, flows.menu, [])

/** All that the menu of a report may offer. */
const NEWS = { status: 'x', week: 'x', day: 'x', late: 1, quiet: 1, printed: 1, referral: 1, quote: 1 }

/** What commits can come to, so that the walk finds every question. */
const WORLDS: NonNullable<StageOptions['outcomes']>[] = [
  {
    'alerts.show': { outcome: 'none' },
    'person.show': { outcome: 'some', values: { language: '', since: '', alerts: '', notices: 0, refs: 0 } },
    'concern.news': { outcome: 'found', values: NEWS },
  },
  {
    'alerts.show': { outcome: 'some', values: { topics: 'x', area: 'x', often: 'x' } },
    'person.show': { outcome: 'none' },
    'concern.news': { outcome: 'unknown' },
    'concern.open': { outcome: 'closed' },
  },
  {
    'alerts.show': { outcome: 'none' },
    'person.show': { outcome: 'none' },
    'concern.news': { outcome: 'desk', values: NEWS },
    'concern.rest': { outcome: 'quote', values: NEWS },
  },
]

/** All that a campaign may offer. */
const OFFERED = Object.fromEntries(OFFERS.map(name => [name, 1]))
/** What the buttons of a campaign lead to: in each world to something else, and only there. */
const CAMPAIGNS = ['call', 'poll', 'polls', 'comment', 'organization', 'back', 'language'].map(outcome => ({
  ...WORLDS[0],
  'campaign.look': { outcome, values: { ...OFFERED, question: 'x' } },
  'campaign.brief': { outcome: 'five', values: { ...OFFERED, q1: 'x', q2: 'x', q3: 'x', q4: 'x', q5: 'x' } },
}))
const ANSWERS: Item[] = [
  { value: 'a', label: 'Answer' },
  { value: OTHER, label: 'Something else' },
]
const look: Look = (source, query) => (source === 'campaign.answers' ? ANSWERS : directory.look(source, query))

const REPLIES: Input[] = [
  { kind: 'text', text: '0000 0000 0000 0000' },
  { kind: 'text', text: 'saitama' },
  { kind: 'command', name: 'skip', args: '' },
  { kind: 'command', name: 'done', args: '' },
]

type Wait = { name: string; session: Session; stage: Stage }

const nameOf = (session: Session): string => {
  const top = session.frames.at(-1)
  if (!top) return ''
  const marks = [top.under ? 'list' : '', top.mending ? 'again' : '', top.answers[top.step] ? 'begun' : '']
  return [`${top.flow}.${top.step}`, ...marks.filter(Boolean)].join(' ')
}

const waitsIn = (lang: Lang): Wait[] => {
  const found = new Map<string, Wait>()
  for (const outcomes of [...WORLDS, ...CAMPAIGNS])
    for (const consent of [true, false]) {
      // Another world may lead elsewhere from a question that is known already.
      const walked = new Set<string>()
      for (const { flow } of book.all()) {
        if ((flow === 'campaign') !== CAMPAIGNS.some(it => it === outcomes)) continue
        const stage = createStage({ book, words, look, outcomes, person: { lang, consent } })
        const open: Session[] = []
        const visit = () => {
          const { session } = stage
          // The language question is walked on in the language that is looked at.
          if (!session || session.lang !== lang || walked.has(nameOf(session))) return
          walked.add(nameOf(session))
          if (!found.has(nameOf(session))) found.set(nameOf(session), { name: nameOf(session), session, stage })
          open.push(session)
        }
        stage.send({ kind: 'tap', token: `f.${flow}` })
        visit()
        for (const session of open) {
          stage.session = session
          const taps = stage.send({ kind: 'command', name: 'repeat', args: '' }).flatMap(({ choices }) => choices)
          const few = [...taps.slice(0, 6), ...taps.slice(-3)].map(({ token }): Input => ({ kind: 'tap', token }))
          for (const input of [...REPLIES, ...few]) {
            stage.session = session
            stage.env.person = { ...stage.env.person, lang, consent }
            stage.send(input)
            visit()
          }
        }
      }
    }
  return [...found.values()]
}

/**
 * An answer to the open question goes before a verb's word. These are meant: "more" of the privacy notice, "please delete" where
 * the question is whether to delete, "help me" where it is whether somebody is safe. No other question may take a verb's word away.
 */
const MEANT: Partial<Record<Verb, string[]>> = {
  more: ['start.privacy'],
  erase: ['erase.sure', 'erase.clear', 'clear.sure', 'news.sure'],
  person: ['report.safe'],
}

const SCRIPTS = ['٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९', '０１２３４５６７８９', '၀၁၂၃၄၅၆၇၈၉']
const inScript = (number: string, digits: string): string => number.replace(/\d/g, digit => digits[Number(digit)] ?? '')

const waysOf = (verb: Verb, lang: Lang): Input[] => {
  const numbers = Object.entries(VERB_NUMBERS).flatMap(([number, named]) => (named === verb ? [number] : []))
  const said = [lang, 'en'].flatMap(tag => [
    words.text(tag, `verbs.${verb}.label`),
    ...words.list(tag, `verbs.${verb}.words`),
  ])
  const typed = [
    ...numbers,
    ...numbers.flatMap(number => SCRIPTS.map(digits => inScript(number, digits))),
    ...said,
    ...said.map(word => ` ${word.toUpperCase()}! `),
    `/${verb}`,
    `／${verb}`,
  ]
  return [
    { kind: 'command', name: verb, args: '' },
    ...[...new Set(typed)].map((text): Input => ({ kind: 'text', text })),
  ]
}

describe.each(words.languages().map(({ tag }) => tag))('in %s, at every wait', lang => {
  const waits = waitsIn(lang)

  it('of the real flows', () => {
    const names = new Set(waits.map(({ name }) => name.split(' ', 1)[0]))
    const asked = book
      .all()
      .flatMap(({ flow, steps }) => Object.values(steps).flatMap(step => (isWait(step) ? [`${flow}.${step.id}`] : [])))
    expect(asked.filter(name => !names.has(name))).toEqual([])
  })

  it.each(VERBS)('"%s" is answered in the same way, however it is said', verb => {
    const odd: string[] = []
    for (const { name, session, stage } of waits) {
      const answerTo = (input: Input): string => {
        stage.session = session
        stage.env.person.lang = lang
        const said = stage.send(input)
        const broke = stage.effects.some(effect => effect.kind === 'count' && effect.name === 'engine.error')
        if (said.length === 0 || broke)
          odd.push(`${name}: ${JSON.stringify(input)} ${broke ? 'breaks' : 'is not answered'}`)
        return said.map(({ text }) => plain(text)).join('\n---\n')
      }
      const expected = answerTo({ kind: 'tap', token: verbToken(verb, session) })
      for (const input of waysOf(verb, lang)) {
        const got = answerTo(input)
        const meant = input.kind === 'text' && MEANT[verb]?.includes(name.split(' ', 1)[0] ?? '')
        if (got !== expected && !meant)
          odd.push(`${name}: ${JSON.stringify(input)} says ${JSON.stringify(got.slice(0, 120))}`)
      }
    }
    expect(odd).toEqual([])
  })
})
