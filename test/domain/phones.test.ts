import { describe, expect, it } from 'vitest'
import { dial, onlyInside, phonesFor, speaks } from '../../src/domain/phones.ts'
import { content } from './world.ts'

const all = content.desks.flatMap(desk => desk.phones.map(phone => ({ desk, phone })))
const desk = (id: string) => {
  const found = content.desks.find(one => one.id === id)
  if (!found) throw new Error(id)
  return found
}

describe('what a telephone dials', () => {
  it('is E.164, or the digits as printed with # and *', () => {
    for (const { phone } of all) expect(dial(phone)).toMatch(/^\+\d{5,15}$|^[\d#*]{3,11}$/)
  })

  it('has the same digits as what is printed, so that no number was ever mistyped', () => {
    for (const { phone } of all) {
      const printed = phone.number.replace(/\D/g, '')
      const dialled = dial(phone).replace(/\D/g, '')
      expect(dialled.endsWith(printed.replace(/^0/, '')), phone.number).toBe(true)
    }
  })

  it.each([
    ['jp-dv-navi', '#8008', '#8008', true],
    ['jp-saitama', '048-833-3296', '+81488333296', false],
    ['kr-1366', '1366', '1366', true],
    ['hk-mfmw', '2522 8264', '+85225228264', false],
  ])('%s: %s dials %s', (id, number, dialled, inside) => {
    const phone = desk(id).phones.find(one => one.number === number)
    expect(phone && [dial(phone), onlyInside(phone)]).toEqual([dialled, inside])
  })
})

describe('the lines of a desk', () => {
  it('in the person’s language come first', () => {
    const [first] = phonesFor(desk('jp-mhlw-labour-standards-hotline'), 'ne')
    expect(first?.number).toBe('0120-531-408')
  })

  it('name each number once, with all its languages', () => {
    const lines = phonesFor(desk('th-1422'), 'my')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.languages.toSorted()).toEqual(['km', 'lo', 'my', 'th'])
  })
})

it('knows that a script or a region is no other language', () => {
  expect(speaks(['zh'], 'zh-Hant')).toBe(true)
  expect(speaks(['pt'], 'pt-BR')).toBe(true)
  expect(speaks(['fil'], 'tl')).toBe(true)
  expect(speaks(['en'], 'fil')).toBe(false)
})
