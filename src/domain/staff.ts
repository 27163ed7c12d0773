import type { StaffId } from '../kit/ids.ts'

/** Who works with the console. An administrator runs it, a moderator (with a key) reads and answers, an organizer calls, a reader sees counts. */
export const ROLES = ['administrator', 'moderator', 'organizer', 'reader'] as const
export type Role = (typeof ROLES)[number]

/**
 * What may be done. Each is asked for by name at the door that it opens. `case.assign`: to say whose a case is, which needs no key;
 * `case.work`: to read, answer and close it; `key.hold`: to have a key of one's own. `campaign.sign`: to have a key that signs campaigns, to
 * sign, and to stop what runs.
 */
export type Right =
  | 'queue.see'
  | 'case.see'
  | 'case.work'
  | 'case.assign'
  | 'key.hold'
  | 'demands.change'
  | 'staff.see'
  | 'staff.manage'
  | 'audit.see'
  | 'settings.change'
  | 'replies.change'
  | 'quotes.see'
  | 'campaign.see'
  | 'campaign.write'
  | 'campaign.sign'

const RIGHTS: Record<Role, readonly Right[]> = {
  administrator: [
    'queue.see',
    'case.see',
    'case.assign',
    'key.hold',
    'demands.change',
    'staff.see',
    'staff.manage',
    'audit.see',
    'settings.change',
    'replies.change',
    'quotes.see',
    'campaign.see',
    'campaign.write',
    'campaign.sign',
  ],
  moderator: [
    'queue.see',
    'case.see',
    'case.work',
    'case.assign',
    'key.hold',
    'demands.change',
    'staff.see',
    'replies.change',
    'quotes.see',
    'campaign.see',
  ],
  organizer: ['queue.see', 'demands.change', 'quotes.see', 'campaign.see', 'campaign.write', 'campaign.sign'],
  reader: ['quotes.see'],
}

/** One of the staff, under the name that the others call them; no real name is asked for. */
export type Staff = {
  id: StaffId
  name: string
  role: Role
  /** The keyholder whose key opens reports for them; an administrator may hold one too. */
  holder: string | undefined
  demo: boolean
  /** The language that they chose for the console; none: as the browser asks. */
  lang?: string
}

/** An administrator who holds a key works on cases like a moderator. */
export const may = ({ role, holder }: Pick<Staff, 'role' | 'holder'>, right: Right): boolean =>
  RIGHTS[role].includes(right) || (right === 'case.work' && role === 'administrator' && holder !== undefined)
