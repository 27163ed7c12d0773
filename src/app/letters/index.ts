/** What staff take from when they write to people: desks, ready replies, and the words that people let them print. */
import type { World } from '../../kit/world.ts'
import type { Store } from '../../store/index.ts'
import type { DeskSearch } from '../desk-search.ts'
import type { Directory } from '../directory.ts'
import type { AppWords } from '../words.ts'
import { createQuotes, type Quotes } from './quotes.ts'
import { createReplies, type Replies } from './replies.ts'

export type { Quotes } from './quotes.ts'
export type { ReadyReply, Replies } from './replies.ts'

export type Letters = {
  /** Desks that can be named to a person. */
  desks: DeskSearch
  /** Kept ready by staff for everybody here. */
  replies: Replies
  /** Words that people said may be printed. */
  quotes: Quotes
}

type Rooms = { store: Store; words: AppWords; world: World; directory: Pick<Directory, 'desks'> }

export const createLetters = (rooms: Rooms): Letters => ({
  desks: rooms.directory.desks,
  replies: createReplies(rooms),
  quotes: createQuotes(rooms),
})
