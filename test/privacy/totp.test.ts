import { expect, test } from 'vitest'
import { fromBase32, toBase32, totpStep } from '../../src/privacy/totp.ts'
import { codeAt } from '../console/joined.ts'

const SECRET = Buffer.from('12345678901234567890')
const totpAt = (step: number): string => codeAt(toBase32(SECRET), step * 30_000)

test('the codes are those of RFC 6238, appendix B', () => {
  // Eight digits there; the last six are ours.
  for (const [seconds, code] of [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const)
    expect(totpStep(SECRET, code.slice(2), seconds * 1000, 0)).toBe(Math.floor(seconds / 30))
})

test('a code fits one step early and late, and only after the last that was used', () => {
  const now = 1_700_000_000_000
  const step = Math.floor(now / 30_000)
  for (const at of [step - 1, step, step + 1]) expect(totpStep(SECRET, totpAt(at), now, 0)).toBe(at)
  for (const at of [step - 2, step + 2]) expect(totpStep(SECRET, totpAt(at), now, 0)).toBeUndefined()
  expect(totpStep(SECRET, totpAt(step), now, step)).toBeUndefined()
  expect(totpStep(SECRET, totpAt(step - 1), now, step)).toBeUndefined()
  for (const code of ['', '00000', totpAt(step).slice(1), 'abcdef'])
    expect(totpStep(SECRET, code, now, 0)).toBeUndefined()
  // A clock that was set back: the step that was used lies ahead.
  expect(totpStep(SECRET, totpAt(step), now, step + 5)).toBeUndefined()
})

test('base32 comes back from groups, small letters and look-alikes', () => {
  // RFC 4648, section 10, without padding.
  expect(toBase32(Buffer.from('fooba'))).toBe('MZXW6YTB')
  expect(Buffer.from(fromBase32('mzxw 6y-tb') ?? []).toString()).toBe('fooba')
  expect(fromBase32('O1B0O1B0')).toEqual(fromBase32('oi80 OI8O'))
  expect(fromBase32('O1B0O1B0')).toHaveLength(5)
  expect(fromBase32('!')).toBeUndefined()
})
