import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInitData } from '../../src/privacy/init-data.ts'
import { signLaunch } from '../fake/telegram/launch.ts'

const TOKEN = '7000000001:a-token_of-a-bot'
const USER = 5_000_000_123
const AT = 1_700_000_000_000

// A set that Telegram itself once signed, published with its bot's token in the tests of several libraries.
test('what Telegram signed is read', () => {
  const text =
    'query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2'
  const token = '5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8'
  expect(readInitData(text, token)).toMatchObject({ user: '279058397', at: 1_662_771_648_000 })
  expect(readInitData(text, TOKEN)).toBeUndefined()
})

test('only what was signed with this token, as it was signed', () => {
  const text = signLaunch(TOKEN, USER, { at: AT })
  expect(readInitData(text, TOKEN)).toMatchObject({ user: String(USER), at: AT })
  // Other order and writing of the same: the same set, by the same mark.
  const turned = [...new URLSearchParams(text)].toReversed().map(([name, value]) => {
    return `${name}=${encodeURIComponent(name === 'hash' ? value.toUpperCase() : value)}`
  })
  expect(readInitData(turned.join('&'), TOKEN)).toEqual(readInitData(text, TOKEN))
  const forge = (change: (fields: URLSearchParams) => void): string => {
    const fields = new URLSearchParams(text)
    change(fields)
    return fields.toString()
  }
  const forged = {
    'another user': forge(it => it.set('user', JSON.stringify({ id: 1 }))),
    'another time': forge(it => it.set('auth_date', '1700000001')),
    'one field more': forge(it => it.set('chat_type', 'private')),
    'one field less': forge(it => it.delete('query_id')),
    'a field twice': forge(it => it.append('user', JSON.stringify({ id: 1 }))),
    'no hash': forge(it => it.delete('hash')),
    'a short hash': forge(it => it.set('hash', 'ab')),
    'two fields in one': forge(it => {
      it.set('auth_date', `${it.get('auth_date')}\nquery_id=${it.get('query_id')}`)
      it.delete('query_id')
    }),
    nothing: '',
  }
  for (const [what, it] of Object.entries(forged)) expect(readInitData(it, TOKEN), what).toBeUndefined()
})

test('a right signature over what names nobody is refused', () => {
  for (const user of [
    '',
    'null',
    '{}',
    '[]',
    '{"id":"5"}',
    '{"id":-5}',
    '{"id":1.5}',
    '{"id":1e300}',
    '{"id":5,"is_bot":true}',
  ])
    expect(readInitData(signLaunch(TOKEN, USER, { fields: { user } }), TOKEN), user).toBeUndefined()
  for (const auth_date of ['', 'x', '-1', '1e9', '12345678901234'])
    expect(readInitData(signLaunch(TOKEN, USER, { fields: { auth_date } }), TOKEN), auth_date).toBeUndefined()
})

test('nothing that is sent makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(readInitData(text, TOKEN)).toBeUndefined()
      expect(readInitData(`${signLaunch(TOKEN, USER, {})}&${text}x=1`, TOKEN)).toBeUndefined()
    }),
  )
})
