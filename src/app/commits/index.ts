import { showAlerts, stopAlerts, subscribe } from './alerts.ts'
import { readNews, withdraw } from './concern-news.ts'
import { consent } from './consent.ts'
import { fileConcern, openConcern } from './file-concern.ts'
import { clearChat, erasePerson, showPerson } from './person.ts'
import type { Verb } from './verb.ts'

/** Every verb that a flow's commit step may name, with the outcomes that its `next` must cover. */
export const COMMITS: Record<string, { does: Verb; outcomes: string[] }> = {
  'person.consent': { does: consent, outcomes: ['ok'] },
  'person.show': { does: showPerson, outcomes: ['none', 'some'] },
  'person.erase': { does: erasePerson, outcomes: ['ok', 'nothing_to_clear'] },
  'chat.clear': { does: clearChat, outcomes: ['ok', 'nothing_to_clear'] },
  'concern.open': { does: openConcern, outcomes: ['ok', 'closed'] },
  'concern.file': { does: fileConcern, outcomes: ['ok', 'closed'] },
  'concern.news': { does: readNews, outcomes: ['found', 'unknown', 'wait'] },
  'concern.withdraw': { does: withdraw, outcomes: ['ok', 'unknown', 'wait'] },
  'alerts.show': { does: showAlerts, outcomes: ['none', 'some'] },
  'alerts.subscribe': { does: subscribe, outcomes: ['ok', 'here'] },
  'alerts.stop': { does: stopAlerts, outcomes: ['ok'] },
}
