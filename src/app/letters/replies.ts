import type { Lang } from '../../kit/ids.ts'
import type { World } from '../../kit/world.ts'
import { type CannedReply, cannedReplies, removeCannedReply, saveCannedReply } from '../../store/canned-replies.ts'
import type { Store } from '../../store/index.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import type { AppWords } from '../words.ts'

/** Shipped to begin with: keys of `replies.*` in every language, and of their titles in the console's words. */
const SHIPPED = ['received', 'more', 'proof', 'desk', 'late', 'done'] as const

/** `drafted`: languages in which it stands as a machine drafted it, and nobody has checked it. */
export type ReadyReply = CannedReply & { drafted: Lang[] }

export type Replies = {
  list(): Promise<ReadyReply[]>
  /** `id` absent: a new one. Texts that are empty are left out. Returns whether there was anything to keep. */
  save(reply: { id: string | undefined; title: string; texts: Record<Lang, string> }): Promise<boolean>
  remove(id: string): Promise<void>
}

export const createReplies = ({ store, words, world }: { store: Store; words: AppWords; world: World }): Replies => {
  const newId = () => Buffer.from(world.random(16)).toString('base64url')
  const languages = words.languages().map(({ tag }) => tag)
  const drafts = words
    .fileReviews()
    .flatMap(({ tag, file, state, stale }) =>
      file === 'replies' && (state === 'machine-drafted' || stale) ? [tag] : [],
    )
  const shipped = new Set(drafts.flatMap(tag => SHIPPED.map(key => words.text(tag, `replies.${key}`))))
  return {
    async list() {
      const replies = await store.tx(async tx => {
        await plant(tx, words, languages, newId)
        return cannedReplies(tx)
      })
      return replies.map(it => ({
        ...it,
        drafted: drafts.filter(tag => it.texts[tag] !== undefined && shipped.has(it.texts[tag])),
      }))
    },
    async save({ id = newId(), title, texts }) {
      const kept = Object.entries(texts).filter(([tag, text]) => languages.includes(tag) && text.trim() !== '')
      if (title.trim() === '' || kept.length === 0) return false
      const trimmed = Object.fromEntries(kept.map(([tag, text]) => [tag, text.trim()]))
      await store.tx(tx => saveCannedReply(tx, { id, title: title.trim(), texts: trimmed }))
      return true
    },
    remove: id => store.tx(tx => removeCannedReply(tx, id)),
  }
}

/** The first look at them plants those that are shipped; what is deleted later stays deleted. */
const plant = async (
  tx: Parameters<Parameters<Store['tx']>[0]>[0],
  words: AppWords,
  languages: Lang[],
  newId: () => string,
): Promise<void> => {
  if (await readMeta(tx, 'replies')) return
  await writeMeta(tx, 'replies', '1')
  for (const key of SHIPPED) {
    const has = languages.filter(tag => words.has(tag, `replies.${key}`))
    const texts = Object.fromEntries(has.map(tag => [tag, words.text(tag, `replies.${key}`)]))
    await saveCannedReply(tx, { id: newId(), title: words.text('en', `console.replies.shipped.${key}`), texts })
  }
}
