import type { Store } from '../../store/index.ts'
import { type Quote, quotesAfter } from '../../store/quotes.ts'

export type Quotes = {
  /** The newest first. */
  list(page: { limit: number; offset: number }): Promise<Quote[]>
}

export const createQuotes = ({ store }: { store: Store }): Quotes => ({
  list: page => store.tx(tx => quotesAfter(tx, page)),
})
