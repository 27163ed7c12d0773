/** Each part of the printed page docs/keys.md, followed word by word by people with browsers, until a report is read again. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { PROJECT, realWorld } from '../../src/house.ts'
import { queue } from '../../src/store/concerns.ts'
import { words } from '../stories/cast.ts'
import { filing } from '../stories/filing.ts'
import { play } from '../stories/player.ts'
import { webDriver } from './driver.ts'
import { type Step, stepsOf } from './printed-page.ts'
import { meet, type Person } from './staff-person.ts'
import { createBrowserStage } from './stage.ts'

let ahead = 0
const clock = {
  now: () => Date.now() + ahead,
  next: (): void => {
    ahead += 30_000
  },
}
const stage = createBrowserStage('web', { demo: false, world: { ...realWorld, now: clock.now } })
const took = new Map<string, number>()
afterAll(() => {
  for (const [story, seconds] of took) console.log(`${seconds.toFixed(1)} s  ${story}`)
})

const CANARY = 'They did not pay me, quokka.'
const REPORT = filing({ said: CANARY, about: 'work.labour_wages', place: 'Saitama' })
const file = async (): Promise<void> => {
  const phone = webDriver(stage.house.url)
  await phone.open()
  await play(REPORT, { ...phone, send: () => phone.photo(Buffer.alloc(0)) }, words, 'en', 'tap')
}

const person = (name: string): Promise<Person> => meet(stage.browser, stage.house.url, clock, name)
const step = (text: string, ...deeds: [Step['deeds'][number]['verb'], string][]): Step => ({
  text,
  who: 'You',
  deeds: deeds.map(([verb, label]) => ({ verb, label })),
})

/** `npm run tulay -- invite`, at the server. */
const invite = async (...name: string[]): Promise<string> => {
  const env = { ...process.env, TULAY_DATA: stage.house.data, TULAY_DEMO: '0', PORT: new URL(stage.house.url).port }
  const { stdout } = await promisify(execFile)(process.execPath, ['src/main.ts', 'invite', ...name], {
    env,
    cwd: PROJECT,
  })
  return /http\S+/.exec(stdout)?.[0].replace('localhost', '127.0.0.1') ?? ''
}

/** A step without what is seen at its end. */
const acting = (step: Step | undefined): Step => {
  if (!step) throw new Error('no such step')
  return { ...step, deeds: step.deeds.filter(({ verb }) => verb !== 'see') }
}

/** Joins by a link, and makes a key: the last part's steps 3 and 4. */
const join = async (link: string, name: string, then: string): Promise<Person> => {
  const it = await person(name)
  await it.open(link)
  for (const step of PAPER.slice(2, 4)) await it.follow(acting(step), name)
  await it.follow(step('', ['see', then]), name)
  return it
}
const PAPER = stepsOf("Everybody's keys are lost, and only paper is left")

/** Every report of this test opens for whoever has unlocked the key in this tab. */
const reads = async (it: Person): Promise<void> => {
  const rows = await stage.house.store.tx(tx => queue(tx, { limit: 100, offset: 0 }))
  expect(rows.length).toBeGreaterThan(0)
  for (const { id } of rows) {
    await it.page().goto(`${stage.house.url}/staff/case/${id}`)
    await it.page().getByText(CANARY).waitFor()
  }
}

/** Does what stands under a heading, and says how long that took, without what people say to each other. */
const follow = async (
  heading: string,
  cast: { you: Person; administrator?: Person; colleague?: Person; from?: number; about: string; as?: string },
  also: (step: Step) => Promise<void> = async () => undefined,
): Promise<void> => {
  const began = performance.now()
  const who = { You: cast.you, Administrator: cast.administrator, Colleague: cast.colleague, Server: undefined }
  for (const step of stepsOf(heading).slice(cast.from)) {
    await also(step)
    const by = step.who && who[step.who]
    if (step.deeds.length > 0 && !by) throw new Error(`nobody for: ${step.text}`)
    await by?.follow(step, cast.about)
  }
  took.set(cast.as ?? heading, (performance.now() - began) / 1000)
}

