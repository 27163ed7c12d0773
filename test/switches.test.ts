import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { isDemo } from '../src/switches.ts'

const demo = (env: Record<string, string>, state = { keyholders: 0, mounted: false }): boolean => {
  const config = readConfig({ TULAY_DATA: '/data', ...env })
  if (!config.ok) throw new Error(config.why.join('\n'))
  return isDemo(config.value, state)
}

describe('demo mode', () => {
  it('is on by itself only where nobody but this machine comes in and nobody holds a key', () => {
    expect(demo({})).toBe(true)
    expect(demo({}, { keyholders: 2, mounted: false })).toBe(false)
    expect(demo({}, { keyholders: 0, mounted: true })).toBe(false)
    expect(demo({ TELEGRAM_BOT_TOKEN: '1:a' })).toBe(false)
    expect(demo({ TULAY_PUBLIC_URL: 'https://help.example.org' })).toBe(false)
    expect(demo({ HOST: '0.0.0.0' })).toBe(false)
  })
  it('is what is asked for otherwise', () => {
    expect(demo({ TULAY_DEMO: '1', TELEGRAM_BOT_TOKEN: '1:a' })).toBe(true)
    expect(demo({ TULAY_DEMO: '0' })).toBe(false)
  })
})
