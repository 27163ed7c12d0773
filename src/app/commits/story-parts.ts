import type { Part, Value } from '../../engine/types.ts'
import type { DraftId } from '../../kit/ids.ts'
import type { CasePart } from '../../privacy/case-keys.ts'
import { loadDrafts } from '../../store/drafts.ts'
import type { Commit } from './verb.ts'

/** Every text, photo and voice of an answer, in the order in which they came. */
export const storyParts = async (commit: Commit, story: Value | undefined): Promise<CasePart[]> => {
  const { tx, tools } = commit
  const parts: CasePart[] = []
  const kept = await loadDrafts(tx, draftsOf(story))
  for (const part of partsOf(story)) {
    if ('text' in part) {
      parts.push({ kind: 'text', bytes: utf8(part.text) })
      continue
    }
    const text = commit.textOf(part.draft)
    const draft = kept.get(part.draft)
    const bytes = text !== undefined ? utf8(text) : draft && tools.privacy.open('draft', draft.body, part.draft)
    // A part that the person was told we have must be there: without it nothing is filed, and she is told.
    if (!bytes) throw new Error('a kept part is missing')
    parts.push({ kind: part.media, bytes, ...(part.caption ? { caption: part.caption } : {}) })
  }
  return parts
}

/** What was written at one question, in one message or several. */
export const writtenAt = async (commit: Commit, answer: Value | undefined): Promise<string> => {
  if (typeof answer === 'string') return answer
  const parts = await storyParts(commit, answer)
  return parts.flatMap(({ kind, bytes }) => (kind === 'text' ? [Buffer.from(bytes).toString('utf8')] : [])).join('\n')
}

export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

const partsOf = (value: Value | undefined): Part[] =>
  Array.isArray(value) ? value.map(part => (typeof part === 'string' ? { text: part } : part)) : []

export const draftsOf = (value: Value | undefined): DraftId[] =>
  partsOf(value).flatMap(part => ('draft' in part ? [part.draft] : []))
