/** The real content, read once: what is true of it is what people get. */
import { readFileSync } from 'node:fs'
import { createCategories } from '../../src/domain/categories.ts'
import { CONTENT_FILES, type Content, readContent } from '../../src/domain/content.ts'
import type { Desk } from '../../src/domain/desk.ts'
import { createPlaces } from '../../src/domain/places.ts'

export const rawContent = () =>
  Object.fromEntries(
    Object.entries(CONTENT_FILES).map(([part, file]) => [
      part,
      JSON.parse(readFileSync(new URL(`../../content/${file}`, import.meta.url), 'utf8')),
    ]),
  ) as Record<keyof Content, never>

const read = readContent(rawContent())
if (!read.ok) throw new Error(JSON.stringify(read.why, null, 1))

export const content = read.value
export const places = createPlaces(content.areas, ['JP', 'KR'])
export const categories = createCategories(content.categories, content.groups)

/** An ordinary desk, for rules that the real ones do not show one at a time. */
export const aDesk = (it: Partial<Desk> & { id: string }): Desk => ({
  name: it.id,
  shortName: it.id,
  localName: null,
  kind: 'ngo',
  country: 'JP',
  area: null,
  reach: it.area ? 'area' : 'country',
  address: null,
  confidentialAddress: false,
  phones: [{ number: '03-1111-2222', kind: 'voice', languages: [], hours: null, e164: '+81311112222' }],
  email: null,
  url: null,
  chat: false,
  languages: ['ja'],
  topics: ['labour_wages'],
  hours: null,
  publicHolidays: 'not stated',
  timezone: 'Asia/Tokyo',
  cost: null,
  emergency: null,
  immigration: false,
  besideImmigration: false,
  reports: null,
  undocumented: null,
  cautions: [],
  status: 'active',
  confidence: 'medium',
  source: { url: null, also: [], date: null },
  checkedOn: '2026-11-21',
  ...it,
})
