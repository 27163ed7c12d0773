/** How a case stands and how it ends, in codes that stand in clear. */

/** What staff may set. Others come by themselves: `new`, `answered` with a reply, `written` and `reopened` by the person. */
export const STATUSES = ['working', 'waiting', 'referred', 'passed'] as const

export const OUTCOMES = ['helped', 'referred', 'withdrawn', 'could-not-help', 'no-answer'] as const
export type CaseOutcome = (typeof OUTCOMES)[number]

/** A status when the person has written again. */
export const afterWords = (status: string): 'reopened' | 'written' => (status === 'closed' ? 'reopened' : 'written')

/** Staff have done their part: answered, asked, or sent the person on. Nothing is late then. */
export const isKept = (status: string): boolean => ['closed', 'answered', 'waiting', 'referred'].includes(status)