describe('what is printed brings reports back', { timeout: 300_000 }, () => {
  const people = {} as Record<'ana' | 'maya' | 'noor' | 'rosa', Person>
  const linkOn = ({ page }: Person): Promise<string> => page().locator('.secret').innerText()

  it('a group begins: three keyholders, a kit on paper, a report', async () => {
    const { house } = stage
    people.ana = await join(house.url + (await house.house.staffLink()), 'Ana', 'You hold a key.')
    for (const name of ['Maya', 'Noor'] as const) {
      await people.ana.follow(step('on People press Make a link', ['on', 'People'], ['press', 'Make a link']), name)
      people[name === 'Maya' ? 'maya' : 'noor'] = await join(
        await linkOn(people.ana),
        name,
        name === 'Maya' ? 'You hold a key.' : 'Your key waits',
      )
      const open = step(
        'unless your key is open already',
        ['on', 'Keys'],
        ['in', 'Your passphrase'],
        ['press', 'Open the key'],
      )
      if (name === 'Noor') {
        await people.ana.follow(open, name)
        await people.ana.follow(step('beside the new key', ['press', 'Give access'], ['see', 'Access was given']), name)
      }
    }
    for (const it of PAPER.slice(5, 8)) await people.ana.follow(it, 'Ana')
    await file()
    for (const it of [people.ana, people.maya, people.noor]) {
      await it.follow(step('', ['on', 'Keys']), it.name)
      await reads(it)
    }
  })

  it('I lost my phone', async () => {
    const { ana, maya } = people
    const passphrase = maya.passphrase
    await follow('I lost my phone', { you: maya, administrator: ana, about: 'Maya' }, async ({ text }) => {
      if (!text.includes('open the link')) return
      await maya.newPhone()
      maya.passphrase = 'other words for the way in'
      await maya.open(await linkOn(ana))
    })
    await reads(maya)
    expect(maya.passphrase).not.toBe(passphrase)
  })

  it('I lost my phone, and no administrator is there: the server makes the link', async () => {
    const { maya } = people
    const link = await invite('maya')
    await maya.newPhone()
    await maya.open(link)
    await maya.page().getByRole('heading', { name: 'Come back, Maya' }).waitFor()
    await follow('I lost my phone', {
      you: maya,
      about: 'Maya',
      from: 2,
      as: 'I lost my phone, by a link of the server',
    })
    await reads(maya)
  })

  it('I forgot the passphrase of my key', async () => {
    const { ana, maya } = people
    maya.keyPhrase = 'forgotten and made anew'
    await follow('I forgot the passphrase of my key', { you: maya, colleague: ana, about: 'Maya' })
    await reads(maya)
  })

  it('a keyholder leaves', async () => {
    const { ana, maya } = people
    await follow('A keyholder leaves', { you: ana, administrator: ana, about: 'Maya' })
    await maya.page().goto(`${stage.house.url}/staff`)
    await maya.page().getByRole('heading', { name: 'Please sign in' }).waitFor()
    const kept = await stage.house.store.tx(tx =>
      tx.selectFrom('keyholders').select(['active', 'waits', 'wrapped']).where('name', '=', 'Maya').execute(),
    )
    for (const key of kept) expect(key).toEqual({ active: 0, waits: 0, wrapped: null })
    await file()
    await reads(ana)
  })

  it('everybody’s keys are lost, and only paper is left', async () => {
    const heading = "Everybody's keys are lost, and only paper is left"
    const { printed } = people.ana
    for (const it of [people.ana, people.noor]) await it.close()
    people.rosa = await person('Rosa')
    const { rosa } = people
    let link = ''
    await follow(heading, { you: rosa, about: 'Rosa' }, async ({ who, text }) => {
      if (who === 'Server') link = await invite()
      if (text.includes('open the link')) await rosa.open(link)
      // One sheet is lost with its keeper; one is typed from the first letters, in a hurry.
      rosa.sheets = [printed[2] ?? '', (printed[0] ?? '').toUpperCase().replace(/(\S{4})\S*/g, '$1')]
    })
    await reads(rosa)
    await file()
    await reads(rosa)
    // The old sheets open nothing any more.
    rosa.sheets = printed
    await rosa.follow(acting(PAPER[4]), 'Rosa')
    await rosa.page().getByText('These two sheets do not belong together').waitFor()
    // And the lost keys go, as the page says.
    for (const name of ['Ana', 'Noor']) await rosa.follow(stepsOf('A keyholder leaves')[0] as Step, name)
    const left = await stage.house.store.tx(tx =>
      tx.selectFrom('keyholders').select('name').where('active', '=', 1).where('role', '=', 'keyholder').execute(),
    )
    expect(left).toEqual([{ name: 'Rosa' }])
    await reads(rosa)
  })
})
