import { addWish, addWords } from './add-words.ts'
import { showAlerts, stopAlerts, subscribe } from './alerts.ts'
import { CAMPAIGN_COMMITS } from './campaign/index.ts'
import { readNews, restOfNews, withdraw } from './concern-news.ts'
import { consent } from './consent.ts'
import { fileConcern, openConcern } from './file-concern.ts'
import { answerHelped } from './helped.ts'
import { clearChat, erasePerson, showPerson } from './person.ts'
import { answerQuote, takeQuotesBack } from './quote.ts'
import { tellAgain } from './tell-again.ts'
import type { Deed } from './verb.ts'

/** Numbers among them say what the menu may offer (`late`, `quiet`, `printed`), and what a question is about. */
const NEWS = ['status', 'day', 'week', 'late', 'quiet', 'printed', 'referral', 'quote']

/** Every verb that a flow's commit step may name. */
export const COMMITS: Record<string, Deed> = {
  'person.consent': { does: consent, outcomes: ['ok'] },
  'person.show': {
    does: showPerson,
    outcomes: ['none', 'some'],
    values: { some: ['language', 'since', 'alerts', 'notices', 'campaigns', 'refs'] },
  },
  'person.erase': { does: erasePerson, outcomes: ['ok', 'nothing_to_clear'] },
  'chat.clear': { does: clearChat, outcomes: ['ok', 'nothing_to_clear'] },
  'concern.open': { does: openConcern, outcomes: ['ok', 'closed'] },
  'concern.file': { does: fileConcern, outcomes: ['ok', 'closed'], values: { ok: ['receipt', 'day'] } },
  'concern.news': {
    does: readNews,
    outcomes: ['found', 'desk', 'quote', 'unknown', 'wait'],
    values: { found: NEWS, desk: NEWS, quote: NEWS },
  },
  'concern.rest': {
    does: restOfNews,
    outcomes: ['found', 'desk', 'quote', 'unknown', 'wait'],
    values: { found: NEWS, desk: NEWS, quote: NEWS },
  },
  'concern.helped': { does: answerHelped, outcomes: ['ok', 'unknown', 'wait'] },
  'concern.quote': { does: answerQuote, outcomes: ['ok', 'unknown', 'wait'] },
  'concern.unquote': { does: takeQuotesBack, outcomes: ['ok', 'unknown', 'wait'] },
  'concern.tell': { does: tellAgain, outcomes: ['ok', 'unknown', 'wait'] },
  'concern.wish': { does: addWish, outcomes: ['ok', 'full', 'unknown', 'wait'] },
  'concern.add': { does: addWords, outcomes: ['ok', 'full', 'unknown', 'wait'] },
  'concern.withdraw': { does: withdraw, outcomes: ['ok', 'unknown', 'wait'] },
  'alerts.show': { does: showAlerts, outcomes: ['none', 'some'], values: { some: ['topics', 'area', 'often'] } },
  'alerts.subscribe': {
    does: subscribe,
    outcomes: ['ok', 'here'],
    values: { ok: ['topics', 'area', 'often'], here: ['topics', 'area', 'often'] },
  },
  'alerts.stop': { does: stopAlerts, outcomes: ['ok'] },
  ...CAMPAIGN_COMMITS,
}
