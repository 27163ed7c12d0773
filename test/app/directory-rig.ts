/** The directory over the real content and the real words. */
import { createDirectory, type Directory } from '../../src/app/directory.ts'
import { loadWords } from '../../src/app/words.ts'
import type { Content } from '../../src/domain/content.ts'
import type { Item, Query } from '../../src/engine/types.ts'
import { plain } from '../../src/kit/message.ts'
import { content } from '../domain/world.ts'

export const words = loadWords(new URL('../../locales', import.meta.url).pathname)
export const LANGS = words.languages().map(({ tag }) => tag)
/** Wednesday morning in Japan and Korea. */
export const NOW = Date.parse('2026-11-25T10:30:00+09:00')

export const over = (some: Content): Directory => createDirectory({ content: some, words })
export const directory = over(content)
export const ask = (source: string, query: Partial<Query> = {}, from = directory): Item[] =>
  from.look(source, { lang: 'en', now: NOW, with: {}, ...query })
export const text = (item: Item | undefined): string => plain(item?.text ?? [])
export const card = (desk: string, query: Partial<Query> = {}): string =>
  text(ask('desk', { ...query, with: { desk, ...query.with } })[0])
