import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createTerminal } from '../../src/channels/terminal/index.ts'
import type { Message } from '../../src/kit/message.ts'
import { ARABIC_PAGE, choice, createStub, message, type Stub, world } from './web-stub.ts'

/** Types the lines, closes the input, and gives all that was printed and kept. */
const talk = async (app: Stub, ...lines: string[]): Promise<{ screen: string; story: string }> => {
  const [input, output, story] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const screen = text(output)
  const kept = text(story)
  input.end(lines.map(line => `${line}\n`).join(''))
  await createTerminal({ app, world, input, output, story }).run()
  output.end()
  story.end()
  return { screen: await screen, story: await kept }
}
const page = (over: Partial<Message>): Stub => createStub([message(['What happened?'], over)])

test('prints choices with their numbers, and verbs with theirs', async () => {
  const verbs = ['help', 'back', 'done', 'privacy'].map(verb => choice(`v.${verb}.t.1`, verb.toUpperCase()))
  const app = page({ choices: [choice('a.t.1.y', 'Yes', '👍'), choice('a.t.1.n', 'No')], verbs })
  const { screen } = await talk(app)
  expect(screen).toContain(
    'What happened?\n  1  👍 Yes\n  2  No\n    01 HELP · 02 BACK · /done DONE · /privacy PRIVACY\n\n> ',
  )
})

test('says that there is a file, and where it can be seen', async () => {
  const app = page({ media: { kind: 'voice', hash: 'A'.repeat(43) }, verbs: [] })
  const { screen } = await talk(app)
  expect(screen).toContain('channels.terminal.voice\n\nWhat happened?\n')
})

test('the number of what can be done with a campaign is a tap, and that of an answer stays a number', async () => {
  const token = `c.${'A'.repeat(22)}.sign`
  const campaign = page({ choices: [choice(`c.${'A'.repeat(22)}.friend`, 'Tell a friend'), choice(token, 'Sign')] })
  const { screen } = await talk(campaign, '２')
  expect(screen).toContain('\n  2  Sign\n')
  expect(campaign.heard.map(({ it }) => it)).toEqual([{ kind: 'tap', token }])
  const question = page({ choices: [choice('a.t.1.y', 'Yes')] })
  await talk(question, '1')
  await talk(campaign, '3', 'sign')
  expect(question.heard.map(({ it }) => it)).toEqual([{ kind: 'text', text: '1' }])
  expect(campaign.heard.slice(1).map(({ it }) => it.kind)).toEqual(['text', 'text'])
})

test('keeps the talk as lines of a story', async () => {
  const { story } = await talk(createStub(), '1', '', '/Start now')
  expect(story.split('\n').slice(0, 3)).toEqual([
    '< "Which language shall we speak?"',
    '> "1"',
    expect.stringMatching(/^< "We keep/),
  ])
  expect(story).toContain('\n> /Start now\n')
})

test('in a right-to-left language numbers and foreign names stand by themselves', async () => {
  const { screen } = await talk(createStub([ARABIC_PAGE]))
  expect(screen).toContain('\u206603-1234-5678\u2069')
  expect(screen).toContain('  3  \u2068Tokyo 東京\u2069')
  expect((await talk(createStub())).screen).not.toMatch(/[\u2066-\u2069]/)
})

test('a text cannot steer the terminal', async () => {
  const app = createStub([
    message(['\u001b[2Jgone\u0007\u009b31m'], { choices: [choice('a.t.1.y', 'Y\u001b]0;x\u0007es')] }),
  ])
  expect((await talk(app)).screen).toContain('[2Jgone31m\n  1  Y]0;xes\n')
})

test('a file that is not there, and one that is too large, are told so', async () => {
  const app = createStub()
  await talk(app, '@photo "no such file.jpg" my room', '@voice /', '@photo', '@sticker x')
  expect(app.heard.map(({ it }) => it)).toEqual([
    { kind: 'unreadable', why: 'not-fetched' },
    { kind: 'unreadable', why: 'not-fetched' },
    { kind: 'text', text: '@photo' },
    { kind: 'text', text: '@sticker x' },
  ])
})

test('a failure is a sentence, and the talk goes on', async () => {
  const app = createStub()
  const receive = app.receive
  let failures = 1
  app.receive = inbounds => (failures-- > 0 ? Promise.reject(new Error('SECRET')) : receive(inbounds))
  const { screen } = await talk(app, '1', '1')
  expect(screen).toContain('engine.error')
  expect(screen).not.toContain('SECRET')
  expect(app.heard).toHaveLength(1)
})
