import { expect, test } from 'vitest'
import { createLog } from '../../src/app/log.ts'
import type { Address, LineId, PersonKey } from '../../src/kit/ids.ts'
import type { Log, LogLevel } from '../../src/kit/log.ts'

const written = (work: (log: Log) => void, level: LogLevel = 'debug'): string => {
  const lines: string[] = []
  work(createLog({ level, destination: { write: line => void lines.push(line) } }))
  return lines.join('')
}

const NAME = 'Maricel Dela Cruz'
const PHONE = 639171234567
const ADDRESS = '639171234567' as Address
const PERSON = 'cGVyc29uLWtleS1vZi0xNmI' as PersonKey
const LINE = 'AAAAAAAAAAAAAAAAAAAAAA' as LineId

test('an event is one JSON object with its facts', () => {
  const line = JSON.parse(
    written(log => log.info('delivery.recovered', { count: 3, line: LINE, channel: 'telegram', on: true })),
  )
  expect(line).toMatchObject({ event: 'delivery.recovered', count: 3, line: LINE, channel: 'telegram', on: true })
  expect(Object.keys(line).sort()).toEqual(['channel', 'count', 'event', 'level', 'line', 'on', 'time'])
})

test('what could be a person does not type-check, and is withheld when a cast lets it through', () => {
  const text = written(log => {
    // @ts-expect-error a text is no event
    log.info(`receive.failed ${NAME}`)
    // @ts-expect-error a text is no fact
    log.info('receive.failed', { why: NAME })
    // @ts-expect-error nor under a name of its own
    log.info('receive.failed', { text: NAME })
    // @ts-expect-error nor is an address
    log.info('receive.failed', { line: ADDRESS })
    // @ts-expect-error nor is what the database knows a person by
    log.info('receive.failed', { person: PERSON })
    // @ts-expect-error nor an update
    log.warn('channel.update-refused', { from: { first_name: NAME, id: PHONE } })
    // @ts-expect-error nor a list
    log.debug('receive.failed', [NAME])
    log.info('receive.failed', { count: PHONE })
    log.info('receive.failed', { status: -1_001_234_567_890 })
  })
  for (const secret of ['Maricel', '639171234567', '1234567890', PERSON]) expect(text).not.toContain(secret)
  expect(text.trim().split('\n')).toHaveLength(9)
})

test('an error leaves its class, code and places, and not its message', () => {
  class StoreBroken extends Error {
    readonly code = 'SQLITE_FULL'
  }
  const cause = new TypeError(`cannot read ${NAME}`)
  const error = new StoreBroken(`could not keep "${NAME}"\n    at ${NAME} (/tmp/${PHONE}.ts:1:1)`, { cause })
  error.name = NAME
  const text = written(log => log.error('store.failed', error, { count: 1 }))
  expect(text).not.toContain('Maricel')
  expect(text).not.toContain(String(PHONE))
  const line = JSON.parse(text)
  expect(line.error).toMatchObject({ class: 'StoreBroken', code: 'SQLITE_FULL', cause: { class: 'TypeError' } })
  expect(line.error.at[0]).toMatch(/^test\/house\/log\.test\.ts:\d+$/)
})

test('what is thrown and is no error, or has a code or stack made of words, tells nothing', () => {
  const odd = Object.assign(new Error('x'), { code: NAME, stack: `Error\n    at f (file:///%zz/${PHONE}.ts:1:1)` })
  const text = written(log => {
    log.error('main.failed', NAME)
    log.error('main.failed', { message: NAME })
    log.error('main.failed', odd)
  })
  expect(text).not.toContain('Maricel')
  expect(text).not.toContain(String(PHONE))
})

test('silent writes nothing', () => {
  expect(written(log => log.error('main.failed', new Error('x')), 'silent')).toBe('')
})
