/** The promise of few taps, counted over the real flows and content: whatever the category, whatever the language. */
import { expect, it } from 'vitest'
import { createFlowBook } from '../../src/engine/book.ts'
import { type Message, plain } from '../../src/kit/message.ts'
import { content } from '../domain/world.ts'
import { createStage, type Stage } from '../engine/stage.ts'
import { directory, flows, words } from './rig.ts'

const book = createFlowBook(flows.flows, flows.menu, [])
const stageIn = (lang: string): Stage =>
  createStage({ book, words, look: directory.look, person: { lang, consent: true } })

const buttonsOf = (said: Message[]) => said.at(-1)?.choices.concat(said.at(-1)?.verbs ?? []) ?? []
/** Taps the button whose token ends so; fails if it is not among those that are shown. */
const tapper = (stage: Stage) => {
  let taps = 0
  const tap = (end: RegExp) => {
    const button = buttonsOf(stage.said).find(({ token }) => end.test(token))
    if (!button) throw new Error(`no button ${end} among ${buttonsOf(stage.said).map(({ token }) => token)}`)
    taps++
    stage.send({ kind: 'tap', token: button.token })
  }
  return { tap, count: () => taps }
}

const LANGS = words.languages().map(({ tag }) => tag)

it.each(LANGS)('a report of any category takes six taps at the most, with nothing typed (%s)', lang => {
  for (const { id: group, categories } of content.groups)
    for (const category of categories) {
      const stage = stageIn(lang)
      stage.send({ kind: 'command', name: 'report', args: '' })
      const { tap, count } = tapper(stage)
      tap(/\.yes$/)
      // A group of one category is that category.
      tap(categories.length > 1 ? new RegExp(`\\.${group}$`) : new RegExp(`\\.${category}$`))
      if (categories.length > 1) tap(new RegExp(`\\.${category}$`))
      tap(/^v\.skip\./)
      tap(/^v\.skip\./)
      tap(/\.quiet$/)
      expect(stage.stops.at(-1)).toMatchObject({ commit: 'concern.file', with: { category } })
      expect(count(), category).toBeLessThanOrEqual(6)
    }
})

it.each(LANGS)('a desk takes three taps: topic, leave the place out, desk (%s)', lang => {
  for (const { id } of content.groups) {
    const stage = stageIn(lang)
    stage.send({ kind: 'command', name: 'desk', args: '' })
    const { tap, count } = tapper(stage)
    tap(new RegExp(`\\.${id}$`))
    tap(/^v\.skip\./)
    tap(/^a\./)
    expect(stage.session?.frames.at(-1)?.step).toBe('then')
    expect(count()).toBe(3)
  }
})

it.each(LANGS)('a desk takes three taps by the list as well: topic, country, desk (%s)', lang => {
  for (const { id } of content.groups)
    for (const country of ['JP', 'KR']) {
      const stage = stageIn(lang)
      stage.send({ kind: 'command', name: 'desk', args: '' })
      const { tap, count } = tapper(stage)
      tap(new RegExp(`\\.${id}$`))
      tap(new RegExp(`^a\\..*\\.${country}$`))
      tap(/^a\.(?!.*@)/)
      expect(stage.session?.frames.at(-1)).toMatchObject({ step: 'then', answers: { where: country } })
      expect(count()).toBe(3)
    }
})

it.each(LANGS)('who looks for help against danger sees the emergency numbers before any desk (%s)', lang => {
  for (const [country, numbers] of [
    ['JP', ['110', '119']],
    ['KR', ['112', '119']],
  ] as const) {
    const stage = stageIn(lang)
    stage.send({ kind: 'command', name: 'desk', args: '' })
    const { tap } = tapper(stage)
    tap(/\.danger$/)
    tap(new RegExp(`^a\\..*\\.${country}$`))
    const [first] = stage.said
    for (const number of numbers) expect(JSON.stringify(first)).toContain(`"tel":"${number}"`)
    expect(buttonsOf(stage.said).length).toBeGreaterThan(3)
  }
})

it('whoever wants a nearer desk chooses the area from the list of desks, and may go on choosing', () => {
  const stage = stageIn('en')
  stage.send({ kind: 'command', name: 'desk', args: '' })
  const { tap } = tapper(stage)
  tap(/\.work$/)
  tap(/\.KR$/)
  const national = buttonsOf(stage.said).map(({ label }) => label)
  tap(/@where$/)
  tap(/^v\.more\./)
  tap(/\.KR-49$/)
  expect(stage.session?.frames.at(-1)).toMatchObject({ step: 'pick', answers: { where: 'KR-49' } })
  expect(buttonsOf(stage.said).map(({ label }) => label)).not.toEqual(national)
  tap(/@where$/)
  expect(buttonsOf(stage.said).some(({ token }) => token.endsWith('.KR-26'))).toBe(true)
})

it('a report still asks for the area behind the country, and takes the country alone', () => {
  const stage = stageIn('en')
  stage.send({ kind: 'command', name: 'report', args: '' })
  const { tap } = tapper(stage)
  for (const end of [/\.yes$/, /\.work$/, /\.labour_wages$/, /\.JP$/]) tap(end)
  expect(stage.session?.frames.at(-1)).toMatchObject({ step: 'where', under: 'JP' })
  tap(/\.JP$/)
  expect(stage.session?.frames.at(-1)).toMatchObject({ step: 'story', answers: { where: 'JP' } })
})

it.each(LANGS)('whoever asks for help at the categories reads what each of them means (%s)', lang => {
  const stage = stageIn(lang)
  stage.send({ kind: 'command', name: 'report', args: '' })
  const { tap } = tapper(stage)
  for (const end of [/\.yes$/, /\.work$/, /^v\.help\./]) tap(end)
  const said = stage.said.map(({ text }) => plain(text)).join('\n')
  for (const id of content.groups.find(group => group.id === 'work')?.categories ?? [])
    expect(said).toContain(words.text(lang, `categories.${id}.plain`))
  expect(said.length).toBeLessThan(2000)
})
