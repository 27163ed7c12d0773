import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { variablesTable } from '../../src/variables.ts'
import { ROOT } from './canary.ts'
import { housePicture, withPicture } from './picture.ts'
import { readHouse } from './walls.ts'

const house = readHouse(ROOT)
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
const typescript = (folder: string): string[] => files(folder).filter(file => file.endsWith('.ts'))

test('every folder and file of src is on the plan, and the plan names nothing that is not there', () => {
  const there = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).map(
    it => `src/${it.name}${it.isDirectory() ? '/' : ''}`,
  )
  expect(there.sort()).toEqual(house.rooms.map(room => room.path).sort())
  for (const room of house.rooms) expect(existsSync(join(ROOT, room.path)), room.path).toBe(true)
})

test('a room that promises to stay small does', () => {
  for (const room of house.rooms)
    if (room.files) expect(files(room.path).length, room.name).toBeLessThanOrEqual(room.files)
})

test('every floor has rooms and every room a floor', () => {
  const floors = house.floors.map(floor => floor.name)
  expect(new Set(house.rooms.map(room => room.floor))).toEqual(new Set(floors))
})

// A page of cases may be longer than code: it is read entry by entry.
test('no file of src has 250 lines or more, no test 400', () => {
  const long = (folder: string, limit: number) =>
    typescript(folder).filter(file => read(file).split('\n').length > limit)
  expect([...long('src', 250), ...long('test', 400)]).toEqual([])
})

test('nothing is called utils, helpers, common or misc', () => {
  expect(files('src').filter(file => /\b(utils?|helpers?|common|misc)\b/.test(file))).toEqual([])
})

// The doors: each hands it to config.ts.
const READERS = /^src\/(main\.ts|tulay\.ts|cli\/)/
test('the environment is read in one place', () => {
  const readers = typescript('src').filter(file => /process\.env\b/.test(read(file)))
  expect(readers.filter(file => !READERS.test(file))).toEqual([])
})

// The child that cleans pictures hands them back through its standard output; it has neither a log nor a terminal.
// Where Tulay is mounted into another's bot, its log goes to the standard error, as when it runs by itself.
const SPEAKERS = /^src\/(main\.ts|tulay\.ts|cli\/|channels\/terminal\/|app\/clean-image-child\.ts)/
test('nothing is written to the console but by the roof and the terminal', () => {
  const speakers = typescript('src').filter(file => /\bconsole\.\w+\(|process\.std(out|err)/.test(read(file)))
  expect(speakers.filter(file => !SPEAKERS.test(file))).toEqual([])
})

test('the README shows the house as it is (npm run house)', () => {
  const page = read('README.md')
  expect(withPicture(page, housePicture(house))).toBe(page)
})

test('docs/configuration.md explains every variable, word for word', () => {
  expect(read('docs/configuration.md')).toContain(`\n${variablesTable()}\n`)
})
