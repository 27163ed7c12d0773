/**
 * What a message that went out is called: Telegram's id; with a file also its kind and how its hash begins, because what can be put
 * in its place depends on that. Several of one message with commas: `812:pQx3_Zb9k,813`.
 */
import type { Media } from '../../kit/message.ts'

export type Ref = { id: number; media?: { kind: Media['kind']; mark: string } }

const LETTERS: Record<Media['kind'], string> = { photo: 'p', voice: 'v', document: 'd' }
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as Media['kind']]))

/** Enough to tell two files of one campaign apart; guards nothing. */
export const markOf = (hash: string): string => hash.slice(0, 8)

/** '' where Telegram told no id. */
export const writeRef = (id: string, media: Media | undefined): string =>
  media && id !== '' ? `${id}:${LETTERS[media.kind]}${markOf(media.hash)}` : id

/** Leaves out what is no id. */
export const readRefs = (ref: string): Ref[] =>
  ref.split(',').flatMap(part => {
    const [, id, letter = '', mark = ''] = /^(\d{1,15})(?::([pvd])([\w-]{8}))?$/.exec(part) ?? []
    const kind = KINDS.get(letter)
    return Number(id) > 0 ? [{ id: Number(id), ...(kind ? { media: { kind, mark } } : {}) }] : []
  })
