import { expect, test } from 'vitest'
import { readSheet, type Sheet, writeSheet } from '../../../src/domain/campaigns/sheet.ts'
import { sheetOf } from './sheets.ts'

const backwards = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(backwards)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, it]) => [key, backwards(it)]),
        )
      : value

test('whatever the order of its keys, a sheet is written in one way', () => {
  const sheet = sheetOf({ actions: [{ kind: 'sign', target: 500 }] })
  const body = writeSheet(sheet)
  expect(writeSheet(backwards(sheet) as Sheet)).toBe(body)
  expect(readSheet(body)).toEqual(sheet)
})

test('what is not written canonically is no sheet', () => {
  const body = writeSheet(sheetOf())
  expect(readSheet(JSON.stringify(JSON.parse(body), null, 1))).toBeUndefined()
  expect(readSheet(JSON.stringify(backwards(sheetOf())))).toBeUndefined()
  expect(readSheet(body.replace('"v":1', '"v":1,"x":1'))).toBeUndefined()
  expect(readSheet(body.slice(1))).toBeUndefined()
})
